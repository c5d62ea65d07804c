import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Running, type Json } from './running.js';
import { APP, errorOf, granted, SHOP, token, top, wall } from './taobao-client.js';

const DAY = 86_400_000;
let sim: Running;
let session: string;

beforeEach(async () => {
  sim = await Running.start();
  session = String((await granted(sim))['access_token']);
});
afterEach(() => sim.stop());

const buy = async (more: Json = {}): Promise<string> => {
  const lines = [
    { skuCode: 'TEE-WHITE-M', quantity: 2, priceFen: 5_990 },
    { skuCode: 'CUP-STEEL-500', quantity: 1, priceFen: 7_905 },
  ];
  const { json } = await sim.call('POST', '/control/orders', { shopId: SHOP, orders: [{ lines, ...more }] });
  return (json['orders'] as { platformOrderId: string }[])[0]?.platformOrderId ?? '';
};
const answerOf = ({ json }: { json: Json }, root: string): Json => (json[`${root}_response`] ?? {}) as Json;
const trade = async (tid: string, fields = 'tid_str,status,payment'): Promise<Json> => {
  const answer = await top(sim, session, 'taobao.trade.fullinfo.get', { fields, tid });
  return answerOf(answer, 'trade_fullinfo_get')['trade'] as Json;
};
const window = (from: number, to: number): Record<string, string> => ({
  fields: 'tid_str,modified',
  start_modified: wall(from),
  end_modified: wall(to),
});
const now = (): number => sim.world.clock.now();

describe('the token door of TOP', () => {
  it('gives tokens for a code once, and says whose they are', async () => {
    const { json } = await sim.call('POST', '/control/tokens/consent', { shopId: SHOP });
    const grant = {
      grant_type: 'authorization_code',
      code: String(json['code']),
      redirect_uri: 'https://us.example/back',
    };
    expect((await token(sim, grant)).json).toMatchObject({
      token_type: 'Bearer',
      expires_in: 86_400,
      re_expires_in: 2_592_000,
      taobao_user_id: SHOP,
      taobao_user_nick: encodeURIComponent('淘宝演示店'),
    });
    const again = await token(sim, grant);
    expect([again.status, again.json['error']]).toEqual([400, 'invalid_grant']);
  });

  it('refreshes, after which the old refresh token is dead', async () => {
    const { refresh_token: first } = await granted(sim);
    const ask = { grant_type: 'refresh_token', refresh_token: String(first) };
    const fresh = (await token(sim, ask)).json;
    expect(
      errorOf(await top(sim, String(fresh['access_token']), 'taobao.tmc.user.permit'))[0],
    ).toBeUndefined();
    expect((await token(sim, ask)).json['error']).toBe('invalid_grant');
  });

  it.each([
    [{ client_secret: 'wrong', grant_type: 'refresh_token' }, 'invalid_client'],
    [{ grant_type: 'password' }, 'unsupported_grant_type'],
    [{ grant_type: 'authorization_code', code: 'x' }, 'invalid_request'],
    [{ grant_type: 'authorization_code', code: 'x', redirect_uri: 'y' }, 'invalid_grant'],
  ])('refuses %j', async (form, error) => {
    const answer = await token(sim, form);
    expect([answer.status, answer.json['error']]).toEqual([400, error]);
  });
});

