import { describe, expect, it } from '@jest/globals';
import { XiaohongshuPushDoor } from './push.js';
import { signPush } from './signature.js';

const app = { appId: 'app-demo', appSecret: 'sec-demo' };
const door = new XiaohongshuPushDoor(app);
const PATH = '/callbacks/xiaohongshu/c-1';

function admit(body: string | Buffer, { query = '', headers = {} } = {}) {
  const given = { path: PATH, query: new URLSearchParams(query), timestamp: '1700000000' };
  return door.admit({
    ...given,
    method: 'POST',
    headers: { 'app-key': app.appId, timestamp: '1700000000', sign: signPush(app, given), ...headers },
    body: Buffer.from(body),
  });
}

const push = (msgTag: string, data: unknown) =>
  JSON.stringify([{ msgTag, sellerId: 's-1', data: JSON.stringify(data) }]);
const CASE = { returnsId: 'R1', orderId: 'P1', returnType: 1, refundFee: 12.5, updateTime: 1700000000123 };

describe('a Xiaohongshu push', () => {
  it('is refused without a proof over path, query, key and time', () => {
    const body = push('msg_fulfillment_status_change', { orderId: 'P1', updateTime: 1 });
    expect(admit(body)).toMatchObject({ kind: 'accepted' });
    expect(admit(body, { query: 'shop=9' })).toMatchObject({ kind: 'accepted' });
    for (const headers of [{ sign: '0'.repeat(32) }, { sign: undefined }, { timestamp: '1700000001' }]) {
      expect(admit(body, { headers })).toMatchObject({ kind: 'refused', reason: 'signature' });
    }
    expect(admit(body, { headers: { 'app-key': 'other' } })).toMatchObject({
      kind: 'refused',
      reason: 'app',
    });
    expect(admit(Buffer.from([0x5b, 0xff, 0x5d]))).toMatchObject({ kind: 'refused', reason: 'encoding' });
  });

  it('is known again by tag, id and time, which is all the platform gives', () => {
    const one = admit(push('msg_after_sale_update', CASE));
    expect(one).toEqual({ kind: 'accepted', dedupeKey: 's-1/msg_after_sale_update/R1/1700000000123' });
    expect(admit(push('msg_after_sale_update', { ...CASE, refundFee: 12.6 }))).toEqual(one);
    expect(admit(push('msg_after_sale_update', { ...CASE, updateTime: 1700000000124 }))).not.toEqual(one);
    expect(admit(push('msg_after_sale_closed', CASE))).not.toEqual(one);
    const untimed = push('msg_after_sale_update', { returnsId: 'R1' });
    expect(admit(untimed)).toEqual(admit(untimed));
  });

  it('is only answered when it is the check of a saved URL, signed or not', () => {
    const answer = { status: 200, body: '{"success":true,"error_code":0,"error_msg":""}' };
    expect(admit('{"test":true}')).toMatchObject({ kind: 'probe', answer });
    expect(admit('{"test":true}', { headers: { sign: undefined } })).toMatchObject({ kind: 'probe' });
    expect(door.accepted).toMatchObject(answer);
  });

  it('names the shop, the order and the case it is about', () => {
    expect(door.read(push('msg_fulfillment_receiver_change', { orderId: 'P1' })).hints).toEqual([
      { vendorShopId: 's-1', platformOrderId: 'P1' },
    ]);
    expect(door.read(push('msg_after_sale_create', CASE))).toEqual({
      hints: [{ vendorShopId: 's-1', platformOrderId: 'P1', afterSale: { platformAfterSaleId: 'R1' } }],
      unmapped: [],
    });
  });

  it('keeps ids of more than 53 bits as they are', () => {
    const body =
      '[{"msgTag":"msg_fulfillment_status_change","sellerId":4714323456789012345,"data":"{\\"orderId\\":9007199254740993}"}]';
    expect(door.read(body).hints).toEqual([
      { vendorShopId: '4714323456789012345', platformOrderId: '9007199254740993' },
    ]);
  });

  it('counts what it does not know, still asks for what that names, and never throws', () => {
    expect(door.read(push('msg_item_create', { orderId: 'P1' }))).toEqual({
      hints: [{ vendorShopId: 's-1', platformOrderId: 'P1' }],
      unmapped: [{ what: 'push-tag', value: 'msg_item_create' }],
    });
    expect(door.read(push('msg_after_sale_create', {})).unmapped).toEqual([
      { what: 'push-body', value: 'msg_after_sale_create' },
    ]);
    for (const body of ['', 'null', '{}', '[null,1]', '[{"data":"{"}]', '"x"']) door.read(body);
    expect(door.read('broken').unmapped).toEqual([{ what: 'push-body', value: 'not an array' }]);
  });
});
