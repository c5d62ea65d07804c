import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { Running, Target, type Json } from './running.js';
import { app, SHOP, YouzanClient } from './youzan-client.js';

const MINUTE = 60_000;
const WIDE = { start_update: '2000-01-01 00:00:00', end_update: '2000-03-01 00:00:00' };
const wall = (ms: number): string =>
  new Date(ms + 8 * 60 * MINUTE).toISOString().slice(0, 19).replace('T', ' ');

let sim: Running;
let youzan: YouzanClient;
let granted: Json;

beforeEach(async () => {
  sim = await Running.start();
  youzan = new YouzanClient(sim);
  granted = await youzan.connect();
});
afterEach(() => sim.stop());

const GET = 'youzan.trade.get/4.0.2';
const SOLD = 'youzan.trades.sold.get/4.0.4';
const REFUND = 'youzan.trade.refund.get/3.0.1';
const AGREE = 'youzan.trade.refund.agree/3.0.0';
const RETURN = { name: '退货组', mobile: '13900000001', address: '物流园1号' };
const gatewayCode = (json: Json): unknown => (json['gw_err_resp'] as Json | undefined)?.['err_code'];
const orderOf = (data: Json): Json => (data['full_order_info'] as Json)['order_info'] as Json;

describe('tokens of Youzan', () => {
  it('come without a word, by a code once, and anew', async () => {
    expect(granted).toMatchObject({ authority_id: SHOP });
    expect(Number(granted['expires'])).toBeGreaterThan(Date.now());
    const { json } = await sim.call('POST', '/control/tokens/consent', { shopId: SHOP });
    const how = { authorize_type: 'authorization_code', code: json['code'], redirect_uri: 'http://x.cn' };
    expect((await youzan.token(how)).json['success']).toBe(true);
    expect((await youzan.token(how)).json).toMatchObject({ success: false, code: 1103 });
    const again = { authorize_type: 'refresh_token', refresh_token: granted['refresh_token'] };
    expect((await youzan.token(again)).json['success']).toBe(true);
    expect((await youzan.token(again)).json).toMatchObject({ success: false });
  });

  it('are refused to a wrong secret, a foreign shop and a merchant’s no', async () => {
    const silent = { authorize_type: 'silent', grant_id: SHOP };
    const wrong = await youzan.token(silent, { ...app, client_secret: 'x' });
    expect(wrong.json).toMatchObject({ success: false, code: 1103, message: 'Client 不存在' });
    const foreign = await youzan.token({ ...silent, grant_id: '1000000001' });
    expect(foreign.json).toMatchObject({ success: false, code: 1103 });
    await sim.call('POST', '/control/tokens/revoke', { shopId: SHOP });
    expect((await youzan.token(silent)).json).toMatchObject({ success: false });
    expect(gatewayCode((await youzan.call(GET, {})).json)).toBe(4201);
  });

  it('are asked for at the gateway, by number', async () => {
    expect(gatewayCode((await youzan.call(GET, {}, '')).json)).toBe(4201);
    expect(gatewayCode((await youzan.call(GET, {}, 'x')).json)).toBe(4203);
    expect(gatewayCode((await youzan.call('youzan.nothing/1.0.0', {})).json)).toBe(4005);
    await sim.call('POST', '/control/tokens/expire', { shopId: SHOP });
    expect(gatewayCode((await youzan.call(GET, {})).json)).toBe(4202);
  });

  it('do not help against too many calls', async () => {
    await sim.call('POST', '/control/faults', { target: 'youzan', name: 'throttled', times: 1 });
    expect(gatewayCode((await youzan.call(GET, {})).json)).toBe(4101);
  });
});