describe('the gate of TOP', () => {
  it.each(['md5', 'hmac', 'hmac-sha256'] as const)('lets a call in that is signed with %s', async (way) => {
    expect(errorOf(await top(sim, session, 'taobao.tmc.user.permit', {}, { way }))).toEqual([
      undefined,
      undefined,
    ]);
  });

  it.each([
    ['a wrong secret', { secret: 'wrong' }, 25],
    ['an unknown application', { fields: { app_key: '999' } }, 29],
    ['no session', { fields: { session: undefined } }, 26],
    ['a session of nobody', { fields: { session: 'nobody' } }, 27],
    ['another version', { fields: { v: '1.0' } }, 33],
    ['another format', { fields: { format: 'xml' } }, 23],
    ['no timestamp', { fields: { timestamp: undefined } }, 40],
    ['an old timestamp', { fields: { timestamp: wall(Date.now() - 11 * 60_000) } }, 31],
    ['an unknown method', { fields: { method: 'taobao.nothing.get' } }, 22],
  ])('refuses a call with %s', async (_what, options, code) => {
    expect(errorOf(await top(sim, session, 'taobao.tmc.user.permit', {}, options))[0]).toBe(code);
  });

  it('knows no session that has expired or whose merchant has changed his mind', async () => {
    await sim.call('POST', '/control/tokens/expire', { shopId: SHOP });
    expect(errorOf(await top(sim, session, 'taobao.tmc.user.permit'))).toEqual([27, 'invalid-sessionkey']);
    session = String((await granted(sim))['access_token']);
    await sim.call('POST', '/control/tokens/revoke', { shopId: SHOP });
    expect(errorOf(await top(sim, session, 'taobao.tmc.user.permit'))[0]).toBe(27);
  });

  it('throttles where it is told to', async () => {
    await sim.call('POST', '/control/faults', { target: 'taobao', name: 'throttled', times: 1 });
    expect(errorOf(await top(sim, session, 'taobao.tmc.user.permit'))[0]).toBe(7);
    expect(errorOf(await top(sim, session, 'taobao.tmc.user.permit'))[0]).toBeUndefined();
  });
});

