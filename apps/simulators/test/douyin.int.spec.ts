import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { douyin, token } from './douyin-client.js';
import { Running, type Json } from './running.js';

const MINUTE = 60_000;
const DAY = 86_400_000;
let sim: Running;
let access: string;

beforeEach(async () => {
  sim = await Running.start();
  access = (await token(sim)).access;
});
afterEach(() => sim.stop());

const seconds = (ms: number): string => String(Math.floor(ms / 1000));
const codes = (json: Json): unknown[] => [json['code'], json['sub_code']];

describe('the gate', () => {
  it.each(['md5', 'hmac-sha256'] as const)('admits a call signed with %s', async (method) => {
    const { json } = await douyin(sim, '/order/logisticsCompanyList', {}, { token: access, method });
    expect(json['code']).toBe(10000);
    expect((json['data'] as Json[]).map((one) => one['code'])).toContain('jtexpress');
  });

  it('admits a call sent as form fields', async () => {
    const { json } = await douyin(sim, '/order/searchList', { page: 0 }, { token: access, asForm: true });
    expect(json['code']).toBe(10000);
  });

  it('refuses a wrong secret with 40003 isv.signature-invalid', async () => {
    const { status, json } = await douyin(sim, '/order/searchList', {}, { token: access, secret: 'guess' });
    expect(status).toBe(200);
    expect(codes(json)).toEqual([40003, 'isv.signature-invalid']);
  });

  it('refuses a timestamp 11 minutes off and takes one 9 minutes off', async () => {
    const at = (minutes: number): string => seconds(Date.now() - minutes * MINUTE);
    const stale = await douyin(sim, '/order/searchList', {}, { token: access, timestamp: at(11) });
    expect(codes(stale.json)).toEqual([40003, 'isv.timestamp-invalid']);
    const fresh = await douyin(sim, '/order/searchList', {}, { token: access, timestamp: at(9) });
    expect(fresh.json['code']).toBe(10000);
  });

  it('judges the timestamp by the simulated clock as well as by the machine', async () => {
    await sim.advance(2 * DAY);
    for (const now of [Date.now(), Date.now() + 2 * DAY]) {
      const { json } = await douyin(sim, '/order/searchList', {}, { token: access, timestamp: seconds(now) });
      expect(json['code']).toBe(10000);
    }
    const between = seconds(Date.now() + DAY);
    const { json } = await douyin(sim, '/order/searchList', {}, { token: access, timestamp: between });
    expect(json['sub_code']).toBe('isv.timestamp-invalid');
  });

  it('refuses a missing, an unknown and an expired token, each by its name', async () => {
    const none = await douyin(sim, '/order/searchList', {});
    expect(codes(none.json)).toEqual([40001, 'isv.access-token-missing']);
    const unknown = await douyin(sim, '/order/searchList', {}, { token: 'nobody' });
    expect(codes(unknown.json)).toEqual([40003, 'isv.access-token-no-existed']);
    await sim.call('POST', '/control/tokens/expire', { shopId: '1000000001' });
    const expired = await douyin(sim, '/order/searchList', {}, { token: access });
    expect(codes(expired.json)).toEqual([40003, 'isv.access-token-expired']);
  });

  it('refuses the second of two refreshes at once with 50002 and 31012', async () => {
    const { refresh } = await token(sim);
    const ask = (): Promise<{ json: Json }> =>
      douyin(sim, '/token/refresh', { grant_type: 'refresh_token', refresh_token: refresh });
    const both = await Promise.all([ask(), ask()]);
    const found = both.map(({ json }) => json['sub_code']).sort();
    expect(found).toEqual(['', 'isv.business-failed:31012']);
  });

  it('answers 60000 isv.traffic-limited while throttled', async () => {
    await sim.call('POST', '/control/faults', { target: 'douyin', name: 'throttled', times: 1 });
    const limited = await douyin(sim, '/order/searchList', {}, { token: access });
    expect(codes(limited.json)).toEqual([60000, 'isv.traffic-limited']);
    expect((await douyin(sim, '/order/searchList', {}, { token: access })).json['code']).toBe(10000);
  });
});

describe('orders', () => {
  it('pages from 0 and filters by update time', async () => {
    const ids = [await sim.order(), await sim.order(), await sim.order()];
    const list = async (params: Json): Promise<Json> =>
      (await douyin(sim, '/order/searchList', params, { token: access })).json['data'] as Json;
    const rows = (data: Json): unknown[] => (data['shop_order_list'] as Json[]).map((one) => one['order_id']);
    const asc = { order_by: 'update_time', order_asc: true, size: 2 };
    expect(rows(await list({ ...asc, page: 0 }))).toEqual(ids.slice(0, 2));
    expect(rows(await list({ ...asc, page: 1 }))).toEqual(ids.slice(2));
    const later = Math.floor(Date.now() / 1000) + 5;
    expect((await list({ update_time_start: later }))['total']).toBe(0);
  });

  it('gives ids beyond 2^53 as text and their int64 twins as exact numbers', async () => {
    const id = await sim.order();
    const { text, json } = await douyin(sim, '/order/orderDetail', { shop_order_id: id }, { token: access });
    const order = (json['data'] as { shop_order_detail: Json }).shop_order_detail;
    expect(order['order_id']).toBe(id);
    expect(BigInt(id) > 2n ** 53n).toBe(true);
    const line = (order['sku_order_list'] as Json[])[0] ?? {};
    expect(text).toContain(`"product_id":${String(line['product_id_str'])},`);
    expect(order['order_amount']).toBe(11_980);
    expect(order['post_receiver']).toBe('');
  });

  it('decrypts only with the order the ciphertext belongs to, and gives a virtual number', async () => {
    const [mine, other] = [await sim.order(), await sim.order()];
    const detail = await douyin(sim, '/order/orderDetail', { shop_order_id: mine }, { token: access });
    const order = (detail.json['data'] as { shop_order_detail: Json }).shop_order_detail;
    const cipher = order['encrypt_post_tel'];
    const infos = [mine, other].map((auth_id) => ({ auth_id, cipher_text: cipher }));
    const { json } = await douyin(sim, '/order/batchDecrypt', { cipher_infos: infos }, { token: access });
    const [right, wrong] = (json['data'] as { decrypt_infos: Json[] }).decrypt_infos;
    expect(right).toMatchObject({ err_no: 0, is_virtual_tel: true, data_type: 3 });
    expect(right?.['decrypt_text']).toMatch(/^184\d{8}-\d{4}$/);
    expect(wrong?.['err_no']).not.toBe(0);
  });

  it('refuses to ship twice, and to change the address of what is shipped', async () => {
    const id = await sim.order();
    await sim.shipped(id);
    expect((await sim.call('POST', `/control/orders/${id}/ship`, { parcels: [{}] })).status).toBe(409);
    const moved = await sim.call('POST', `/control/orders/${id}/address`, { region: '110100' });
    expect(moved.json).toMatchObject({ status: 409, code: 'sim/wrong-state' });
  });

  it('names the member of a request that is wrong', async () => {
    const { status, json } = await sim.call('POST', '/control/orders', {
      shopId: '1000000001',
      orders: [{ lines: [{}] }],
    });
    expect(status).toBe(400);
    expect((json['errors'] as Json[]).map((one) => one['pointer'])).toContain('/orders/0/lines/0/skuCode');
  });
});
