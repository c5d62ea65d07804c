import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Running, type Json } from './running.js';
import { shop, WeChat } from './wechat-client.js';

const DAY_S = 86_400;
let sim: Running;
let wechat: WeChat;

beforeEach(async () => {
  sim = await Running.start();
  wechat = new WeChat(sim);
  await wechat.stableToken();
});
afterEach(() => sim.stop());

const now = (): number => Math.floor(sim.world.clock.now() / 1000);

async function order(more: Json = {}): Promise<string> {
  const lines = [{ skuCode: 'TEE-WHITE-M', quantity: 2, priceFen: 5_990 }];
  const body = { shopId: shop.appId, orders: [{ lines, ...more }] };
  const { json } = await sim.call('POST', '/control/orders', body);
  return (json['orders'] as { platformOrderId: string }[])[0]?.platformOrderId ?? '';
}

async function read(id: string): Promise<Json> {
  return (await wechat.call('order/get', { order_id: id }))['order'] as Json;
}

async function claim(orderId: string, type: number, more: Json = {}): Promise<string> {
  const { lines } = (await sim.call('GET', `/control/orders/${orderId}`)).json as { lines: Json[] };
  const line = { platformLineId: lines[0]?.['platformLineId'], quantity: 1 };
  const body = { type, lines: [line], reasonCode: 2, ...more };
  const { json } = await sim.call('POST', `/control/orders/${orderId}/after-sales`, body);
  return String(json['platformAfterSaleId']);
}

async function readCase(id: string): Promise<Json> {
  const answer = await wechat.call('aftersale/getaftersaleorder', { after_sale_order_id: id });
  return answer['after_sale_order'] as Json;
}

const addressId = async (): Promise<string> => {
  const { json } = await sim.call('PUT', '/control/shops', { shopId: shop.appId });
  return String((json['addresses'] as Json[])[0]?.['addressId']);
};

describe('the stable token', () => {
  it('is the same for everybody until it is forced to change, and lives two hours', async () => {
    const first = wechat.access;
    const again = await wechat.stableToken();
    expect(again['access_token']).toBe(first);
    expect(again['expires_in']).toBeGreaterThan(7_190);
    expect(again['expires_in']).toBeLessThanOrEqual(7_200);
    expect((await wechat.stableToken({ force_refresh: true }))['access_token']).not.toBe(first);
    expect(await wechat.code('order/deliverycompanylist/get', {}, first)).toBe(42001);
    expect(await wechat.code('order/deliverycompanylist/get', {})).toBe(0);
  });

  it('is refused with a wrong secret, an unknown AppID, and once the merchant takes his consent back', async () => {
    expect((await wechat.stableToken({ secret: 'guess' }))['errcode']).toBe(40001);
    expect((await wechat.stableToken({ appid: 'wx0000000000000000' }))['errcode']).toBe(40013);
    await sim.call('POST', '/control/tokens/revoke', { shopId: shop.appId });
    expect((await wechat.stableToken())['errcode']).toBe(40001);
    expect(await wechat.code('order/deliverycompanylist/get', {})).toBe(40001);
  });

  it('is asked for by every call, and told apart when missing, unknown or old', async () => {
    expect(await wechat.code('order/deliverycompanylist/get', {}, '')).toBe(41001);
    expect(await wechat.code('order/deliverycompanylist/get', {}, 'nobody')).toBe(40001);
    await sim.call('POST', '/control/tokens/expire', { shopId: shop.appId });
    expect(await wechat.code('order/deliverycompanylist/get', {})).toBe(42001);
    await wechat.stableToken();
    expect(await wechat.code('order/deliverycompanylist/get', {})).toBe(0);
  });
});

describe('faults', () => {
  it('are the platform’s own 45009, a broken answer and silence', async () => {
    const fault = (name: string): Promise<unknown> =>
      sim.call('POST', '/control/faults', { target: 'wechat', name, times: 1 });
    await fault('throttled');
    expect(await wechat.code('order/deliverycompanylist/get', {})).toBe(45009);
    await fault('no-answer');
    await expect(wechat.code('order/deliverycompanylist/get', {})).rejects.toThrow();
    expect(await wechat.code('order/deliverycompanylist/get', {})).toBe(0);
  });

  it('lose the answer of a call that has taken effect', async () => {
    const id = await claim(await order(), 2);
    await sim.call('POST', '/control/faults', { target: id, name: 'lost-answer' });
    const refund = { after_sale_order_id: id, accept_type: 2 };
    await expect(wechat.call('aftersale/acceptapply', refund)).rejects.toThrow();
    expect((await readCase(id))['status']).toBe('PLATFORM_REFUNDING');
  });
});

