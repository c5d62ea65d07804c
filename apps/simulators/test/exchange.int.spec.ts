import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { douyin, token } from './douyin-client.js';
import { DAY, HOUR, MINUTE } from './returns.js';
import { Running, type Json } from './running.js';
import { Stall } from './stall.js';

let sim: Running;
let stall: Stall;

beforeEach(async () => {
  sim = await Running.start(undefined, (world) => {
    stall = Stall.into(world);
  });
});
afterEach(() => sim.stop());

const bought = async (shopId = 'stall-1'): Promise<{ id: string; line: Json }> => {
  const lines = [{ skuCode: 'TEE-WHITE-M', quantity: 1, priceFen: 5_990 }];
  const made = await sim.call('POST', '/control/orders', { shopId, orders: [{ lines }] });
  const id = (made.json['orders'] as { platformOrderId: string }[])[0]?.platformOrderId ?? '';
  await sim.shipped(id);
  const { json } = await sim.call('GET', `/control/orders/${id}`);
  return { id, line: { platformLineId: (json['lines'] as Json[])[0]?.['platformLineId'], quantity: 1 } };
};
const claimed = async ({ id, line }: { id: string; line: Json }, type = 3): Promise<string> => {
  const body = { type, lines: [line], reasonCode: 1 };
  const { json } = await sim.call('POST', `/control/orders/${id}/after-sales`, body);
  return String(json['platformAfterSaleId']);
};
const claim = async (): Promise<string> => claimed(await bought());
const act = async (id: string, body: Json): Promise<[number, unknown]> => {
  const { status, json } = await sim.call('POST', `/control/after-sales/${id}/merchant`, body);
  return [status, json['statusCode']];
};
const returned = async (): Promise<string> => {
  const id = await claim();
  await act(id, { act: 'agree-return' });
  await sim.call('POST', `/control/after-sales/${id}/ship`, {});
  return id;
};
const truth = async (id: string): Promise<Json> => (await sim.call('GET', `/control/after-sales/${id}`)).json;

describe('an exchange', () => {
  it('exchanges goods: they come back, new ones go out, the buyer has them, no money moves', async () => {
    const id = await claim();
    expect((await act(id, { act: 'agree-refund' }))[0]).toBe(409);
    await act(id, { act: 'agree-return' });
    expect((await act(id, { act: 'ship' }))[0]).toBe(409);
    await sim.call('POST', `/control/after-sales/${id}/ship`, {});
    expect((await act(id, { act: 'confirm-receipt' }))[0]).toBe(409);
    await act(id, { act: 'report-received' });
    expect((await sim.call('POST', `/control/after-sales/${id}/confirm`, {})).status).toBe(409);
    expect(await act(id, { act: 'ship', parcel: { carrier: 'ZTO' } })).toEqual([200, 13]);
    const done = await sim.call('POST', `/control/after-sales/${id}/confirm`, {});
    expect(done.json).toMatchObject({
      ...{ status: 'completed', statusCode: 14, refundAmountFen: 0, refunds: [] },
      newGoods: { carrier: 'ZTO' },
    });
    const { number } = done.json['newGoods'] as { number: string };
    expect((await sim.call('GET', `/control/parcels/${number}`)).status).toBe(200);
    expect(stall.heard.slice(5)).toEqual([
      ...['returned by buyer', 'received by buyer', 'reshipped by merchant', 'completed by buyer'],
    ]);
  });

  it('has 7 days to be believed: then the platform takes the new goods for received', async () => {
    const id = await returned();
    await act(id, { act: 'ship' });
    await sim.advance(7 * DAY - HOUR);
    expect(await truth(id)).toMatchObject({ statusCode: 13 });
    await sim.advance(HOUR + MINUTE);
    expect(await truth(id)).toMatchObject({ statusCode: 14 });
  });

  it('waits for the merchant however long he takes: no money can go back by itself', async () => {
    const id = await returned();
    await sim.advance(30 * DAY);
    expect(await truth(id)).toMatchObject({ statusCode: 11, refunds: [], deadline: null });
  });

  it('is nothing the platform judges, and may be followed by a return of what came', async () => {
    const order = await bought();
    const id = await claimed(order);
    expect((await sim.call('POST', `/control/after-sales/${id}/escalate`, {})).status).toBe(422);
    await act(id, { act: 'agree-return' });
    await sim.call('POST', `/control/after-sales/${id}/ship`, {});
    await act(id, { act: 'ship' });
    await sim.call('POST', `/control/after-sales/${id}/confirm`, {});
    expect(await truth(await claimed(order, 0))).toMatchObject({ statusCode: 6, refundAmountFen: 5_990 });
  });

  it('has its goods fetched by a courier at the buyer’s door, as a return has', async () => {
    const order = await bought();
    const id = await claimed(order);
    await act(id, { act: 'agree-return' });
    const { json } = await sim.call('GET', `/control/orders/${order.id}`);
    const { parcels, receiver } = json as { parcels: { number: string }[]; receiver: { phone: string } };
    const number = parcels[0]?.number ?? '';
    sim.world.buyer.handedOver(receiver.phone, number, sim.world.clock.now());
    await sim.advance(16 * MINUTE);
    expect(await truth(id)).toMatchObject({ statusCode: 11, returnParcel: { number } });
  });

  it('is told by Douyin as far as its tags are known, and found by asking after that', async () => {
    const { access } = await token(sim);
    const id = await claimed(await bought('1000000001'));
    await act(id, { act: 'agree-return' });
    await sim.call('POST', `/control/after-sales/${id}/ship`, {});
    await act(id, { act: 'report-received' });
    await act(id, { act: 'ship' });
    await sim.call('POST', '/control/settle', {});
    const told = (await sim.ledger('pushes')).filter((one) => one['afterSaleId'] === id);
    expect(told.map((one) => one['tag'])).toEqual(['200', '202', '203']);
    const detail = await douyin(sim, '/afterSale/Detail', { after_sale_id: id }, { token: access });
    const { process_info } = detail.json['data'] as { process_info: { after_sale_info: Json } };
    expect(process_info.after_sale_info).toMatchObject({ after_sale_type: 3, after_sale_status: 13 });
    expect(stall.heard).toEqual([]);
  });
});
