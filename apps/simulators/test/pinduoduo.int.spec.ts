import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { ackOf, errorOf, messageUrl, nextMessage, pinduoduo, SHOP, token } from './pinduoduo-client.js';
import { Running, type Answered, type Json } from './running.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
let sim: Running;
let access: string;

beforeEach(async () => {
  sim = await Running.start();
  access = (await token(sim)).access;
});
afterEach(() => sim.stop());

const call = (type: string, params: object, more: object = {}): Promise<Answered> =>
  pinduoduo(sim, type, params, { token: access, ...more });
const seconds = (ms: number): number => Math.floor(ms / 1_000);

async function buy(more: Json = {}): Promise<string> {
  const lines = [{ skuCode: 'TEE-WHITE-M', quantity: 2, priceFen: 5_990 }];
  const { json } = await sim.call('POST', '/control/orders', { shopId: SHOP, orders: [{ lines, ...more }] });
  return (json['orders'] as { platformOrderId: string }[])[0]?.platformOrderId ?? '';
}
const now = (): number => seconds(sim.world.clock.now());
const changed = (more: object = {}): object => ({
  is_lucky_flag: 0,
  order_status: 5,
  refund_status: 5,
  start_updated_at: now() - 60,
  end_updated_at: now() + 1,
  page: 1,
  page_size: 100,
  ...more,
});
const listed = ({ json }: Answered): Json => json['order_sn_increment_get_response'] as Json;
const order = async (orderSn: string): Promise<Json> => {
  const { json } = await call('pdd.order.information.get', { order_sn: orderSn });
  return (json['order_info_get_response'] as { order_info: Json }).order_info;
};

describe('the gate', () => {
  it.each([false, true])('admits a signed call, sent as JSON: %s', async (asJson) => {
    const { json } = await call('pdd.logistics.companies.get', {}, { asJson });
    const { logistics_companies: list } = json['logistics_companies_get_response'] as Json;
    expect(list).toContainEqual({ id: 85, code: 'YTO', logistics_company: '圆通快递', available: 1 });
  });

  it('refuses a wrong secret, a stale time, an unknown application, a missing field and a call it does not know', async () => {
    const ask = async (more: object): Promise<unknown> =>
      errorOf(await call('pdd.order.information.get', { order_sn: 'x' }, more))[0];
    expect(await ask({ secret: 'guess' })).toBe(20004);
    expect(await ask({ timestamp: seconds(Date.now() - 11 * MINUTE) })).toBe(10001);
    expect(await ask({ clientId: 'nobody' })).toBe(10016);
    expect(errorOf(await call('pdd.order.information.get', {}))).toEqual([20007, '缺少order_sn']);
    expect(errorOf(await call('pdd.order.unknown', {}))[0]).toBe(50012);
    expect((await call('pdd.order.unknown', {})).status).toBe(200);
  });

  it('refuses an unknown token, an expired one and one whose consent was taken back, each by its name', async () => {
    const ask = async (more: object = {}): Promise<unknown> =>
      errorOf(await call('pdd.order.information.get', { order_sn: 'x' }, more))[0];
    expect(await ask({ token: 'nobody' })).toBe(20032);
    await sim.call('POST', '/control/tokens/expire', { shopId: SHOP });
    expect(await ask()).toBe(10019);
    await sim.call('POST', '/control/tokens/revoke', { shopId: SHOP });
    expect(await ask()).toBe(10014);
  });

  it('makes a token of a code once, and a new pair of a refresh token once', async () => {
    const { json } = await sim.call('POST', '/control/tokens/consent', { shopId: SHOP });
    const create = { code: json['code'] };
    const first = await pinduoduo(sim, 'pdd.pop.auth.token.create', create);
    const data = first.json['pop_auth_token_create_response'] as Json;
    expect(data).toMatchObject({ owner_id: SHOP, expires_in: 86_400 });
    expect(errorOf(await pinduoduo(sim, 'pdd.pop.auth.token.create', create))[0]).toBe(50001);
    const renew = { refresh_token: data['refresh_token'] };
    const second = await pinduoduo(sim, 'pdd.pop.auth.token.refresh', renew);
    expect(second.json['pop_auth_token_refresh_response']).toMatchObject({ owner_id: SHOP });
    expect(errorOf(await pinduoduo(sim, 'pdd.pop.auth.token.refresh', renew))[0]).toBe(10019);
  });

  it('answers 70031 while throttled, and beyond the documented number of calls', async () => {
    await sim.call('POST', '/control/faults', { target: 'pinduoduo', name: 'throttled', times: 1 });
    expect(errorOf(await call('pdd.order.information.get', { order_sn: 'x' }))[0]).toBe(70031);
    const refunds = { ...changed(), after_sales_status: 1, after_sales_type: 1 };
    const codes: unknown[] = [];
    // The count begins anew every ten seconds, which may happen once in between.
    for (let made = 0; made < 202; made++) {
      codes.push(errorOf(await call('pdd.refund.list.increment.get', refunds))[0]);
    }
    expect(codes).toContain(70031);
    expect(codes.slice(0, 50)).not.toContain(70031);
  });
});