describe('trades of TOP', () => {
  it('gives what was asked for by name and nothing else, ids as numbers', async () => {
    const tid = await buy();
    const answer = await top(sim, session, 'taobao.trade.fullinfo.get', { tid, fields: 'tid,payment' });
    expect(answer.text).toContain(`"trade":{"tid":${tid},"payment":"198.85"}`);
    expect(errorOf(await top(sim, session, 'taobao.trade.fullinfo.get', { tid }))[0]).toBe(40);
    const nobody = { tid: '1', fields: 'tid' };
    expect(errorOf(await top(sim, session, 'taobao.trade.fullinfo.get', nobody))).toEqual([
      15,
      'isv.trade-not-exist',
    ]);
  });

  it('tells the course of a trade in its own words', async () => {
    const tid = await buy({ pay: false });
    const status = async (): Promise<unknown> => (await trade(tid))['status'];
    expect(await status()).toBe('WAIT_BUYER_PAY');
    await sim.call('POST', `/control/orders/${tid}/pay`, {});
    expect(await status()).toBe('WAIT_SELLER_SEND_GOODS');
    const part = { carrier: 'ZTO', lines: [{ skuCode: 'TEE-WHITE-M', quantity: 2 }] };
    const number = await sim.shipped(tid, part);
    expect(await status()).toBe('SELLER_CONSIGNED_PART');
    const { orders } = (await trade(tid, 'orders')) as { orders: { order: Json[] } };
    expect(orders.order).toMatchObject([
      {
        num: 2,
        price: '59.90',
        divide_order_fee: '119.80',
        logistics_company: '中通快递',
        invoice_no: number,
      },
      { num: 1, refund_status: 'NO_REFUND' },
    ]);
    expect(orders.order[1]).not.toHaveProperty('invoice_no');
    await sim.shipped(tid);
    expect(await status()).toBe('WAIT_BUYER_CONFIRM_GOODS');
    await sim.call('POST', `/control/orders/${tid}/finish`, {});
    expect(await status()).toBe('TRADE_FINISHED');
    const [unpaid, paid] = [await buy({ pay: false }), await buy()];
    for (const id of [unpaid, paid]) await sim.call('POST', `/control/orders/${id}/cancel`, {});
    expect((await trade(unpaid))['status']).toBe('TRADE_CLOSED_BY_TAOBAO');
    expect((await trade(paid))['status']).toBe('TRADE_CLOSED');
  });

  it('shows masks of a receiver, and another oaid for another address', async () => {
    const tid = await buy({ address: { name: '王小明', phone: '13812341234' } });
    const before = await trade(tid, 'receiver_name,receiver_mobile,oaid,receiver_state');
    expect(before).toMatchObject({ receiver_name: '王**', receiver_mobile: '138****1234' });
    await sim.call('POST', `/control/orders/${tid}/address`, { detail: '别处1号' });
    expect((await trade(tid, 'oaid'))['oaid']).not.toBe(before['oaid']);
  });

  it('lists by the time of change, the newest first, in pages with their number or without', async () => {
    const ids: string[] = [];
    for (let made = 0; made < 3; made++) {
      ids.push(await buy());
      await sim.call('POST', '/clock/advance', { ms: 1_000 });
    }
    const asked = { ...window(now() - DAY / 2, now() + 1_000), page_size: '2' };
    const page = async (more: Record<string, string>): Promise<Json> =>
      answerOf(
        await top(sim, session, 'taobao.trades.sold.increment.get', { ...asked, ...more }),
        'trades_sold_increment_get',
      );
    const idsOf = (answer: Json): unknown[] =>
      (answer['trades'] as { trade: Json[] }).trade.map((row) => row['tid_str']);
    const [first, second] = [await page({ page_no: '1' }), await page({ page_no: '2' })];
    expect(first['total_results']).toBe(3);
    expect([...idsOf(first), ...idsOf(second)]).toEqual(ids.toReversed());
    expect(await page({ page_no: '1', use_has_next: 'true' })).toMatchObject({ has_next: true });
    expect(await page({ page_no: '2', use_has_next: 'true' })).toMatchObject({ has_next: false });
    expect(await page({ status: 'TRADE_CLOSED' })).toMatchObject({ total_results: 0 });
    expect(await page({ type: 'fenxiao' })).toMatchObject({ total_results: 0 });
    const sold = { fields: 'tid', start_created: wall(now() - 80 * DAY), end_created: wall(now()) };
    expect(
      answerOf(await top(sim, session, 'taobao.trades.sold.get', sold), 'trades_sold_get'),
    ).toMatchObject({
      total_results: 3,
    });
  });

  it.each([
    ['a window of more than a day', () => window(now() - DAY - 1_000, now()), 41],
    ['a window that ends before it begins', () => window(now(), now() - 1_000), 41],
    ['more than three months ago', () => window(now() - 93 * DAY, now() - 92.5 * DAY), 41],
    ['no beginning', () => ({ fields: 'tid', end_modified: wall(now()) }), 40],
    ['no fields', () => ({ ...window(now() - 1_000, now()), fields: '' }), 40],
    ['a page of more than 100', () => ({ ...window(now() - 1_000, now()), page_size: '101' }), 41],
    ['page 0', () => ({ ...window(now() - 1_000, now()), page_no: '0' }), 41],
    ['a time that is none', () => ({ ...window(0, now()), start_modified: '2023-02-30 00:00:00' }), 41],
  ])('refuses to list with %s', async (_what, params, code) => {
    const answer = await top(sim, session, 'taobao.trades.sold.increment.get', params());
    expect(errorOf(answer)[0]).toBe(code);
  });
});

