import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { douyin, token, type CallOptions } from './douyin-client.js';
import { ADDRESS, codes, DAY, HOUR, MINUTE, MOVED, Returns } from './returns.js';
import { Running, type Json } from './running.js';

let sim: Running;
let shop: Returns;

beforeEach(async () => {
  sim = await Running.start();
  shop = new Returns(sim, (await token(sim)).access);
});
afterEach(() => sim.stop());

const detailOf = async (id: string): Promise<Json> => {
  const { json } = await shop.call('/afterSale/Detail', { after_sale_id: id });
  const { process_info } = json['data'] as { process_info: { after_sale_info: Json } };
  return process_info.after_sale_info;
};

describe('the gate', () => {
  it('is the one every call passes: signature, time and token', async () => {
    const aftersale_id = await shop.case();
    const { access } = await token(sim);
    const call = async (options: CallOptions): Promise<unknown> =>
      codes(await douyin(sim, '/afterSale/operate', { items: [{ aftersale_id }], type: 101 }, options))[1];
    expect(await call({ token: access, secret: 'guess' })).toBe('isv.signature-invalid');
    const stale = String(Math.floor((Date.now() - 11 * MINUTE) / 1000));
    expect(await call({ token: access, timestamp: stale })).toBe('isv.timestamp-invalid');
    expect(await call({})).toBe('isv.access-token-missing');
    await sim.call('POST', '/control/tokens/expire', { shopId: '1000000001' });
    expect(await call({ token: access })).toBe('isv.access-token-expired');
    expect(await shop.truth(aftersale_id)).toMatchObject({ statusCode: 6, operateCalls: [] });
  });
});

describe('the merchant’s consent', () => {
  it('lets the goods come to a known address, and asks for one', async () => {
    const id = await shop.case();
    expect(codes(await shop.operate(101, { aftersale_id: id }))).toEqual([
      40004,
      'isv.parameter-invalid:11000',
    ]);
    const elsewhere = { aftersale_id: id, logistics: { receiver_address_id: 4711 } };
    expect(codes(await shop.operate(101, elsewhere))).toEqual([50002, 'isv.business-failed:11005']);
    const { json } = await shop.agree(id);
    expect(json['code']).toBe(10000);
    expect(await shop.truth(id)).toMatchObject({ statusCode: 7, addressId: ADDRESS });
  });

  it('is given once per state, and never out of turn', async () => {
    const id = await shop.case();
    expect(codes(await shop.refund(id))).toEqual(MOVED);
    await shop.agree(id);
    expect(codes(await shop.agree(id))).toEqual(MOVED);
    expect(codes(await shop.refund(id))).toEqual(MOVED);
    expect((await shop.truth(id))['operateCalls']).toMatchObject([
      { type: 111, outcome: 'isv.business-failed:20309541' },
      { type: 101, outcome: 'done' },
      { type: 101, outcome: 'isv.business-failed:20309541' },
      { type: 111, outcome: 'isv.business-failed:20309541' },
    ]);
  });

  it('refuses a version that has moved on, and takes the one that is read', async () => {
    const id = await shop.case();
    const before = (await detailOf(id))['update_time'];
    await shop.act(id, 'amend', { refundAmountFen: 100 });
    expect(codes(await shop.agree(id, { update_time: before }))).toEqual(MOVED);
    const now = (await detailOf(id))['update_time'];
    expect(now).not.toBe(before);
    expect((await shop.agree(id, { update_time: now })).json['code']).toBe(10000);
  });

  it('does all of a batch or nothing, and never more than twenty', async () => {
    const [first, second] = [await shop.case(), await shop.case()];
    await shop.agree(second);
    const item = (id: string): Json => ({
      aftersale_id: id,
      logistics: { receiver_address_id: Number(ADDRESS) },
    });
    expect(codes(await shop.operate(101, item(first), item(second)))).toEqual(MOVED);
    expect(await shop.truth(first)).toMatchObject({ statusCode: 6 });
    const many = Array.from({ length: 20 }, (_, at) => item(String(at)));
    expect(codes(await shop.operate(101, item(first), ...many))[1]).toBe('isv.parameter-invalid:11000');
    expect(codes(await shop.operate(101, item('1')))).toEqual([20000, 'isp.service-error:10000']);
  });

  it.each([102, 112, 301, 311, 302, 312, 0, 999])(
    'refuses type %d, whose meaning is not confirmed',
    async (type) => {
      const id = await shop.case();
      expect(codes(await shop.operate(type, { aftersale_id: id }))).toEqual([
        40004,
        'isv.parameter-invalid:11000',
      ]);
      expect(await shop.truth(id)).toMatchObject({ statusCode: 6, operateCalls: [] });
    },
  );

  it('sends the merchant to the console where the platform wants a person', async () => {
    const id = await shop.case({ faults: ['manual-only'] });
    expect(codes(await shop.agree(id))).toEqual([50002, 'isv.business-failed:11001']);
  });

  it('pays back without goods, or refuses with a reason', async () => {
    const paid = await shop.case({ type: 1 });
    expect(codes(await shop.agree(paid))).toEqual(MOVED);
    expect((await shop.operate(201, { aftersale_id: paid })).json['code']).toBe(10000);
    await sim.advance(MINUTE);
    expect(await shop.truth(paid)).toMatchObject({ statusCode: 12, refundStatus: 3 });
    const refused = await shop.case({ type: 1 });
    expect(codes(await shop.operate(202, { aftersale_id: refused }))[1]).toBe('isv.parameter-invalid:11000');
    const why = { reason: '已签收', remark: '请提供照片', reject_reason_code: 3 };
    expect((await shop.operate(202, { aftersale_id: refused, ...why })).json['code']).toBe(10000);
    expect(await shop.truth(refused)).toMatchObject({ statusCode: 27, refundStatus: 1, refunds: [] });
  });
});