describe('order/list/get', () => {
  const range = (from = now() - DAY_S, to = now() + 1): Json => ({ start_time: from, end_time: to });
  const list = (body: Json): Promise<Json> => wechat.call('order/list/get', body);

  it('names ids only, page after page, and loses none to one that moves', async () => {
    const ids = [await order(), await order(), await order(), await order(), await order()];
    const first = await list({ update_time_range: range(), page_size: 2 });
    expect(first).toMatchObject({ order_id_list: ids.slice(0, 2), has_more: true });
    await sim.call('POST', `/control/orders/${ids[0] ?? ''}/cancel`, {});
    const seen = new Set(first['order_id_list'] as string[]);
    for (let key = first['next_key'], more = true; more;) {
      const page = await list({ update_time_range: range(), page_size: 2, next_key: key });
      for (const id of page['order_id_list'] as string[]) seen.add(id);
      [key, more] = [page['next_key'], page['has_more'] === true];
    }
    expect([...seen].sort()).toEqual([...ids].sort());
  });

  it('filters by status and by the time of creation', async () => {
    const [open, unpaid] = [await order(), await order({ pay: false })];
    const body = { create_time_range: range(), page_size: 10 };
    expect((await list({ ...body, status: 20 }))['order_id_list']).toEqual([open]);
    expect((await list({ ...body, status: 10 }))['order_id_list']).toEqual([unpaid]);
    const before = { create_time_range: range(now() - 2 * DAY_S, now() - DAY_S), page_size: 10 };
    expect(await list(before)).toMatchObject({ order_id_list: [], has_more: false, next_key: '' });
  });

  it.each<[string, Json]>([
    ['no range', { page_size: 10 }],
    ['two ranges', { create_time_range: {}, update_time_range: {}, page_size: 10 }],
    ['more than 7 days', { update_time_range: { start_time: 1, end_time: 7 * DAY_S + 2 }, page_size: 10 }],
    ['a range backwards', { update_time_range: { start_time: 9, end_time: 8 }, page_size: 10 }],
    ['a page of 101', { update_time_range: { start_time: 8, end_time: 9 }, page_size: 101 }],
    [
      'a key of its own making',
      { update_time_range: { start_time: 8, end_time: 9 }, page_size: 1, next_key: 'x' },
    ],
  ])('refuses %s', async (_what, body) => {
    expect((await list(body))['errcode']).toBe(40097);
  });
});

describe('an order', () => {
  it('has text ids, fen, a host, and a receiver behind masks', async () => {
    const address = { name: '王小红', phone: '13912345678', region: '330100', detail: '文三路1号' };
    const anchor = { anchorId: '88', name: '主播' };
    const id = await order({ address, anchor, buyer: 'o_buyer' });
    expect(await read(id)).toMatchObject({
      order_id: id,
      status: 20,
      openid: 'o_buyer',
      order_detail: {
        product_infos: [{ sku_code: 'TEE-WHITE-M', sku_cnt: 2, sale_price: 5_990, real_price: 11_980 }],
        price_info: { product_price: 11_980, order_price: 11_980, freight: 0 },
        delivery_info: {
          address_info: {
            user_name: '王**',
            tel_number: '139****5678',
            detail_info: '****',
            province_name: '浙江省',
            county_name: '西湖区',
          },
        },
        commission_infos: [{ finder_id: '88', nickname: '主播' }],
      },
    });
    expect(JSON.stringify(await read(id))).not.toMatch(/王小红|13912345678|文三路/);
    expect(await wechat.call('order/sensitiveinfo/decode', { order_id: id })).toMatchObject({
      address_info: { user_name: '王小红', tel_number: '13912345678', detail_info: '文三路1号' },
    });
  });

  it('has another hash_code once its address is another one', async () => {
    const id = await order();
    const hash = async (): Promise<unknown> =>
      ((await read(id)) as { order_detail: { delivery_info: { address_info: Json } } }).order_detail
        .delivery_info.address_info['hash_code'];
    const before = await hash();
    await sim.call('POST', `/control/orders/${id}/address`, { detail: '别处2号' });
    expect(await hash()).not.toBe(before);
  });

  it('is not another shop’s, not decoded before it is paid, and has its own word for each state', async () => {
    const unpaid = await order({ pay: false });
    expect(await wechat.code('order/sensitiveinfo/decode', { order_id: unpaid })).toBe(40097);
    expect(await wechat.code('order/get', { order_id: await sim.order() })).toBe(40097);
    expect((await read(unpaid))['status']).toBe(10);
    await sim.call('POST', `/control/orders/${unpaid}/cancel`, {});
    expect((await read(unpaid))['status']).toBe(250);
  });

  it('is sent part by part under the platform’s company ids, and not more than was bought', async () => {
    const id = await order();
    const [product] = ((await read(id)) as { order_detail: { product_infos: Json[] } }).order_detail
      .product_infos;
    const { product_id, sku_id } = product ?? {};
    const send = (waybill_id: string, product_cnt: number, delivery_id = 'YUNDA'): Promise<unknown> =>
      wechat.code('order/delivery/send', {
        order_id: id,
        delivery_list: [
          { delivery_id, waybill_id, deliver_type: 1, product_infos: [{ product_id, sku_id, product_cnt }] },
        ],
      });
    expect(await send('YD0000001', 3)).toBe(40097);
    expect(await send('YD0000001', 1, 'PIGEON')).toBe(40097);
    expect(await send('YD0000001', 1)).toBe(0);
    expect((await read(id))['status']).toBe(21);
    expect(await send('YD0000002', 1)).toBe(0);
    expect(await read(id)).toMatchObject({
      status: 30,
      order_detail: {
        delivery_info: {
          delivery_product_info: [
            { waybill_id: 'YD0000001', delivery_id: 'YUNDA', product_infos: [{ sku_id, product_cnt: 1 }] },
            { waybill_id: 'YD0000002' },
          ],
        },
      },
    });
    expect(await send('YD0000003', 1)).toBe(10020001);
  });
});

