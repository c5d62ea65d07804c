import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Running, Target, type Answered, type Json } from './running.js';
import { APP, SHOP, WeimobClient } from './weimob-client.js';

const ORDER = 'weimob_shop/v2.0/order/detail/get';
const ORDERS = 'weimob_shop/v2.0/order/list/search';
const RIGHTS = 'weimob_shop/v2.0/rights/detail/get';
const CHANGED = 4;

let sim: Running;
let weimob: WeimobClient;
let granted: Json;

beforeEach(async () => {
  sim = await Running.start();
  weimob = new WeimobClient(sim);
  granted = await weimob.connect();
});
afterEach(() => sim.stop());

const errcode = ({ json }: Answered): unknown => (json['code'] as Json)['errcode'];
const search = (more: object = {}, page: object = {}): string => {
  const queryTime = { startTime: Date.now() - 60_000, endTime: Date.now() + 60_000, type: CHANGED, ...more };
  return JSON.stringify({ queryParameter: { queryTime }, pageNum: 1, pageSize: 20, ...page });
};

describe('tokens of Weimob', () => {
  it('come by credentials alone, by a code once, and anew', async () => {
    expect(granted).toMatchObject({ expires_in: 7_200, business_operation_system_id: SHOP });
    expect(granted).not.toHaveProperty('refresh_token');
    const { json } = await sim.call('POST', '/control/tokens/consent', { shopId: SHOP });
    const how = { grant_type: 'authorization_code', code: String(json['code']), redirect_uri: 'http://x.cn' };
    const first = await weimob.token(how);
    expect(first.json).toMatchObject({ business_operation_system_id: SHOP });
    expect((await weimob.token(how)).json).toMatchObject({ error: 'invalid_grant' });
    const again = { grant_type: 'refresh_token', refresh_token: String(first.json['refresh_token']) };
    expect((await weimob.token(again)).json).toHaveProperty('access_token');
    expect((await weimob.token(again)).json).toMatchObject({ error: 'invalid_grant' });
  });

  it('are refused to a wrong secret, a foreign shop and a merchant’s no', async () => {
    const how = {
      grant_type: 'client_credentials',
      shop_id: SHOP,
      shop_type: 'business_operation_system_id',
    };
    expect((await weimob.token(how, 'x')).json).toEqual(expect.objectContaining({ error: 'invalid_client' }));
    expect((await weimob.token({ ...how, shop_id: '1000000001' })).json).toHaveProperty('error');
    expect((await weimob.token({ ...how, shop_type: 'vid' })).json).toHaveProperty('error');
    await sim.call('POST', '/control/tokens/revoke', { shopId: SHOP });
    expect((await weimob.token(how)).json).toHaveProperty('error');
    expect(errcode(await weimob.call(ORDERS, search()))).toBe('90401');
  });

  it('are asked for by every call, and so is patience', async () => {
    expect(errcode(await weimob.call(ORDERS, search(), 'x'))).toBe('90401');
    expect(errcode(await weimob.call('weimob_shop/v2.0/nothing', '{}'))).toBe('90404');
    await sim.call('POST', '/control/faults', { target: 'weimob', name: 'throttled', times: 1 });
    expect(errcode(await weimob.call(ORDERS, search()))).toBe('90429');
    await sim.call('POST', '/control/tokens/expire', { shopId: SHOP });
    expect(errcode(await weimob.call(ORDERS, search()))).toBe('90401');
  });
});

describe('orders of Weimob', () => {
  it('have int64 ids as numbers, amounts as text, and ciphertexts only the shop can read', async () => {
    const id = await weimob.order();
    await sim.shipped(id, { carrier: 'YTO' });
    const { text } = await weimob.call(ORDER, `{"orderNo":${id}}`);
    expect(text).toContain(`"orderNo":${id},`);
    const data = await weimob.data(ORDER, `{"orderNo":${id}}`);
    const info = data['orderInfo'] as Json;
    expect(info['orderBaseInfo']).toMatchObject({ orderNo: id, orderStatus: 30 });
    expect(info['payInfo']).toMatchObject({ payAmount: '119.80' });
    expect(data['fulfillInfoList']).toMatchObject([{ deliveryInfo: { companyName: '圆通速递' } }]);
    const { phone } = (info['orderFulfill'] as { receiverInfo: Json }).receiverInfo;
    const plain = await weimob.data('bos/v2.0/security/decrypt', JSON.stringify({ source: phone }));
    expect(plain['result']).toMatch(/^138\d{8}$/);
    expect(errcode(await weimob.call(ORDER, `{"orderNo":"${id}"}`))).toBe('90400');
    expect(errcode(await weimob.call(ORDER, '{"orderNo":1}'))).toBe('90404');
  });

  it('are listed by either time, page by page', async () => {
    const ids = [await weimob.order(), await weimob.order(), await weimob.order()];
    const second = await weimob.data(ORDERS, search({}, { pageNum: 2, pageSize: 2 }));
    expect(second).toMatchObject({ totalCount: 3, pageSize: 2 });
    const [row] = second['pageList'] as { orderInfo: { orderBaseInfo: Json } }[];
    expect(row?.orderInfo.orderBaseInfo['orderNo']).toBe(ids[0]);
    const none = await weimob.data(ORDERS, search({ endTime: Date.now() - 30_000 }));
    expect(none['totalCount']).toBe(0);
    for (const wrong of [search({ type: 9 }), search({ endTime: 0 }), search({}, { pageSize: 101 }), '[]']) {
      expect(errcode(await weimob.call(ORDERS, wrong))).toBe('90400');
    }
  });
});