describe('the refund', () => {
  it('is executed exactly once, for the amount of the case', async () => {
    const id = await shop.returned();
    const answers = await Promise.all([shop.refund(id), shop.refund(id), shop.refund(id)]);
    expect(answers.map(({ json }) => json['code']).sort()).toEqual([10000, 50002, 50002]);
    expect(await shop.truth(id)).toMatchObject({ statusCode: 12, refundStatus: 2 });
    await sim.advance(MINUTE);
    expect(await shop.truth(id)).toMatchObject({
      status: 'refunded',
      refundStatus: 3,
      refunds: [{ amountFen: 5_990, by: 'merchant' }],
    });
    expect(codes(await shop.refund(id))).toEqual(MOVED);
    expect(await detailOf(id)).toMatchObject({ refund_status: 3, real_refund_amount: 5_990 });
  });

  it('has happened although its answer was lost', async () => {
    const id = await shop.returned();
    await sim.call('POST', '/control/faults', { target: id, name: 'lost-answer' });
    await expect(shop.refund(id)).rejects.toThrow();
    expect(await shop.truth(id)).toMatchObject({ statusCode: 12, refunds: [{ amountFen: 5_990 }] });
    expect(codes(await shop.refund(id))).toEqual(MOVED);
    const calls = (await sim.ledger('requests')).filter((one) => one['type'] === 111);
    expect(calls.map((one) => [one['httpStatus'], one['fault']])).toEqual([
      [0, 'lost-answer'],
      [200, undefined],
    ]);
  });

  it('does not happen when the call is cut down by another fault', async () => {
    const id = await shop.returned();
    const order = (await shop.truth(id))['platformOrderId'];
    await sim.call('POST', '/control/faults', { target: order, name: '500', times: 1 });
    expect((await shop.refund(id)).status).toBe(500);
    await sim.call('POST', '/control/faults', { target: id, name: 'throttled', times: 1 });
    expect(codes(await shop.refund(id))).toEqual([60000, 'isv.traffic-limited']);
    expect(await shop.truth(id)).toMatchObject({ statusCode: 11, refunds: [] });
  });
});

describe('the report that goods are back', () => {
  const report = (id: string, more: Json = {}): Promise<unknown[]> =>
    shop
      .call('/afterSale/returnGoodsToWareHouseSuccess', {
        aftersale_id: id,
        op_time: Math.floor(Date.now() / 1000),
        ...more,
      })
      .then(codes);

  it('needs a time, the number and a case that waits for goods', async () => {
    const early = await shop.case();
    expect(await report(early, { tracking_no: 'YT1' })).toEqual([50002, 'isv.business-failed:12001']);
    const id = await shop.returned();
    const number = ((await shop.truth(id))['returnParcel'] as Json)['number'];
    expect(await report(id)).toEqual([40004, 'isv.parameter-invalid:11004']);
    expect(await report(id, { op_time: 0, tracking_no: number })).toEqual([
      40004,
      'isv.parameter-invalid:11004',
    ]);
    expect(await report(id, { tracking_no: 'YT0000000000000' })).toEqual([
      50002,
      'isv.business-failed:11000',
    ]);
    expect(await report(id, { tracking_no: number })).toEqual([10000, '']);
    expect(await shop.truth(id)).toMatchObject({ gotPackage: true, reports: [{ trackingNo: number }] });
    expect(await detailOf(id)).toMatchObject({ got_pkg: 1, after_sale_status: 11 });
  });
});