describe('orders', () => {
  it('have numbers of the platform’s form, ids of goods beyond 2^53 as exact numbers, and money in yuan', async () => {
    const id = await buy();
    expect(id).toMatch(/^\d{6}-\d{15}$/);
    const { text } = await call('pdd.order.information.get', { order_sn: id });
    expect(text).toMatch(/"goods_id":36\d{17},/);
    expect(await order(id)).toMatchObject({ order_status: 1, confirm_status: 1, pay_amount: '119.80' });
  });

  it('are listed by their last change, oldest first, with a count or with has_next', async () => {
    const ids = [await buy(), await buy(), await buy()];
    const read = async (more: object): Promise<unknown[]> =>
      (
        listed(await call('pdd.order.number.list.increment.get', changed(more)))['order_sn_list'] as Json[]
      ).map((one) => one['order_sn']);
    expect(await read({ page_size: 2, page: 1 })).toEqual(ids.slice(0, 2));
    expect(await read({ page_size: 2, page: 2 })).toEqual(ids.slice(2));
    const counted = listed(await call('pdd.order.number.list.increment.get', changed({ page_size: 2 })));
    expect(counted['total_count']).toBe(3);
    const flagged = changed({ page_size: 2, use_has_next: true });
    const next = listed(await call('pdd.order.number.list.increment.get', flagged));
    expect([next['total_count'], next['has_next']]).toEqual([undefined, true]);
    expect(await read({ order_status: 2 })).toEqual([]);
  });

  it('refuses a window of more than half an hour, a page of more than 100 and one before the first', async () => {
    const ask = async (more: object): Promise<unknown> =>
      errorOf(await call('pdd.order.number.list.increment.get', changed(more)))[0];
    expect(await ask({ start_updated_at: now() - 1_800, end_updated_at: now() })).toBeUndefined();
    expect(await ask({ start_updated_at: now() - 1_801, end_updated_at: now() })).toBe(50001);
    expect(await ask({ page_size: 101 })).toBe(50001);
    expect(await ask({ page: 0 })).toBe(50001);
  });

  it('are listed by the time they were paid, a day at most', async () => {
    const id = await buy();
    await buy({ pay: false });
    const ask = (from: number): Promise<Answered> =>
      call('pdd.order.list.get', {
        ...{ order_status: 5, refund_status: 5, page: 1, page_size: 100 },
        ...{ start_confirm_at: from, end_confirm_at: now() + 1 },
      });
    const { order_list: rows } = (await ask(now() - 86_000)).json['order_list_get_response'] as Json;
    expect((rows as Json[]).map((one) => one['order_sn'])).toEqual([id]);
    expect(errorOf(await ask(now() - 86_401))[0]).toBe(50001);
  });

  it('show the receiver’s ciphertexts only while they wait to be shipped, and his masks all along', async () => {
    const id = await buy();
    const waiting = await order(id);
    const send = { order_sn: id, logistics_id: 115, tracking_number: 'ZT20260101' };
    const { json } = await call('pdd.logistics.online.send', send);
    expect(json['logistics_online_send_response']).toMatchObject({ is_success: true });
    const shipped = await order(id);
    expect(waiting['receiver_phone']).toMatch(/^\$.+\$\$$/);
    expect([shipped['receiver_phone'], shipped['receiver_name'], shipped['receiver_address']]).toEqual([
      '',
      '',
      '',
    ]);
    expect(shipped['receiver_phone_mask']).toBe(waiting['receiver_phone_mask']);
    expect(shipped).toMatchObject({ order_status: 2, tracking_number: 'ZT20260101', logistics_id: 115 });
    expect(errorOf(await call('pdd.logistics.online.send', send))).toEqual([50001, '订单当前状态不能发货']);
  });

  it('decrypt with the order a ciphertext belongs to, a phone into a stand-in and its extension', async () => {
    const [mine, other] = [await buy(), await buy()];
    const { receiver_phone: cipher } = await order(mine);
    const data_list = [mine, other].map((data_tag) => ({ data_tag, encrypted_data: cipher }));
    const { json } = await call('pdd.open.decrypt.batch', { data_list });
    const [right, wrong] = (json['open_decrypt_batch_response'] as { data_decrypt_list: Json[] })
      .data_decrypt_list;
    expect(right).toMatchObject({ error_code: 0, data_type: 6, virtual_number_type: 1 });
    expect(right?.['decrypted_data']).toMatch(/^184\d{8}$/);
    expect(wrong).toMatchObject({ error_code: 50001, decrypted_data: '' });
  });

  it('end by the buyer’s confirmation, or cancelled', async () => {
    const [done, off] = [await buy(), await buy()];
    await sim.shipped(done);
    await sim.call('POST', `/control/orders/${done}/finish`, {});
    await sim.call('POST', `/control/orders/${off}/cancel`, {});
    expect(await order(done)).toMatchObject({ order_status: 3, confirm_status: 1 });
    expect(await order(off)).toMatchObject({ order_status: 1, confirm_status: 2 });
  });
});

