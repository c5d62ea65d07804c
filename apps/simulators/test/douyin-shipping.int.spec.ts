import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { douyin, token } from './douyin-client.js';
import { Running, type Json } from './running.js';

let sim: Running;
let access: string;
beforeEach(async () => {
  sim = await Running.start();
  access = (await token(sim)).access;
});
afterEach(() => sim.stop());

const ship = async (id: string, more: Json = {}): Promise<unknown> => {
  const parcel = { order_id: id, company_code: 'yuantong', logistics_code: 'YT7700000000001', ...more };
  const { json } = await douyin(sim, '/order/logisticsAdd', parcel, { token: access });
  return json['sub_code'] === '' ? json['code'] : json['sub_code'];
};

describe('a number given to Douyin', () => {
  it('ships all of an order under it, once', async () => {
    const id = await sim.order();
    expect(await ship(id)).toBe(10000);
    const { json } = await sim.call('GET', `/control/orders/${id}`);
    expect(json).toMatchObject({
      status: 'shipped',
      parcels: [{ number: 'YT7700000000001', carrier: 'YTO' }],
    });
    expect(await ship(id)).toBe('isv.business-failed:2011');
  });

  it('is not taken of an unknown company, in another form, or for a stranger’s order', async () => {
    const id = await sim.order();
    expect(await ship(id, { company_code: 'nobody' })).toBe('isv.parameter-invalid:1001');
    expect(await ship(id, { logistics_code: '1' })).toBe('isv.parameter-invalid:1001');
    expect(await ship('1')).toBe('isv.business-failed:2010');
  });

  it('waits for a refund that was asked for, unless the merchant says that he ships all the same', async () => {
    const id = await sim.order();
    const { json: order } = await sim.call('GET', `/control/orders/${id}`);
    const [line] = order['lines'] as { platformLineId: string; quantity: number }[];
    const lines = [{ platformLineId: line?.platformLineId, quantity: line?.quantity }];
    await sim.call('POST', `/control/orders/${id}/after-sales`, { type: 2, lines, reasonCode: 1 });
    expect(await ship(id)).toBe('isv.business-failed:2012');
    expect(await ship(id, { is_refund_reject: true })).toBe(10000);
  });
});