describe('reading cases', () => {
  it('pages from 0 by update time and filters by state, order and time', async () => {
    const ids = [await shop.case(), await shop.case(), await shop.case()];
    await shop.agree(ids[0] ?? '');
    const infos = async (params: Json): Promise<Json[]> => {
      const { json } = await shop.call('/afterSale/List', params);
      return (json['data'] as { items: { aftersale_info: Json }[] }).items.map((one) => one.aftersale_info);
    };
    const rows = async (params: Json): Promise<unknown[]> =>
      (await infos(params)).map((info) => info['aftersale_id']);
    const order = { order_by: ['update_time asc'] };
    const whole = await infos({ ...order, size: 10 });
    const times = whole.map((info) => Number(info['update_time']));
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(whole.map((info) => info['aftersale_id']).sort()).toEqual([...ids].sort());
    const pages = [await infos({ ...order, page: 0, size: 2 }), await infos({ ...order, page: 1, size: 2 })];
    expect(pages.map((page) => page.length)).toEqual([2, 1]);
    expect(pages.flat()).toEqual(whole);
    expect(await rows({ size: 10, standard_aftersale_status: [6] })).toHaveLength(2);
    expect(await rows({ size: 10, update_start_time: Math.floor(Date.now() / 1000) + 60 })).toEqual([]);
    const tooMany = await shop.call('/afterSale/List', { page: 0, size: 101 });
    expect(codes(tooMany)).toEqual([40004, 'isv.parameter-invalid:11000']);
  });

  it('gives ids as text in the list and as exact numbers in the detail', async () => {
    const id = await shop.case();
    const list = await shop.call('/afterSale/List', { page: 0, size: 10 });
    expect(list.text).toContain(`"aftersale_id":"${id}"`);
    const detail = await shop.call('/afterSale/Detail', { after_sale_id: id });
    expect(detail.text).toContain(`"after_sale_id":${id},`);
    expect(codes(await shop.call('/afterSale/Detail', { after_sale_id: '1' }))).toEqual([
      40004,
      'isv.parameter-invalid:11000',
    ]);
  });

  it('lists the addresses goods may come back to, from page 1', async () => {
    const { text } = await shop.call('/address/list', { page_no: 1, page_size: 10 });
    expect(text).toContain(`"address_id":${ADDRESS},`);
    expect(codes(await shop.call('/address/list', { page_no: 0, page_size: 10 }))[0]).toBe(40004);
  });

  it('shows a case on the line of its order, and two orders of one buyer', async () => {
    const order = await shop.order({ buyer: '1@#same' });
    await shop.claim(order);
    const { json } = await shop.call('/order/orderDetail', { shop_order_id: order.id });
    const { shop_order_detail } = json['data'] as { shop_order_detail: Json };
    expect(shop_order_detail['doudian_open_id']).toBe('1@#same');
    expect((shop_order_detail['sku_order_list'] as Json[])[0]?.['after_sale_info']).toEqual({
      after_sale_status: 6,
      after_sale_type: 0,
      refund_status: 1,
    });
  });
});

describe('what the platform does by itself', () => {
  it('closes a case whose goods never left, and not an hour before', async () => {
    const id = await shop.case({ plan: 'never-sends' });
    await shop.agree(id);
    await sim.advance(7 * DAY - HOUR);
    expect(await shop.truth(id)).toMatchObject({ statusCode: 7 });
    await sim.advance(HOUR + MINUTE);
    expect(await shop.truth(id)).toMatchObject({ status: 'closed', statusCode: 28, refundStatus: 1 });
  });

  it('agrees when the merchant is silent for 36 hours, and pays back 7 days after the goods left', async () => {
    const id = await shop.case();
    await sim.advance(36 * HOUR + MINUTE);
    expect(await shop.truth(id)).toMatchObject({ statusCode: 7, addressId: ADDRESS });
    await shop.act(id, 'ship');
    await sim.advance(7 * DAY + MINUTE);
    expect(await shop.truth(id)).toMatchObject({
      statusCode: 12,
      refundStatus: 3,
      refunds: [{ by: 'platform', amountFen: 5_990 }],
    });
  });

  it('waits while a dispute lasts, and does as it has judged', async () => {
    const id = await shop.case();
    await shop.act(id, 'escalate');
    await sim.advance(3 * DAY);
    expect(await shop.truth(id)).toMatchObject({ statusCode: 6, arbitrateStatus: 1, deadline: null });
    await shop.act(id, 'decide', { winner: 'buyer' });
    expect(await shop.truth(id)).toMatchObject({ arbitrateStatus: 2, statusCode: 12 });
  });
});
