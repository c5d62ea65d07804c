import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Running, Target, type Answered, type Json } from './running.js';
import { APP, granted, md5, SECRET, SHOP, xiaohongshu, type CallOptions } from './xiaohongshu-client.js';

const MINUTE = 60_000;
let sim: Running;
let token: string;

beforeEach(async () => {
  sim = await Running.start();
  token = String((await granted(sim))['accessToken']);
});
afterEach(() => sim.stop());

const call = (method: string, fields: Json, options: CallOptions = {}): Promise<Answered> =>
  xiaohongshu(sim, method, fields, { token, ...options });
const codeOf = async (answer: Promise<Answered>): Promise<unknown> => (await answer).json['error_code'];
const dataOf = async (answer: Promise<Answered>): Promise<Json> => {
  const { json } = await answer;
  expect(json['success']).toBe(true);
  return json['data'] as Json;
};

async function order(more: Json = {}): Promise<string> {
  const lines = [{ skuCode: 'TEE-WHITE-M', quantity: 2, priceFen: 5_990 }];
  const { json } = await sim.call('POST', '/control/orders', { shopId: SHOP, orders: [{ lines, ...more }] });
  return (json['orders'] as { platformOrderId: string }[])[0]?.platformOrderId ?? '';
}
const seconds = (): number => Math.floor(Date.now() / 1000);

/** A case of the order's first line. */
async function claim(orderId: string, type: number): Promise<string> {
  const { json } = await sim.call('GET', `/control/orders/${orderId}`);
  const [line] = json['lines'] as { platformLineId: string }[];
  const body = { type, reasonCode: 2, lines: [{ platformLineId: line?.platformLineId, quantity: 1 }] };
  const made = await sim.call('POST', `/control/orders/${orderId}/after-sales`, body);
  return String(made.json['platformAfterSaleId']);
}

const infoOf = async (returnsId: string): Promise<Json> =>
  (await dataOf(call('afterSale.getAfterSaleInfo', { returnsId })))['afterSaleInfo'] as Json;

describe('the gate', () => {
  it('refuses a wrong signature, a stale time, a wrong version, another application, an unknown method', async () => {
    const list = { timeType: 2, startTime: seconds() - 60, endTime: seconds() };
    expect(await codeOf(call('order.getOrderList', list))).toBe(0);
    const refusals: [CallOptions, number][] = [
      [{ secret: 'guess' }, -9001],
      [{ timestamp: String(seconds() - 11 * 60) }, -9002],
      [{ more: { version: '1.0' } }, -9100],
      [{ more: { appId: 'other' } }, -9003],
      [{ token: 'nobody' }, -9005],
    ];
    for (const [options, code] of refusals) {
      expect(await codeOf(call('order.getOrderList', list, options))).toBe(code);
    }
    expect(await codeOf(call('order.remove', {}))).toBe(-9004);
  });

  it('does not look at the body: its fields are in no signature', async () => {
    const id = await order();
    expect(await codeOf(call('order.getOrderDetail', {}, { more: { orderId: id } }))).toBe(0);
  });

  it('throttles, breaks off and fails as it is told', async () => {
    const fault = (name: string): Promise<Answered> =>
      sim.call('POST', '/control/faults', { target: 'xiaohongshu', name, times: 1 });
    const detail = { orderId: await order() };
    await fault('throttled');
    expect(await codeOf(call('order.getOrderDetail', detail))).toBe(-9006);
    await fault('500');
    expect((await call('order.getOrderDetail', detail)).status).toBe(500);
    expect(await codeOf(call('order.getOrderDetail', detail))).toBe(0);
  });
});