describe('cases', () => {
  const line = async (id: string): Promise<string> => {
    const { json } = await sim.call('GET', `/control/orders/${id}`);
    return (json['lines'] as { platformLineId: string }[])[0]?.platformLineId ?? '';
  };
  const claim = async (id: string, more: Json = {}): Promise<string> => {
    const lines = [{ platformLineId: await line(id), quantity: 2 }];
    const body = { type: 0, lines, reasonCode: 2, ...more };
    const { json } = await sim.call('POST', `/control/orders/${id}/after-sales`, body);
    return String(json['platformAfterSaleId']);
  };
  const shippedOrder = async (): Promise<string> => {
    const id = await buy();
    await sim.shipped(id, { plan: 'quick' });
    return id;
  };
  const refunds = (more: object = {}): Promise<Answered> =>
    call('pdd.refund.list.increment.get', {
      ...{ start_updated_at: now() - 60, end_updated_at: now() + 5, page: 1, page_size: 100 },
      ...{ after_sales_status: 1, after_sales_type: 1, ...more },
    });
  const rows = ({ json }: Answered): Json[] =>
    (json['refund_increment_get_response'] as { refund_list: Json[] }).refund_list;
  const row = async (id: string): Promise<Json> => rows(await refunds({ order_sn: id }))[0] ?? {};
  const act = (type: string, orderSn: string, id: string, more: object = {}): Promise<Answered> =>
    call(type, { request: { order_sn: orderSn, after_sales_id: BigInt(id), ...more } });
  const result = ({ json }: Answered): unknown => (json['response'] as Json)['result'];

  it('go from asked for to paid back, with the buyer’s parcel told in between', async () => {
    const orderSn = await shippedOrder();
    const id = await claim(orderSn);
    expect(await row(orderSn)).toMatchObject({
      after_sales_type: 3,
      after_sales_status: 3,
      tracking_number: '',
    });
    const address = { operate_desc: '同意', return_address_id: `${SHOP}01` };
    expect(result(await act('pdd.refund.returngoods.agree', orderSn, id, address))).toMatchObject({
      success: true,
    });
    expect(await row(orderSn)).toMatchObject({ after_sales_status: 7 });
    const sent = await sim.call('POST', `/control/after-sales/${id}/ship`, { carrier: 'ZTO', plan: 'quick' });
    const { number } = sent.json['parcel'] as { number: string };
    const returning = { after_sales_status: 3, tracking_number: number, shipping_name: '中通快递' };
    expect(await row(orderSn)).toMatchObject(returning);
    const receipt = { reverse_tracking_number: number, operate_time: now(), warehouse_status: 1 };
    const other = { ...receipt, reverse_tracking_number: 'OTHER123' };
    expect(errorOf(await act('pdd.nextone.logistics.warehouse.update', orderSn, id, other))).toEqual([
      50001,
      '退货运单号不一致',
    ]);
    const reported = await act('pdd.nextone.logistics.warehouse.update', orderSn, id, receipt);
    expect(reported.text).toContain(`"after_sales_id":${id},`);
    expect(await row(orderSn)).toMatchObject(returning);
    expect((await sim.call('GET', `/control/after-sales/${id}`)).json).toMatchObject({
      gotPackage: true,
      refunds: [],
    });
    expect(result(await act('pdd.refund.agree', orderSn, id))).toMatchObject({ succ: true });
    expect(await row(orderSn)).toMatchObject({ after_sales_status: 4 });
    await sim.advance(MINUTE);
    expect(await row(orderSn)).toMatchObject({ after_sales_status: 10, refund_amount: '119.80' });
    expect(await order(orderSn)).toMatchObject({ order_status: 2, refund_status: 4 });
  });

  it('refuses a case of another order, an address it does not have, another parcel and what is too late', async () => {
    const orderSn = await shippedOrder();
    const id = await claim(orderSn);
    const foreign = await act('pdd.refund.agree', await shippedOrder(), id);
    expect(errorOf(foreign)).toEqual([50001, '售后单不存在']);
    const nowhere = { operate_desc: '同意', return_address_id: '7' };
    const refusal = (await act('pdd.refund.returngoods.agree', orderSn, id, nowhere)).json['response'];
    expect(refusal).toMatchObject({ success: false, error_msg: '退货地址不存在' });
    const receipt = { reverse_tracking_number: 'OTHER123', operate_time: now(), warehouse_status: 1 };
    expect(errorOf(await act('pdd.nextone.logistics.warehouse.update', orderSn, id, receipt))[0]).toBe(50001);
    await sim.call('POST', `/control/after-sales/${id}/cancel`, {});
    expect(result(await act('pdd.refund.agree', orderSn, id))).toMatchObject({ succ: false });
    expect(await row(orderSn)).toMatchObject({ after_sales_status: 11 });
  });

  it('are with the platform’s own service while it judges', async () => {
    const orderSn = await shippedOrder();
    const id = await claim(orderSn, { type: 1 });
    await sim.call('POST', `/control/after-sales/${id}/escalate`, {});
    expect(await row(orderSn)).toMatchObject({ after_sales_type: 2, after_sales_status: 8 });
    expect(result(await act('pdd.refund.agree', orderSn, id))).toMatchObject({ succ: false });
    await sim.call('POST', `/control/after-sales/${id}/decide`, { winner: 'merchant' });
    expect(await row(orderSn)).toMatchObject({ after_sales_status: 9, dispute_refund_status: 1 });
  });

  it('are listed by change, type and status within half an hour', async () => {
    const orderSn = await shippedOrder();
    const id = await claim(orderSn);
    const before = await buy();
    const other = await claim(before, { type: 2 });
    const ids = async (more: object = {}): Promise<string[]> => {
      const { text } = await refunds(more);
      return [...text.matchAll(/"id":(\d+)/g)].map((match) => match[1] ?? '');
    };
    expect(await ids()).toEqual([id, other].sort());
    expect(await ids({ after_sales_type: 3 })).toEqual([id]);
    expect(await ids({ after_sales_status: 2 })).toEqual([other]);
    expect(errorOf(await refunds({ start_updated_at: now() - 1_900 }))[0]).toBe(50001);
  });

  it('and their orders are in states nobody has heard of under unknown-code', async () => {
    const orderSn = await shippedOrder();
    const id = await claim(orderSn);
    for (const target of [orderSn, id]) {
      await sim.call('POST', '/control/faults', { target, name: 'unknown-code' });
    }
    expect(await row(orderSn)).toMatchObject({ after_sales_status: 99 });
    expect(await order(orderSn)).toMatchObject({ order_status: 9 });
  });

  it('lose the answer of a word that was heard', async () => {
    const orderSn = await shippedOrder();
    const id = await claim(orderSn, { type: 1 });
    await sim.call('POST', '/control/faults', { target: id, name: 'lost-answer', times: 1 });
    await expect(act('pdd.refund.agree', orderSn, id)).rejects.toThrow();
    expect(await row(orderSn)).toMatchObject({ after_sales_status: 4 });
  });

  it('of an exchange end completed', async () => {
    const orderSn = await shippedOrder();
    const id = await claim(orderSn, { type: 3 });
    expect(await row(orderSn)).toMatchObject({ after_sales_type: 4, after_sales_status: 14 });
    const merchant = (body: Json): Promise<Answered> =>
      sim.call('POST', `/control/after-sales/${id}/merchant`, body);
    await merchant({ act: 'agree-return' });
    expect(await row(orderSn)).toMatchObject({ after_sales_status: 15 });
    await sim.call('POST', `/control/after-sales/${id}/ship`, { carrier: 'ZTO', plan: 'quick' });
    await merchant({ act: 'report-received' });
    await merchant({ act: 'ship' });
    expect(await row(orderSn)).toMatchObject({ after_sales_status: 18 });
    await sim.call('POST', `/control/after-sales/${id}/confirm`, {});
    expect(await row(orderSn)).toMatchObject({ after_sales_status: 16 });
  });
});