describe('orders of Youzan', () => {
  it('are asked for by their id, with ciphertexts that only the shop can read', async () => {
    const [id = ''] = await youzan.orders(1);
    expect(id).toMatch(/^E\d{24}$/);
    const data = await youzan.data(GET, { tid: id });
    expect(orderOf(data)).toMatchObject({ tid: id, status: 'WAIT_SELLER_SEND_GOODS' });
    const order = data['full_order_info'] as Json;
    expect(order['pay_info']).toEqual({ payment: '198.80', post_fee: '0.00', total_fee: '198.80' });
    const source = (order['address_info'] as Json)['receiver_tel'];
    const plain = await youzan.call('youzan.cloud.secret.decrypt.single/1.0.0', { source });
    expect(plain.json['data']).toMatch(/^138\d{8}$/);
    expect((await youzan.call(GET, { tid: 'E1' })).json).toMatchObject({ success: false, code: 5000 });
  });

  it('are listed half a minute later, 100 to a page and 100 pages', async () => {
    const ids = await youzan.orders(3);
    const now = Date.now();
    const window = { start_update: wall(now - MINUTE), end_update: wall(now + 10 * MINUTE) };
    expect((await youzan.data(SOLD, window))['total_results']).toBe(0);
    await sim.advance(31_000);
    const page = await youzan.data(SOLD, { ...window, page_no: 2, page_size: 2 });
    expect(page).toMatchObject({ total_results: 3 });
    const rows = page['full_order_info_list'] as Json[];
    expect(rows.map((row) => orderOf(row)['tid'])).toEqual([ids[0]]);
    for (const wrong of [
      { page_size: 101 },
      { page_no: 101 },
      { end_update: undefined },
      { ...WIDE, end_update: '2000-06-01 00:00:00' },
      { ...WIDE, end_update: WIDE.start_update },
    ]) {
      expect((await youzan.call(SOLD, { ...window, ...wrong })).json).toMatchObject({ success: false });
    }
  });

  it('leave line by line, under numbers of the platform’s companies', async () => {
    const [id = ''] = await youzan.orders(1);
    const [first, second] = await youzan.lines(id);
    const ship = (more: Json): Promise<{ json: Json }> =>
      youzan.call('youzan.logistics.online.confirm/3.0.0', { tid: id, out_stype: '2', ...more });
    expect((await ship({ out_sid: 'YT 1' })).json).toMatchObject({ code: 105000003 });
    expect((await ship({ out_sid: 'YT0000001', out_stype: '9' })).json).toMatchObject({ success: false });
    expect((await ship({ out_sid: 'YT0000001', oids: first })).json).toMatchObject({ success: true });
    const part = await youzan.data(GET, { tid: id });
    expect(orderOf(part)['status']).toBe('WAIT_SELLER_SEND_GOODS');
    expect(part['delivery_order']).toMatchObject([
      { express_state: 1, oids: [{ oid: first }], dists: [{ express_info: { express_no: 'YT0000001' } }] },
    ]);
    expect((await ship({ out_sid: 'YT0000002', oids: first })).json).toMatchObject({ success: false });
    expect((await ship({ out_sid: 'YT0000002', oids: second })).json).toMatchObject({ success: true });
    expect(orderOf(await youzan.data(GET, { tid: id }))['status']).toBe('WAIT_BUYER_CONFIRM_GOODS');
    expect((await ship({ out_sid: 'YT0000003' })).json).toMatchObject({ success: false });
  });
});

describe('refunds of Youzan', () => {
  let id: string;
  let refund: string;
  const versionNow = async (): Promise<unknown> =>
    (await youzan.data(REFUND, { refund_id: refund }))['version'];

  beforeEach(async () => {
    [id = ''] = await youzan.orders(1);
    await sim.shipped(id, { plan: 'quick' });
    refund = await youzan.claim(id);
  });

  it('go back, are received and paid, each word with the newest version', async () => {
    const first = await youzan.data(REFUND, { refund_id: refund });
    expect(first).toMatchObject({ status: 'WAIT_SELLER_AGREE', demand: 2, refund_fee: '59.90', tid: id });
    expect(String(first['version'])).toMatch(/^\d{13}$/);
    const agree = (version: unknown) =>
      youzan.call('youzan.trade.returngoods.agree/3.0.0', { refund_id: refund, version, ...RETURN });
    expect((await agree(1)).json).toMatchObject({ success: false, code: 103010039 });
    expect((await agree(first['version'])).json).toMatchObject({ success: true });
    expect((await agree(first['version'])).json).toMatchObject({ code: 103010039 });
    expect((await agree(await versionNow())).json).toMatchObject({ code: 102010002 });
    const fill = {
      refund_id: refund,
      version: await versionNow(),
      logistics_company_code: 7,
      logistics_waybill_no: 'SF0000001',
    };
    expect((await youzan.call('youzan.trade.returngoods.fill/3.0.0', fill)).json['success']).toBe(true);
    expect(await youzan.data(REFUND, { refund_id: refund })).toMatchObject({
      status: 'WAIT_SELLER_CONFIRM_GOODS',
      logistics: { logistics_no: 'SF0000001', company_code: '7' },
    });
    await youzan.call(AGREE, { refund_id: refund, version: await versionNow() });
    expect(await youzan.data(REFUND, { refund_id: refund })).toMatchObject({ status: 'SUCCESS' });
    const order = await youzan.data(GET, { tid: id });
    expect(orderOf(order)['refund_state']).toBe(1);
    expect(order['refund_order']).toMatchObject([{ refund_id: refund }]);
  });

  it('are refused with words, before goods come back and after', async () => {
    const refuse = async (what: string, remark: string): Promise<Json> => {
      const params = { refund_id: refund, version: await versionNow(), remark };
      return (await youzan.call(`youzan.trade.${what}.refuse/3.0.0`, params)).json;
    };
    expect(await refuse('refund', '')).toMatchObject({ success: false });
    expect(await refuse('returngoods', '没有收到')).toMatchObject({ code: 102010002 });
    expect(await refuse('refund', '不同意')).toMatchObject({ success: true });
    expect((await youzan.data(REFUND, { refund_id: refund }))['status']).toBe('SELLER_REFUSE_BUYER');
  });

  it('are found by the time they changed, no deeper than 3,000', async () => {
    const search = 'youzan.trade.refund.search/3.0.1';
    const now = Math.floor(Date.now() / 1000);
    const window = { update_time_start: now - 60, update_time_end: now + 60 };
    expect(await youzan.data(search, window)).toMatchObject({
      total: 1,
      refunds: [{ refund_id: refund, tid: id, status: 'WAIT_SELLER_AGREE' }],
    });
    expect((await youzan.data(search, { ...window, demand: 1 }))['total']).toBe(0);
    expect((await youzan.call(search, { page_no: 31, page_size: 100 })).json['success']).toBe(false);
    expect((await youzan.call(search, { page_no: 101, page_size: 1 })).json['success']).toBe(false);
  });

  it('of somebody else, or of nobody, are refused', async () => {
    expect((await youzan.call(REFUND, { refund_id: '1' })).json).toMatchObject({ code: 103011024 });
  });
});