describe('tokens', () => {
  const refresh = (refreshToken: unknown) => xiaohongshu(sim, 'oauth.refreshToken', { refreshToken });
  const left = (access: unknown): number =>
    (sim.world.state.tokens.find((one) => one.access === access)?.accessExpiresAt ?? 0) - Date.now();

  it('come for a code, once', async () => {
    const { json } = await sim.call('POST', '/control/tokens/consent', { shopId: SHOP });
    const data = await dataOf(xiaohongshu(sim, 'oauth.getAccessToken', { code: json['code'] }));
    expect(data).toMatchObject({ sellerId: SHOP, sellerName: '小红书演示店' });
    expect(await codeOf(xiaohongshu(sim, 'oauth.getAccessToken', { code: json['code'] }))).toBe(-9005);
  });

  it('stay the same until half an hour is left; then the old one lives five minutes more', async () => {
    const first = await granted(sim);
    expect(await dataOf(refresh(first['refreshToken']))).toEqual(first);
    const held = sim.world.state.tokens.find((one) => one.access === first['accessToken']);
    if (held) held.accessExpiresAt = Date.now() + 29 * MINUTE;
    const second = await dataOf(refresh(first['refreshToken']));
    expect(second['accessToken']).not.toBe(first['accessToken']);
    expect(left(first['accessToken'])).toBeGreaterThan(4 * MINUTE);
    expect(left(first['accessToken'])).toBeLessThanOrEqual(5 * MINUTE);
    expect(await codeOf(refresh(first['refreshToken']))).toBe(-9005);
  });

  it('end when the merchant takes his consent back', async () => {
    const { refreshToken } = await granted(sim);
    await sim.call('POST', '/control/tokens/revoke', { shopId: SHOP });
    expect(await codeOf(call('order.getOrderDetail', { orderId: await order() }))).toBe(-9005);
    expect(await codeOf(refresh(refreshToken))).toBe(-9005);
  });
});

