import { DAY, HOUR } from '@cartrail/kernel';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { APP, consent, grant, kuaishou, opened, refresh, SHOP, type CallOptions } from './kuaishou-client.js';
import { Running, Target, type Json } from './running.js';

const write: CallOptions = { how: 'POST' };
const REFUND = 'open.seller.order.refund';

describe('Kuaishou, as its documents have it', () => {
  let sim: Running;
  let token: string;

  beforeAll(async () => {
    sim = await Running.start();
    token = String((await grant(sim, await consent(sim))).json['access_token']);
  });
  afterAll(() => sim.stop());

  const call = (method: string, param: Json, options?: CallOptions) =>
    kuaishou(sim, token, method, param, options);
  const anOrder = async (more: Json = {}, shopId = SHOP): Promise<string> => {
    const lines = [{ skuCode: 'TEE-WHITE-M', quantity: 2, priceFen: 5_990 }];
    const { json } = await sim.call('POST', '/control/orders', { shopId, orders: [{ lines, ...more }] });
    return (json['orders'] as { platformOrderId: string }[])[0]?.platformOrderId ?? '';
  };
  const aCase = async (type: number, shipped = type !== 2): Promise<{ id: string; orderId: string }> => {
    const orderId = await anOrder();
    if (shipped) await sim.shipped(orderId, { carrier: 'ZTO' });
    const order = await sim.call('GET', `/control/orders/${orderId}`);
    const [line] = order.json['lines'] as { platformLineId: string }[];
    const { json } = await sim.call('POST', `/control/orders/${orderId}/after-sales`, {
      type,
      lines: [{ platformLineId: line?.platformLineId, quantity: 1 }],
      reasonCode: 2,
      plan: 'never-sends',
    });
    return { id: String(json['platformAfterSaleId']), orderId };
  };
  const refund = async (id: string): Promise<Json> =>
    (await call(`${REFUND}.detail`, { refundId: `#${id}` })).json['data'] as Json;
  const windowed = (more: Json = {}): Json => ({
    ...{ beginTime: Date.now() - HOUR, endTime: Date.now() + HOUR, pageSize: 50, queryType: 2, sort: 2 },
    ...more,
  });

  it('gives a token for a code, once, with the 180 days no refresh makes more', async () => {
    const code = await consent(sim);
    const first = (await grant(sim, code)).json;
    expect(first).toMatchObject({ result: 1, expires_in: 172_800, refresh_token_expires_in: 15_552_000 });
    expect((await grant(sim, code)).json).toMatchObject({ result: 100200105, error: 'invalid_grant' });
    const second = (await refresh(sim, String(first['refresh_token']))).json;
    expect(second['refresh_token_expires_in']).toBeLessThan(15_552_000);
    expect((await refresh(sim, String(first['refresh_token']))).json['result']).toBe(100200102);
    const earlier = await kuaishou(sim, String(first['access_token']), 'open.user.seller.get', {});
    expect(earlier.json['data']).toMatchObject({ sellerId: 2_000_000_001 });
  });

  it('refuses a wrong secret, an unknown application and a withdrawn consent', async () => {
    const code = await consent(sim);
    expect((await grant(sim, code, { app_secret: 'no' })).json['result']).toBe(100200101);
    expect((await grant(sim, code, { grant_type: 'guess' })).json['result']).toBe(100200104);
    const own = (await grant(sim, code)).json;
    await sim.call('POST', '/control/tokens/revoke', { shopId: SHOP });
    expect((await call('open.user.seller.get', {})).json).toMatchObject({
      result: 24,
      error_msg: 'AUTHORIZATION_REVOKED',
    });
    expect((await refresh(sim, String(own['refresh_token']))).json['result']).toBe(100200102);
    await consent(sim);
  });

  it('takes both signatures, and neither a wrong one nor an old time nor a foreign token', async () => {
    const order = { oid: `#${await anOrder()}` };
    expect((await call('open.order.detail', order, { signMethod: 'MD5' })).json['result']).toBe(1);
    for (const options of [{ signSecret: 'no' }, { timestamp: '1600000000000' }, { text: '{"oid":"1"}' }]) {
      expect((await call('open.order.detail', order, options)).json['result']).not.toBe(1);
    }
    const foreign = await kuaishou(sim, 'nobody', 'open.order.detail', order);
    expect(foreign.json).toMatchObject({ result: 100200102, error: 'access_denied' });
    expect((await call('open.order.unheard', {})).json['result']).toBe(21);
  });

  it('shows an order with its int64 ids bare, its fen whole and its receiver sealed', async () => {
    const id = await anOrder({ anchor: { anchorId: '88001', name: '达人' } });
    const answer = await call('open.order.detail', { oid: `#${id}` });
    expect(answer.text).toContain(`"oid":${id}`);
    expect(answer.json['data']).toMatchObject({
      orderBaseInfo: { status: 30, totalFee: 11_980, expressFee: 0 },
      orderItemInfo: { skuNick: 'TEE-WHITE-M', num: 2, price: 5_990 },
      orderCpsInfo: { distributorId: 88_001 },
      orderLogisticsInfo: [],
    });
    const address = (answer.json['data'] as Json)['orderAddress'] as Record<string, string>;
    expect(address['desensitiseConsignee']).toContain('*');
    const asked = [{ encryptedData: address['encryptedMobile'], bizId: id }];
    const plain = await call('open.order.decrypt.batch', { batchDecryptList: asked }, write);
    const truth = (await sim.call('GET', `/control/orders/${id}`)).json['receiver'] as Json;
    expect(plain.json['batchDecryptResultList']).toMatchObject([
      { decryptedData: truth['phone'], errorCode: 1 },
    ]);
    const wrong = [{ encryptedData: address['encryptedMobile'], bizId: '1' }];
    const refused = await call('open.order.decrypt.batch', { batchDecryptList: wrong }, write);
    expect(refused.json['batchDecryptResultList']).toMatchObject([{ decryptedData: '', errorCode: 0 }]);
  });

  it('lists by cursor until nomore, and loses no order that moves while it is read', async () => {
    const ids = [await anOrder(), await anOrder(), await anOrder(), await anOrder(), await anOrder()];
    const seen = new Set<string>();
    let cursor = '';
    while (cursor !== 'nomore') {
      const { text, json } = await call('open.order.cursor.list', windowed({ cursor, pageSize: 2 }));
      for (const [, id] of text.matchAll(/"oid":(\d+)/g)) seen.add(String(id));
      if (cursor === '') await sim.shipped(ids[0] ?? '');
      cursor = String((json['data'] as Json)['cursor']);
    }
    expect([...seen]).toEqual(expect.arrayContaining(ids));
  });

  it.each([
    ['open.order.cursor.list', 300_003, 0, -1, {}],
    ['open.order.cursor.list', 300_004, -7 * DAY - 1, 0, {}],
    ['open.order.cursor.list', 300_005, -91 * DAY, -90 * DAY, {}],
    ['open.order.cursor.list', 21, -HOUR, 0, { pageSize: 51 }],
    ['open.order.cursor.list', 21, -HOUR, 0, { orderViewStatus: 9 }],
    [`${REFUND}.pcursor.list`, 300_019, -DAY - 1, 0, { type: 9 }],
    [`${REFUND}.pcursor.list`, 21, -HOUR, 0, { type: 9, pageSize: 101 }],
    [`${REFUND}.pcursor.list`, 21, -HOUR, 0, { type: 1 }],
  ])('%s answers %d to a window from %d to %d with %j', async (method, result, from, to, more) => {
    const now = Date.now();
    const param = windowed({ beginTime: now + from, endTime: now + to, ...more });
    expect((await call(method, param)).json['result']).toBe(result);
  });

  it('ships an order once, with a company it knows and no refund under way', async () => {
    const id = await anOrder();
    const given = { orderId: `#${id}`, expressNo: 'YT7700000001', expressCode: 6 };
    const deliver = (more: Json = {}, options = write) =>
      call('open.seller.order.goods.deliver', { ...given, ...more }, options);
    expect((await deliver({ expressCode: 9999 })).json['result']).toBe(11);
    expect((await deliver({}, { how: 'GET' })).json['result']).toBe(21);
    expect((await deliver()).json['result']).toBe(1);
    expect((await deliver()).json['result']).toBe(21);
    expect((await call('open.order.detail', { oid: `#${id}` })).json['data']).toMatchObject({
      orderBaseInfo: { status: 40 },
      orderLogisticsInfo: [{ expressNo: 'YT7700000001', expressCode: 6 }],
    });
    const { orderId } = await aCase(2);
    expect((await deliver({ orderId: `#${orderId}` })).json['result']).toBe(21);
  });

  it('takes a return to its end: agreed, sent by a number filled in, received and paid', async () => {
    const { id } = await aCase(0);
    expect(await refund(id)).toMatchObject({ status: 10, handlingWay: 1, negotiateStatus: 1, productNum: 1 });
    const agree = (more: Json) =>
      call(
        `${REFUND}.returngoods.approve`,
        { refundId: `#${id}`, refundAmount: 5_990, addressId: `#${SHOP}01`, ...more },
        write,
      );
    expect((await agree({ refundAmount: 1 })).json['result']).toBe(21);
    expect((await agree({ addressId: 9 })).json['result']).toBe(21);
    expect((await agree({})).json['result']).toBe(1);
    expect((await agree({})).json['result']).toBe(300_018);
    const parcel = { refundId: `#${id}`, expressNo: 'SF7700000001', expressCode: 4 };
    expect((await call('open.refund.submit.returnInfo', parcel, write)).json['result']).toBe(1);
    expect(await refund(id)).toMatchObject({
      status: 40,
      logisticsInfo: { expressNo: 'SF7700000001', expressCode: 4 },
    });
    const receipt = (status: number) =>
      call(`${REFUND}.confirm.receipt`, { refundId: `#${id}`, status }, write);
    expect((await receipt(30)).json['result']).toBe(300_014);
    expect((await receipt(40)).json['result']).toBe(1);
    expect(await refund(id)).toMatchObject({ status: 50 });
    await sim.advance(20_000);
    expect(await refund(id)).toMatchObject({ status: 60 });
  });

  it('binds a refusal and a direct refund to the version that was read', async () => {
    const { id } = await aCase(0);
    const { updateTime } = await refund(id);
    const say = (method: string, more: Json) => call(method, { refundId: `#${id}`, ...more }, write);
    const no = { reasonCode: 3, rejectDesc: '不' };
    expect((await say('open.refund.reject', { ...no, refundVersion: 1 })).json['result']).toBe(300_014);
    expect((await say('open.refund.reject', { ...no, refundVersion: updateTime })).json['result']).toBe(1);
    expect(await refund(id)).toMatchObject({ status: 12, negotiateStatus: 3 });
    const other = await aCase(0);
    const version = (await refund(other.id))['updateTime'];
    const pay = { refundId: `#${other.id}`, refundVersion: version };
    expect((await call('open.refund.direct.refund', pay, write)).json['result']).toBe(1);
    expect((await call('open.refund.direct.refund', pay, write)).json['result']).toBe(300_014);
  });

  it('pays a case about money only for the state, the way and the amount it has', async () => {
    const { id } = await aCase(2);
    const approve = (more: Json) =>
      call(
        `${REFUND}.approve`,
        {
          refundId: `#${id}`,
          refundAmount: 5_990,
          status: 10,
          negotiateStatus: 1,
          refundHandingWay: 10,
          ...more,
        },
        write,
      );
    expect((await approve({ status: 30 })).json['result']).toBe(300_014);
    expect((await approve({ negotiateStatus: 2 })).json['result']).toBe(300_017);
    expect((await approve({ refundHandingWay: 1 })).json['result']).toBe(300_008);
    expect((await approve({ refundAmount: 5_991 })).json['result']).toBe(21);
    expect((await approve({})).json['result']).toBe(1);
    expect(await refund(id)).toMatchObject({ status: 50 });
  });

  it('keeps shops apart', async () => {
    await sim.call('PUT', '/control/shops', { shopId: '2000000002', platform: 'kuaishou' });
    const foreign = await anOrder({}, '2000000002');
    expect((await call('open.order.detail', { oid: `#${foreign}` })).json['result']).toBe(21);
    const { json } = await call(`${REFUND}.detail`, { refundId: 1 });
    expect(json['result']).toBe(300_011);
  });

  it('says too many in words, and loses an answer whose effect stays', async () => {
    const { id } = await aCase(2);
    await sim.call('POST', '/control/faults', { target: id, name: 'throttled', times: 1 });
    expect((await call(`${REFUND}.detail`, { refundId: `#${id}` })).json['error_msg']).toContain('qps limit');
    await sim.call('POST', '/control/faults', { target: id, name: 'lost-answer' });
    const pay = { refundId: `#${id}`, refundVersion: (await refund(id))['updateTime'] };
    await expect(call('open.refund.direct.refund', pay, write)).rejects.toThrow();
    expect(await refund(id)).toMatchObject({ status: 50 });
  });
});

