import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { token } from './douyin-client.js';
import { codes, HOUR, MINUTE, MOVED, Returns } from './returns.js';
import { Running, Target, type Got, type Json } from './running.js';

let sim: Running;
let shop: Returns;
let target: Target;

beforeEach(async () => {
  sim = await Running.start();
  target = new Target('{"code":0,"msg":"success"}');
  await sim.call('PUT', '/control/targets', { douyinPushUrl: await target.listen() });
  shop = new Returns(sim, (await token(sim)).access);
});
afterEach(async () => {
  await sim.stop();
  await target.close();
});

const settle = (): Promise<unknown> => sim.call('POST', '/control/settle', {});
const messageOf = ({ body }: Got): { tag: string; data: string } =>
  (JSON.parse(body) as [{ tag: string; data: string }])[0];
const about = (id: string): Got[] => target.got.filter((one) => one.body.includes(id));
const tags = (id: string): string[] => about(id).map((one) => messageOf(one).tag);
const proven = ({ body, headers }: Got): boolean =>
  createHash('md5').update(`7000000000000000001${body}sample-douyin-secret`).digest('hex') ===
  headers['event-sign'];

describe('a buyer’s claim', () => {
  it('is refused as the platform would refuse it, each by its name', async () => {
    const order = await shop.order();
    const line = order.line;
    const refused = async (more: Json): Promise<unknown[]> => {
      const { status, json } = await shop.claim(order, more);
      return [status, json['code']];
    };
    const lines = (platformLineId: string, quantity: number): Json => ({
      lines: [{ platformLineId, quantity }],
    });
    expect(await refused(lines('4711', 1))).toEqual([422, 'sim/line-unknown']);
    expect(await refused(lines(line, 3))).toEqual([422, 'sim/quantity-exceeded']);
    expect(await refused({ refundAmountFen: 5_991 })).toEqual([422, 'sim/amount-exceeded']);
    expect(await refused({ type: 2 })).toEqual([422, 'sim/order-state']);
    expect((await shop.claim(order)).status).toBe(201);
    expect(await refused({})).toEqual([422, 'sim/case-exists']);
    expect(await refused({ type: 9 })).toEqual([400, 'sim/invalid-request']);
  });

  it('counts what was paid back before', async () => {
    const order = await shop.order();
    const { json } = await shop.claim(order, { type: 1 });
    await shop.operate(201, { aftersale_id: String(json['platformAfterSaleId']) });
    await sim.advance(MINUTE);
    const both = await shop.claim(order, { lines: [{ platformLineId: order.line, quantity: 2 }] });
    expect(both.json['code']).toBe('sim/quantity-exceeded');
    expect((await shop.claim(order)).status).toBe(201);
  });

  it('is cancelled only before the goods are on their way', async () => {
    const id = await shop.case();
    expect((await shop.act(id, 'cancel')).json).toMatchObject({ statusCode: 28, refundStatus: 1 });
    const gone = await shop.returned();
    expect((await shop.act(gone, 'cancel')).json).toMatchObject({ status: 409, code: 'sim/wrong-state' });
    expect((await shop.act(gone, 'amend', { reasonCode: 2 })).status).toBe(409);
    expect((await shop.act(gone, 'amend', { refundAmountFen: 500 })).json).toMatchObject({
      statusCode: 11,
      refundAmountFen: 500,
    });
  });

  it('comes back before the merchant when it is amended', async () => {
    const id = await shop.case();
    await shop.agree(id);
    await shop.act(id, 'amend', { reasonCode: 2 });
    expect(await shop.truth(id)).toMatchObject({ statusCode: 6, reasonCode: 2 });
  });
});

describe('a buyer with goods to send', () => {
  it('sends them himself and tells the platform, where he plans to', async () => {
    const id = await shop.case({ plan: 'ships-himself', parcelPlan: 'quick' });
    await sim.advance(8 * HOUR);
    expect(await shop.truth(id)).toMatchObject({ statusCode: 6, returnParcel: null });
    await shop.agree(id);
    await sim.advance(7 * HOUR);
    const truth = await shop.truth(id);
    expect(truth).toMatchObject({ statusCode: 11 });
    const { number } = truth['returnParcel'] as { number: string };
    expect((await sim.call('GET', `/control/parcels/${number}`)).json).toMatchObject({
      plan: 'quick',
      fromRegion: '310100',
      toRegion: '330100',
    });
  });

  it('names a number only while the platform waits for one', async () => {
    const id = await shop.case();
    expect((await shop.act(id, 'ship', { number: 'YT1234567890123' })).status).toBe(409);
    await shop.agree(id);
    expect((await shop.act(id, 'ship', { number: 'YT1234567890123', carrier: 'YTO' })).json).toMatchObject({
      statusCode: 11,
      returnParcel: { number: 'YT1234567890123', companyCode: 'yuantong' },
    });
    expect((await shop.act(id, 'ship', { number: 'YT1234567890124' })).status).toBe(409);
  });
});