describe('orders', () => {
  it('are listed over at most half an hour of changes or a day of making, a hundred a page', async () => {
    const ids = [await order(), await order(), await order()];
    const at = seconds();
    const list = (more: Json) =>
      call('order.getOrderList', { timeType: 2, startTime: at - 60, endTime: at + 60, pageSize: 2, ...more });
    const page = await dataOf(list({ pageNo: 2 }));
    expect(page).toMatchObject({ total: 3, maxPageNo: 2, pageNo: 2 });
    expect((page['orderList'] as Json[]).map((row) => row['orderId'])).toEqual([ids[2]]);
    expect(await codeOf(list({ startTime: at - 1741, endTime: at + 60 }))).toBe(-9100);
    expect(await codeOf(list({ startTime: at - 1740, endTime: at + 60 }))).toBe(0);
    expect(await codeOf(list({ timeType: 1, startTime: at - 86_340 }))).toBe(0);
    expect(await codeOf(list({ timeType: 1, startTime: at - 86_341 }))).toBe(-9100);
    for (const more of [{ pageSize: 101 }, { pageNo: 101 }, { pageNo: 0 }, { timeType: 3 }]) {
      expect(await codeOf(list(more))).toBe(-9100);
    }
  });

  it('add up what is alike, in fen', async () => {
    const line = { skuCode: 'TEE-WHITE-M', quantity: 1, priceFen: 5_990 };
    const id = await order({ lines: [line, { ...line, priceFen: 5_000 }] });
    const detail = await dataOf(call('order.getOrderDetail', { orderId: id }));
    expect(id).toMatch(/^P\d{18}$/);
    expect(detail).toMatchObject({
      orderStatus: 4,
      totalPayAmount: 10_990,
      skuList: [{ erpcode: 'TEE-WHITE-M', skuQuantity: 2, totalPaidAmount: 10_990 }],
    });
  });

  it('tell their receiver only while they wait to be shipped, and only of the address they have', async () => {
    const orderId = await order({ address: { name: '张三', phone: '13800001234' } });
    const { openAddressId } = await dataOf(call('order.getOrderDetail', { orderId }));
    const ask = (id: unknown) =>
      call('order.getOrderReceiverInfo', {
        receiverQueries: [{ orderId, openAddressId: id }],
        isReturn: false,
      });
    const [other] = (await dataOf(ask('old')))['receiverInfos'] as Json[];
    expect(other).toEqual({ orderId, matched: false });
    const [told] = (await dataOf(ask(openAddressId)))['receiverInfos'] as Json[];
    expect(told?.['receiverName']).toMatch(/^#.+#.+#2##$/);
    expect(JSON.stringify(told)).not.toMatch(/张三|13800001234/);
    const infos = [told?.['receiverName'], told?.['receiverPhone']].map((encryptedData) => ({
      dataTag: orderId,
      encryptedData,
    }));
    const decrypt = (more: Json) =>
      call('data.batchDecrypt', { baseInfos: infos, actionType: '1', appUserId: 'me', ...more });
    expect((await dataOf(decrypt({})))['dataInfoList']).toMatchObject([
      { decryptedData: '张三' },
      { virtualNumberFlag: true, virtualNumber: expect.stringMatching(/^184\d{8}-\d{4}$/) as unknown },
    ]);
    expect(await codeOf(decrypt({ actionType: '9' }))).toBe(-9100);
    expect(await codeOf(decrypt({ appUserId: '' }))).toBe(-9100);
    await sim.shipped(orderId);
    expect(await codeOf(ask(openAddressId))).toBe(-9200);
  });

  it('are shipped whole, or SKU by SKU, once', async () => {
    const lines = ['TEE-WHITE-M', 'CUP-STEEL-500'].map((skuCode) => ({
      skuCode,
      quantity: 2,
      priceFen: 5_990,
    }));
    const orderId = await order({ lines });
    const ship = (more: Json) =>
      call('order.orderDeliver', {
        orderId,
        expressCompanyCode: 'zto',
        expressNo: '73100000000001',
        ...more,
      });
    const detail = () => dataOf(call('order.getOrderDetail', { orderId }));
    const [first, second] = ((await detail())['skuList'] as { skuId: string }[]).map(({ skuId }) => skuId);
    expect(await codeOf(ship({ expressCompanyCode: 'pigeon' }))).toBe(-9100);
    expect(await codeOf(ship({ unpack: true }))).toBe(-9100);
    expect(await codeOf(ship({ unpack: true, skuIdList: [first] }))).toBe(0);
    expect(await codeOf(ship({ unpack: true, skuIdList: [first], expressNo: '73100000000002' }))).toBe(-9200);
    expect(await detail()).toMatchObject({
      orderStatus: 5,
      simpleDeliveryOrderList: [
        {
          deliveryOrderIndex: 0,
          expressTrackingNo: '73100000000001',
          expressCompanyCode: 'zto',
          skuIdList: [first],
        },
      ],
    });
    expect(await codeOf(ship({ unpack: true, skuIdList: [second], expressNo: '73100000000003' }))).toBe(0);
    expect(await detail()).toMatchObject({ orderStatus: 6 });
    expect(await codeOf(ship({ expressNo: '73100000000004' }))).toBe(-9200);
  });
});

describe('after-sale cases', () => {
  const audit = (returnsId: string, action: number, more: Json = {}) =>
    codeOf(call('afterSale.auditReturns', { returnsId, action, ...more }));
  const receive = (returnsId: string, action: number, more: Json = {}) =>
    codeOf(call('afterSale.confirmReceive', { returnsId, action, ...more }));
  const act = (id: string, action: string, body: Json = {}) =>
    sim.call('POST', `/control/after-sales/${id}/${action}`, body);
  const shipped = async (): Promise<string> => {
    const id = await order();
    await sim.shipped(id);
    return id;
  };
  const address = async (): Promise<Json> => {
    const { json } = await sim.call('PUT', '/control/shops', { shopId: SHOP });
    const [first] = json['addresses'] as { addressId: string }[];
    return { receiverInfo: { sellerAddressRecordId: Number(first?.addressId) } };
  };

  it('answer in the newer envelope, with times in ms and amounts in yuan', async () => {
    const id = await claim(await shipped(), 0);
    const { json } = await call('afterSale.getAfterSaleInfo', { returnsId: id, needNegotiateRecord: false });
    expect(json).toMatchObject({ code: 0, success: true });
    const info = (json['data'] as Json)['afterSaleInfo'] as Json;
    expect(info).toMatchObject({
      returnsId: id,
      returnType: 1,
      status: 1,
      reasonId: 2,
      expectedRefundAmountYuan: 59.9,
    });
    const list = (more: Json) =>
      call('afterSale.listAfterSaleInfos', {
        timeType: 2,
        startTime: Date.now() - 20 * MINUTE,
        endTime: Date.now() + 9 * MINUTE,
        pageNo: 1,
        pageSize: 100,
        ...more,
      });
    expect(await dataOf(list({}))).toMatchObject({ totalCount: 1, afterSaleBasicInfos: [{ returnsId: id }] });
    expect((await list({ startTime: Date.now() - 40 * MINUTE })).json['error_code']).toBe(-9100);
    expect((await list({ pageNo: 501 })).json['error_code']).toBe(-9100);
    expect((await list({ timeType: 1, startTime: Date.now() - 23 * 60 * MINUTE })).json['code']).toBe(0);
  });

  it('of a return are agreed to an address of the shop, received, and paid once', async () => {
    const id = await claim(await shipped(), 0);
    expect(await audit(id, 1)).toBe(-9200);
    expect(await audit(id, 2, { receiverInfo: { sellerAddressRecordId: 1 } })).toBe(-9100);
    expect(await receive(id, 1)).toBe(-9200);
    expect(await audit(id, 2, await address())).toBe(0);
    expect(await audit(id, 2, await address())).toBe(-9200);
    expect(await infoOf(id)).toMatchObject({ status: 2 });
    await act(id, 'ship', { carrier: 'SF' });
    expect(await infoOf(id)).toMatchObject({ status: 3, refundStatus: 201 });
    expect(await receive(id, 1)).toBe(0);
    expect(await receive(id, 1)).toBe(-9200);
    expect(await infoOf(id)).toMatchObject({ status: 4, refundStatus: 1 });
    await sim.advance(MINUTE);
    expect(await infoOf(id)).toMatchObject({ status: 4, refundStatus: 2, refundAmountYuan: 59.9 });
  });

  it('are refused with a reason, before and after the goods came', async () => {
    const [first, second] = [await claim(await shipped(), 0), await claim(await shipped(), 0)];
    expect(await audit(first, 3)).toBe(-9100);
    expect(await audit(first, 3, { reason: 7 })).toBe(0);
    expect(await infoOf(first)).toMatchObject({ status: 9 });
    await audit(second, 2, await address());
    await act(second, 'ship');
    expect(await receive(second, 2)).toBe(-9100);
    expect(await receive(second, 2, { reason: 7 })).toBe(0);
    expect(await infoOf(second)).toMatchObject({ status: 9001 });
  });

  it('before shipping are paid at once, and refused by shipping alone', async () => {
    const orderId = await order();
    const id = await claim(orderId, 2);
    expect(await infoOf(id)).toMatchObject({ returnType: 5, status: 1 });
    expect(await audit(id, 3, { reason: 7 })).toBe(-9200);
    const delivery = { orderId, expressCompanyCode: 'zto', expressNo: '73100000000009' };
    expect(await codeOf(call('order.orderDeliver', delivery))).toBe(0);
    expect(await infoOf(id)).toMatchObject({ status: 9 });
    const other = await claim(await order(), 2);
    expect(await audit(other, 1)).toBe(0);
    expect(await infoOf(other)).toMatchObject({ status: 4, refundStatus: 1 });
  });

  it('of an exchange cannot be paid; a dispute, a withdrawal and a close have their own status', async () => {
    const exchange = await claim(await shipped(), 3);
    await audit(exchange, 2, await address());
    await act(exchange, 'ship');
    expect(await infoOf(exchange)).toMatchObject({ returnType: 2, status: 3 });
    expect(await receive(exchange, 1)).toBe(-9200);
    await act(exchange, 'merchant', { act: 'ship' });
    expect(await infoOf(exchange)).toMatchObject({ status: 13 });
    const disputed = await claim(await shipped(), 0);
    await act(disputed, 'escalate');
    expect(await infoOf(disputed)).toMatchObject({ status: 14 });
    const withdrawn = await claim(await shipped(), 0);
    await act(withdrawn, 'cancel');
    expect(await infoOf(withdrawn)).toMatchObject({ status: 5 });
  });
});

describe('pushes', () => {
  let target: Target;
  let url: string;

  beforeEach(async () => {
    target = new Target('{"success":true,"error_code":0,"error_msg":""}');
    url = `${await target.listen()}/?shop=9`;
  });
  afterEach(() => target.close());

  it('check the URL, are signed over path, query, key and time, and name shop, order and case', async () => {
    await sim.call('PUT', '/control/xiaohongshu-apps', { appId: APP, pushUrl: url });
    const orderId = await order();
    await sim.shipped(orderId);
    const id = await claim(orderId, 0);
    await sim.call('POST', '/control/settle', {});
    expect(target.got[0]?.body).toBe('{"test":true}');
    for (const { headers } of target.got) {
      const at = String(headers['timestamp']);
      expect(headers['sign']).toBe(md5(`/?app-key=${APP}&shop=9&timestamp=${at}${SECRET}`));
    }
    const told = target.got.slice(1).map(({ body }) => (JSON.parse(body) as Json[])[0] ?? {});
    expect(told.map((one) => [one['msgTag'], one['sellerId']])).toEqual([
      ...[1, 2, 3].map(() => ['msg_fulfillment_status_change', SHOP]),
      ['msg_after_sale_create', SHOP],
    ]);
    expect(JSON.parse(String(told[3]?.['data']))).toMatchObject({
      returnsId: id,
      orderId,
      returnType: 1,
      refundFee: 59.9,
    });
  });

  it('are not sent for a shop whose token has expired', async () => {
    await sim.call('PUT', '/control/xiaohongshu-apps', { appId: APP, pushUrl: url });
    await sim.call('POST', '/control/tokens/expire', { shopId: SHOP });
    await order();
    await sim.call('POST', '/control/settle', {});
    expect(target.got.slice(1).every(({ body }) => body === '{"test":true}')).toBe(true);
  });
});