describe('refunds of TOP', () => {
  const claim = async (tid: string, type: number): Promise<string> => {
    const { lines } = (await sim.call('GET', `/control/orders/${tid}`)).json as { lines: Json[] };
    const line = { platformLineId: lines[0]?.['platformLineId'], quantity: 2 };
    const body = { type, lines: [line], reasonCode: 1 };
    const made = await sim.call('POST', `/control/orders/${tid}/after-sales`, body);
    return String(made.json['platformAfterSaleId']);
  };
  const act = (id: string, what: string): Promise<unknown> =>
    sim.call('POST', `/control/after-sales/${id}/merchant`, { act: what });
  const refund = async (id: string): Promise<Json> => {
    const fields =
      'refund_id,status,dispute_type,order_status,good_status,refund_fee,num,reason,refund_version,modified,' +
      'refund_remind_timeout,sid,company_name,refund_phase';
    const answer = await top(sim, session, 'taobao.refund.get', { fields, refund_id: id });
    return answerOf(answer, 'refund_get')['refund'] as Json;
  };

  it('tells a return from its claim to the money', async () => {
    const tid = await buy();
    await sim.shipped(tid);
    const id = await claim(tid, 0);
    expect(await refund(id)).toMatchObject({
      refund_id: id,
      status: 'WAIT_SELLER_AGREE',
      dispute_type: 'REFUND_AND_RETURN',
      order_status: 'WAIT_BUYER_CONFIRM_GOODS',
      good_status: 'BUYER_RECEIVED',
      refund_fee: '119.80',
      num: 2,
      reason: '七天无理由退货',
      refund_phase: 'onsale',
      refund_remind_timeout: { exist_timeout: true },
    });
    await act(id, 'agree-return');
    expect((await refund(id))['status']).toBe('WAIT_BUYER_RETURN_GOODS');
    await sim.call('POST', `/control/after-sales/${id}/ship`, { carrier: 'SF' });
    expect(await refund(id)).toMatchObject({
      status: 'WAIT_SELLER_CONFIRM_GOODS',
      good_status: 'BUYER_RETURNED_GOODS',
      company_name: '顺丰速运',
    });
    await act(id, 'confirm-receipt');
    expect((await refund(id))['status']).toBe('WAIT_SELLER_CONFIRM_GOODS');
    await sim.advance(60_000);
    expect(await refund(id)).toMatchObject({ status: 'SUCCESS', order_status: 'TRADE_CLOSED' });
  });

  it('tells refunds without a return, exchanges, refusals and ends', async () => {
    const unshipped = await claim(await buy(), 2);
    expect(await refund(unshipped)).toMatchObject({
      dispute_type: 'REFUND',
      order_status: 'WAIT_SELLER_SEND_GOODS',
      good_status: 'BUYER_NOT_RECEIVED',
    });
    await act(unshipped, 'refuse-refund');
    expect((await refund(unshipped))['status']).toBe('SELLER_REFUSE_BUYER');
    await sim.call('POST', `/control/after-sales/${unshipped}/cancel`, {});
    expect(await refund(unshipped)).toMatchObject({
      status: 'CLOSED',
      refund_remind_timeout: { exist_timeout: false },
    });
    const tid = await buy();
    await sim.shipped(tid);
    expect(await refund(await claim(tid, 3))).toMatchObject({
      dispute_type: 'TMALL_EXCHANGE',
      refund_fee: '0.00',
    });
  });

  it('lists by the time of change, and knows no refund of another shop', async () => {
    const id = await claim(await buy(), 2);
    const asked = { ...window(now() - DAY, now() + 1_000), fields: 'refund_id,status' };
    const answer = await top(sim, session, 'taobao.refunds.receive.get', asked);
    expect(answerOf(answer, 'refunds_receive_get')).toMatchObject({
      total_results: 1,
      refunds: { refund: [{ refund_id: id, status: 'WAIT_SELLER_AGREE' }] },
    });
    await sim.call('PUT', '/control/shops', { shopId: '42', platform: 'taobao', appKey: APP.appKey });
    session = String((await granted(sim, '42'))['access_token']);
    const other = await top(sim, session, 'taobao.refund.get', { fields: 'status', refund_id: id });
    expect(errorOf(other)).toEqual([15, 'isv.refund-not-exist']);
    const none = await top(sim, session, 'taobao.refunds.receive.get', asked);
    expect(answerOf(none, 'refunds_receive_get')).toMatchObject({ total_results: 0 });
  });
});