describe('after-sale cases', () => {
  it('are listed by one range of at most 24 hours', async () => {
    const id = await claim(await order(), 2);
    const list = (body: Json): Promise<Json> => wechat.call('aftersale/getaftersalelist', body);
    const [from, to] = [now() - DAY_S + 1, now() + 1];
    for (const what of ['create', 'update']) {
      const range = { [`begin_${what}_time`]: from, [`end_${what}_time`]: to };
      expect(await list(range)).toMatchObject({ after_sale_order_id_list: [id], has_more: false });
      const long = { ...range, [`begin_${what}_time`]: from - 2 };
      expect((await list(long))['errcode']).toBe(10020004);
    }
    expect((await list({}))['errcode']).toBe(10020004);
  });

  it('come back for a refund by two words of one call, once a minute', async () => {
    const orderId = await order();
    await sim.shipped(orderId);
    const id = await claim(orderId, 0);
    const accept = (accept_type: number, address_id?: string): Promise<unknown> =>
      wechat.code('aftersale/acceptapply', { after_sale_order_id: id, accept_type, address_id });
    expect(await readCase(id)).toMatchObject({
      status: 'MERCHANT_PROCESSING',
      type: 'RETURN',
      order_id: orderId,
    });
    expect(await accept(2)).toBe(10020001);
    expect(await accept(1)).toBe(10021060);
    expect(await accept(1, '404')).toBe(10021062);
    expect(await accept(1, await addressId())).toBe(0);
    expect((await readCase(id))['status']).toBe('USER_WAIT_RETURN');
    expect(await accept(1, await addressId())).toBe(10020001);
    await sim.call('POST', `/control/after-sales/${id}/ship`, { number: 'YT7654321', carrier: 'YTO' });
    expect(await readCase(id)).toMatchObject({
      status: 'MERCHANT_WAIT_RECEIPT',
      return_info: { waybill_id: 'YT7654321', delivery_id: 'YTO' },
    });
    expect(await accept(2)).toBe(0);
    expect((await readCase(id))['status']).toBe('PLATFORM_REFUNDING');
    expect(await accept(2)).toBe(10021059);
    await sim.advance(60_000);
    expect((await readCase(id))['status']).toBe('MERCHANT_RETURN_SUCCESS');
    expect(await accept(2)).toBe(10020001);
  });

  it('tell how long the merchant has, and the dispute a buyer makes of them', async () => {
    const id = await claim(await order(), 2);
    const left = (await readCase(id))['deadline'] as number;
    expect(left).toBeGreaterThan(DAY_S - 60);
    expect(left).toBeLessThanOrEqual(DAY_S);
    expect(await readCase(id)).not.toHaveProperty('complaint_id');
    await sim.call('POST', `/control/after-sales/${id}/escalate`, {});
    const { complaint_id } = await readCase(id);
    const complaint = (): Promise<Json> => wechat.call('aftersale/getcomplaintorder', { complaint_id });
    expect(await complaint()).toMatchObject({ status: 103, after_sale_order_id: id });
    await sim.call('POST', `/control/after-sales/${id}/decide`, { winner: 'merchant' });
    expect(await complaint()).toMatchObject({ status: 112 });
    expect(await readCase(id)).not.toHaveProperty('deadline');
    expect(await wechat.code('aftersale/getcomplaintorder', { complaint_id: '1' })).toBe(40097);
  });

  it('are refused with a reason and its number, unless the merchant has to talk first', async () => {
    const id = await claim(await order(), 2);
    const reject = (more: Json): Promise<unknown> =>
      wechat.code('aftersale/rejectapply', { after_sale_order_id: id, ...more });
    expect(await reject({ reject_reason: '不行' })).toBe(40097);
    await sim.call('POST', '/control/faults', { target: id, name: 'manual-only' });
    expect(await reject({ reject_reason: '不行', reject_reason_type: 1 })).toBe(10021068);
    await sim.call('DELETE', '/control/faults');
    expect(await reject({ reject_reason: '不行', reject_reason_type: 1 })).toBe(0);
    expect((await readCase(id))['status']).toBe('MERCHANT_REJECT_REFUND');
    await sim.call('POST', `/control/after-sales/${id}/cancel`, {});
    expect((await readCase(id))['status']).toBe('USER_CANCELD');
    expect(await wechat.code('aftersale/getaftersaleorder', { after_sale_order_id: '1' })).toBe(10021050);
  });
});