describe('Kuaishou’s messages', () => {
  let sim: Running;
  let target: Target;
  let greetings: readonly string[];

  beforeAll(async () => {
    sim = await Running.start();
    target = new Target('{"result":1}');
    await sim.call('PUT', '/control/kuaishou-apps', { ...APP, pushUrl: await target.listen() });
    await sim.call('POST', '/control/settle', {});
    greetings = target.got.map(({ body }) => body);
  });
  afterAll(async () => {
    await sim.stop();
    await target.close();
  });

  const told = async (faults: string[] = []): Promise<string> => {
    target.got.length = 0;
    const lines = [{ skuCode: 'CUP-STEEL-500', quantity: 1, priceFen: 7_900 }];
    const { json } = await sim.call('POST', '/control/orders', { shopId: SHOP, orders: [{ lines, faults }] });
    await sim.call('POST', '/control/settle', {});
    return (json['orders'] as { platformOrderId: string }[])[0]?.platformOrderId ?? '';
  };

  it('greet a saved address with a heartbeat, in the clear and sealed', () => {
    expect(greetings[0]).toBe('{"test":true}');
    expect(opened(greetings[1] ?? '')).toBe('{"test":true}');
  });

  it('name shop and order in numbers beyond 2^53, under one event id until they are taken', async () => {
    target.answers = [
      { status: 200, body: '{"result":0}' },
      { status: 200, body: '{"result":1}' },
    ];
    const id = await told();
    const texts = target.got.map(({ body }) => opened(body));
    expect(target.got[0]?.headers['content-type']).toBe('text/plain;charset=utf-8');
    expect(texts[0]).toBe(texts[1]);
    expect(JSON.parse(texts[0] ?? '')).toMatchObject({
      appKey: APP.appKey,
      userId: Number(SHOP),
      event: 'kwaishop_order_addOrder',
    });
    expect(texts[0]).toContain(`\\"oid\\":${id}`);
    expect(texts.at(-1)).toContain('kwaishop_order_paySuccess');
  });

  it('are dropped, doubled and forged where they are told to be', async () => {
    await told(['dropped-push']);
    expect(target.got).toEqual([]);
    await told(['duplicate']);
    expect(target.got.length).toBe(4);
    await told(['bad-signature']);
    const opens = target.got.map(({ body }) => {
      try {
        return opened(body).includes('eventId');
      } catch {
        return false;
      }
    });
    expect(opens).toEqual([false, true, false, true]);
  });
});