describe('pushes of Youzan', () => {
  let target: Target;
  beforeEach(async () => {
    target = new Target('{"code":0,"msg":"success"}');
    const body = { clientId: app.client_id, clientSecret: app.client_secret, pushUrl: await target.listen() };
    await sim.call('PUT', '/control/youzan-apps', body);
    await sim.call('POST', '/control/settle', {});
  });
  afterEach(() => target.close());

  const read = (body: string): Json => JSON.parse(body) as Json;
  const signOf = ({ msg }: Json): string =>
    createHash('md5')
      .update(`${app.client_id}${String(msg)}${app.client_secret}`)
      .digest('hex');
  const message = ({ msg }: Json): Json =>
    JSON.parse(decodeURIComponent(String(msg).replaceAll('+', ' '))) as Json;

  it('say what happened, signed over the message as it is sent', async () => {
    expect(target.got.map(({ body }) => read(body)['test'])).toEqual(['true']);
    const [id = ''] = await youzan.orders(1);
    await sim.shipped(id);
    await sim.call('POST', '/control/settle', {});
    const refund = await youzan.claim(id);
    await sim.call('POST', '/control/settle', {});
    const got = target.got.slice(1).map(({ body }) => read(body));
    for (const push of got) expect(push['sign']).toBe(signOf(push));
    expect(got.map((push) => push['type'])).toEqual([
      'trade_TradeCreate',
      'trade_TradePaid',
      'trade_TradeBuyerPay',
      'trade_TradeSellerShip',
      'trade_refund_BuyerCreated',
    ]);
    expect(message(got[3] ?? {})).toMatchObject({ tid: id });
    expect(message(got[4] ?? {})).toMatchObject({ tid: id, refund_id: refund, refunded_fee: '59.90' });
  });

  it('come again under the same id until success is said', async () => {
    target.answers.unshift({ status: 200, body: '{"code":0,"msg":"failed"}' });
    await youzan.orders(1, { pay: false });
    await sim.call('POST', '/control/settle', {});
    const got = target.got.slice(1).map(({ body }) => read(body));
    expect(got).toHaveLength(2);
    expect(new Set(got.map((push) => push['msg_id'])).size).toBe(1);
  });

  it('are sent under a wrong sign, too, where somebody forges them', async () => {
    await sim.call('POST', '/control/faults', { target: 'youzan', name: 'bad-signature' });
    await youzan.orders(1, { pay: false });
    await sim.call('POST', '/control/settle', {});
    const got = target.got.slice(1).map(({ body }) => read(body));
    expect(got.map((push) => push['sign'] === signOf(push)).sort()).toEqual([false, true]);
  });
});