describe('the live flow', () => {
  it('now and then has a buyer ask for a return, once everything has arrived', async () => {
    const { id } = await shop.order();
    const order = sim.world.orders.get(id);
    order.willReturn = true;
    await sim.advance(20 * MINUTE);
    await sim.advance(10 * MINUTE);
    const { json } = await sim.call('GET', `/control/orders/${id}`);
    const [first, ...others] = json['afterSales'] as string[];
    expect(others).toEqual([]);
    expect(await shop.truth(first ?? '')).toMatchObject({ type: 0, statusCode: 6, plan: 'fills-number' });
  });
});

describe('pushes about a case', () => {
  it('tell its whole course, signed, ids as bare numbers, its version with an offset', async () => {
    const id = await shop.returned();
    await shop.refund(id);
    await sim.advance(MINUTE);
    expect(tags(id)).toEqual(['200', '202', '203', '201', '206']);
    expect(about(id).every(proven)).toBe(true);
    const last = messageOf(about(id).at(-1) ?? { body: '[]', headers: {} });
    expect(last.data).toContain(`"aftersale_id":${id},`);
    const data = JSON.parse(last.data) as Json;
    expect(data).toMatchObject({ aftersale_status: 12, refund_amount: 5_990, reason_code: 1 });
    expect(data['update_time']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/);
    const { json } = await shop.call('/afterSale/Detail', { after_sale_id: id });
    const { process_info } = json['data'] as { process_info: { after_sale_info: Json } };
    expect(Date.parse(String(data['update_time'])) / 1000).toBe(process_info.after_sale_info['update_time']);
  });

  it('tell refusal, amendment, dispute and end', async () => {
    const refused = await shop.case({ type: 1 });
    await shop.operate(202, { aftersale_id: refused, reason: 'x', remark: 'y', reject_reason_code: 1 });
    await shop.act(refused, 'amend', { refundAmountFen: 100 });
    await shop.act(refused, 'escalate');
    await shop.act(refused, 'decide', { winner: 'merchant' });
    await settle();
    expect(tags(refused)).toEqual(['200', '204', '208', '212', '209', '207']);
  });

  it('tell what a person refuses in the console, before and after the goods came', async () => {
    const early = await shop.case();
    await shop.act(early, 'refuse');
    const late = await shop.returned();
    await shop.act(late, 'refuse');
    await settle();
    expect(tags(early)).toEqual(['200', '205']);
    expect(tags(late)).toEqual(['200', '202', '203', '204']);
    expect([(await shop.truth(early))['statusCode'], (await shop.truth(late))['statusCode']]).toEqual([
      27, 29,
    ]);
    expect((await shop.act(late, 'refuse')).status).toBe(409);
    expect(codes(await shop.refund(late))).toEqual(MOVED);
  });

  it('misbehave as the fault of the case or of its order says', async () => {
    const made: Record<string, string> = {};
    for (const fault of ['duplicate', 'dropped-push', 'bad-signature', 'reversed', 'late']) {
      made[fault] = await shop.case({ faults: [fault] });
      await shop.act(made[fault], 'amend', { refundAmountFen: 100 });
    }
    await settle();
    const of = (fault: string): string => made[fault] ?? '';
    expect(tags(of('duplicate'))).toEqual(['200', '200', '208', '208']);
    expect(tags(of('dropped-push'))).toEqual([]);
    expect(about(of('bad-signature')).map(proven)).toEqual([false, true, false, true]);
    expect(tags(of('reversed'))).toEqual(['208', '200']);
    expect(tags(of('late'))).toEqual([]);
    await sim.advance(31 * MINUTE);
    expect(tags(of('late'))).toEqual(['200', '208']);
    const quiet = await shop.case({}, { faults: ['dropped-push'] });
    await settle();
    expect(tags(quiet)).toEqual([]);
  });
});

describe('a restart', () => {
  it('forgets no case, no version and nothing that was going to happen', async () => {
    const [waiting, planned] = [await shop.case(), await shop.case({ plan: 'ships-himself' })];
    await shop.agree(planned);
    const before = await shop.truth(waiting);
    await sim.stop({ keep: true });
    sim = await Running.start(sim.dir);
    shop = new Returns(sim, (await token(sim)).access);
    expect(await shop.truth(waiting)).toEqual(before);
    await sim.advance(7 * HOUR);
    expect(await shop.truth(planned)).toMatchObject({ statusCode: 11 });
  });
});