describe('the message channel', () => {
  const connect = async (url = messageUrl(sim)): Promise<WebSocket> => {
    const socket = new WebSocket(url);
    await once(socket, 'open');
    return socket;
  };
  const permit = (): Promise<Answered> => call('pdd.pmc.user.permit', {});

  it('sends a message again until it is confirmed, ids beyond 2^53 as exact numbers', async () => {
    await permit();
    const socket = await connect();
    const heard = nextMessage(socket);
    const id = await buy();
    const first = await heard;
    expect(first).toMatch(/"id":\d{19},"commandType":"Common"/);
    expect(first).toContain(`"type":"pdd_trade_TradeConfirmed","mallID":${SHOP},`);
    expect(first).toContain(`\\"tid\\":\\"${id}\\"`);
    const closed = once(socket, 'close');
    socket.close();
    await closed;
    const later = new WebSocket(messageUrl(sim));
    const again = await nextMessage(later);
    expect(again).toBe(first);
    later.send(ackOf(again));
    expect((await sim.call('POST', '/control/settle', {})).json).toMatchObject({ pendingPushes: 0 });
    later.terminate();
  });

  it('tells of a case which order and which case', async () => {
    await permit();
    const id = await buy();
    const socket = new WebSocket(messageUrl(sim));
    socket.on('message', (data) => {
      socket.send(ackOf((data as Buffer).toString()));
    });
    await sim.call('POST', '/control/settle', {});
    const heard = nextMessage(socket);
    const { json } = await sim.call('GET', `/control/orders/${id}`);
    const [bought] = json['lines'] as { platformLineId: string }[];
    const lines = [{ platformLineId: bought?.platformLineId, quantity: 1 }];
    const claimed = await sim.call('POST', `/control/orders/${id}/after-sales`, {
      type: 2,
      lines,
      reasonCode: 1,
    });
    const caseId = String(claimed.json['platformAfterSaleId']);
    expect(await heard).toContain(`\\"refund_id\\":${caseId},\\"tid\\":\\"${id}\\"`);
    socket.terminate();
  });

  it('answers a heartbeat with one', async () => {
    const socket = await connect();
    socket.send('{"commandType":"HeartBeat","time":1}');
    const [data] = (await once(socket, 'message')) as [Buffer];
    expect(data.toString()).toContain('"commandType":"HeartBeat"');
    socket.terminate();
  });

  it('has nothing to say of a shop whose messages nobody asked for', async () => {
    await buy();
    expect((await sim.ledger('pushes')).filter((one) => one['provider'] === 'pinduoduo')).toEqual([]);
  });

  it.each([
    ['signed by another', () => messageUrl(sim, Date.now(), 'guess')],
    ['of another day', () => messageUrl(sim, Date.now() - DAY)],
  ])('is closed to an address %s', async (_what, url) => {
    const socket = new WebSocket(url());
    const [, response] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode: number }];
    expect(response.statusCode).toBe(403);
    socket.on('error', () => undefined);
    socket.terminate();
  });
});