describe('rights of Weimob', () => {
  const say = (word: string, rightsId: string, more = ''): Promise<Answered> =>
    weimob.call(`weimob_shop/v2.0/rights/${word}`, `{"rightsId":${rightsId}${more}}`);
  const address =
    ',"returnAddress":{"receiverName":"退货组","receiverPhone":"13900000001","provinceName":"浙江省","cityName":"杭州市","countyName":"西湖区","receiverAddress":"1号"}';
  const rightsOf = async (rightsId: string): Promise<Json> =>
    (await weimob.data(RIGHTS, `{"rightsId":${rightsId}}`))['rightsInfo'] as Json;

  it('go back, are confirmed and paid', async () => {
    const { orderId, rightsId } = await weimob.case();
    expect(await rightsOf(rightsId)).toMatchObject({
      rightsOrder: { rightsId, rightsStatus: 110, rightsType: 2 },
      originOrder: { orderNo: orderId, applyOrderStatus: 30 },
      refundDetail: { applyAmount: '59.90' },
    });
    expect(errcode(await say('agree', rightsId))).toBe('90400');
    expect(errcode(await say('agree', rightsId, address))).toBe('0');
    expect(errcode(await say('agree', rightsId, address))).toBe('90409');
    await sim.call('POST', `/control/after-sales/${rightsId}/ship`, { carrier: 'SF' });
    expect(await rightsOf(rightsId)).toMatchObject({ returnOrder: { deliveryCompany: '顺丰速运' } });
    expect(errcode(await say('return/confirm', rightsId))).toBe('0');
    await sim.advance(20_000);
    expect(await rightsOf(rightsId)).toMatchObject({
      rightsOrder: { rightsStatus: 160 },
      refundDetail: { refundAmount: '59.90' },
    });
  });

  it('are refused with words', async () => {
    const { rightsId } = await weimob.case(1);
    expect(errcode(await say('refuse', rightsId))).toBe('90400');
    expect(errcode(await say('refuse', rightsId, ',"refuseReason":"不同意"'))).toBe('0');
    expect(await rightsOf(rightsId)).toMatchObject({ rightsOrder: { rightsStatus: 170, rightsType: 1 } });
    expect(errcode(await say('refuse', '1', ',"refuseReason":"不同意"'))).toBe('90404');
  });

  it('are listed as orders are', async () => {
    const { rightsId } = await weimob.case();
    const list = await weimob.data('weimob_shop/v2.0/rights/list/search', search());
    expect(list).toMatchObject({ totalCount: 1, pageList: [{ rightsOrder: { rightsId } }] });
  });
});

describe('pushes of Weimob', () => {
  it('name shop, order and case, and come again until they are taken', async () => {
    const target = new Target('{"code":{"errcode":"0","errmsg":"success"}}');
    const pushUrl = await target.listen();
    try {
      await sim.call('PUT', '/control/weimob-apps', { ...APP, pushUrl });
      await sim.call('POST', '/control/settle', {});
      expect(target.got[0]?.body).toContain('"test":true');
      target.answers.unshift({ status: 200, body: '{"code":{"errcode":"1"}}' });
      const { orderId, rightsId } = await weimob.case();
      await sim.call('POST', '/control/settle', {});
      const got = target.got.slice(1).map(({ body }) => JSON.parse(body) as Record<string, string>);
      expect(got.every((push) => String(push['bosId']) === SHOP)).toBe(true);
      expect(got.filter((push) => push['id'] === got[0]?.['id'])).toHaveLength(2);
      expect(got[0]?.['msgBody']).toContain(`"orderNo":${orderId},`);
      const rights = got.filter((push) => push['topic'] === 'weimob_shop.rights');
      expect(rights.map((push) => push['event'])).toEqual(['create']);
      expect(rights[0]?.['msgBody']).toContain(`"rightsId":${rightsId},"orderNo":${orderId}`);
    } finally {
      await target.close();
    }
  });
});
