import { createCipheriv } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { WeChatPushDoor } from './push.js';
import { signatureOf } from './signature.js';

const app = {
  appId: 'wx0123456789abcdef',
  token: 'tok-demo',
  encodingAesKey: '0123456789abcdefghijklmnopqrstuvwxyzABCDEFG',
};
const door = new WeChatPushDoor(app);
const signed = [app.token, '1700000000', 'n-0001'];
const query = (more: Record<string, string>) =>
  new URLSearchParams({ timestamp: '1700000000', nonce: 'n-0001', ...more });

/** As the platform seals: 16 bytes at random, the length, the text, the application; padded to 32. */
function seal(text: string, appId = app.appId): string {
  const key = Buffer.from(`${app.encodingAesKey}=`, 'base64');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(Buffer.byteLength(text));
  const plain = Buffer.concat([Buffer.alloc(16, 'r'), length, Buffer.from(text + appId)]);
  const padding = 32 - (plain.length % 32);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([plain, Buffer.alloc(padding, padding)]);
  return Buffer.concat([cipher.update(padded), cipher.final()]).toString('base64');
}

const pushed = (sealed: string, proof = signatureOf(...signed, sealed)) => ({
  method: 'POST' as const,
  query: query({ encrypt_type: 'aes', signature: signatureOf(...signed), msg_signature: proof }),
  body: Buffer.from(JSON.stringify({ ToUserName: 'gh_demo', Encrypt: sealed })),
});
const plain = (body: string, signature = signatureOf(...signed)) => ({
  method: 'POST' as const,
  query: query({ signature }),
  body: Buffer.from(body),
});

const ORDER =
  '{"CreateTime":1700000000,"Event":"channels_ec_order_pay","order_info":{"order_id":3705115058471208928}}';
const aftersale = (status: string) =>
  `{"CreateTime":1700000001,"Event":"channels_ec_aftersale_update","finder_shop_aftersale_status_update":` +
  `{"status":"${status}","after_sale_order_id":"2000000000000000001","order_id":"3705115058471208928"}}`;

describe('the check of a saved URL', () => {
  const check = (signature: string) =>
    door.admit({ method: 'GET', query: query({ signature, echostr: '7290' }), body: Buffer.alloc(0) });

  it('is answered with the platform’s own text, as it is', () => {
    expect(check(signatureOf(...signed))).toEqual({
      kind: 'probe',
      answer: { status: 200, type: 'text/plain', body: '7290' },
    });
  });

  it('is refused without the proof', () => {
    expect(check('')).toMatchObject({ kind: 'refused', reason: 'signature' });
  });
});

describe('a sealed push', () => {
  it('is accepted, and known again by event, object, time and status', () => {
    expect(door.admit(pushed(seal(ORDER)))).toEqual({
      kind: 'accepted',
      dedupeKey: 'channels_ec_order_pay/3705115058471208928/1700000000/',
    });
    const keys = ['USER_WAIT_RETURN', 'USER_CANCELD'].map((status) =>
      door.admit(pushed(seal(aftersale(status)))),
    );
    expect(keys[0]).not.toEqual(keys[1]);
    expect(door.admit(pushed(seal('{"Event":"of no object"}')))).toMatchObject({ kind: 'accepted' });
  });

  it('is refused when only the proof that leaves out the ciphertext holds', () => {
    const sealed = seal(ORDER);
    expect(door.admit(pushed(sealed, signatureOf(...signed)))).toMatchObject({
      kind: 'refused',
      reason: 'signature',
    });
    expect(door.admit(pushed(sealed, ''))).toMatchObject({ kind: 'refused', reason: 'signature' });
  });

  it('is refused when it was sealed for another application, with another key, or is not one', () => {
    expect(door.admit(pushed(seal(ORDER, 'wx00000000000000ff')))).toMatchObject({ reason: 'app' });
    expect(door.admit(pushed('AAAA'))).toMatchObject({ reason: 'encoding' });
    expect(door.admit({ ...pushed(seal(ORDER)), body: Buffer.from([0xff]) })).toMatchObject({
      reason: 'encoding',
    });
    expect(door.admit({ ...pushed(seal(ORDER)), body: Buffer.from('{"Encrypt":7}') })).toMatchObject({
      reason: 'signature',
    });
  });

  it('is acknowledged in the platform’s word', () => {
    expect(door.accepted).toEqual({ status: 200, type: 'text/plain', body: 'success' });
  });
});

describe('a plain push', () => {
  it('is accepted with its signature and refused without', () => {
    expect(door.admit(plain(ORDER))).toMatchObject({
      kind: 'accepted',
      dedupeKey: 'channels_ec_order_pay/3705115058471208928/1700000000/',
    });
    expect(door.admit(plain(ORDER, '0'.repeat(40)))).toMatchObject({ reason: 'signature' });
  });
});

describe('what a push says', () => {
  const hint = { vendorShopId: app.appId, platformOrderId: '3705115058471208928' };
  const stored = (text: string) => JSON.stringify({ ToUserName: 'gh_demo', Encrypt: seal(text) });

  it('is the order to the last digit of its number, sealed or plain', () => {
    expect(door.read(stored(ORDER))).toEqual({ hints: [hint], unmapped: [] });
    expect(door.read(ORDER)).toEqual({ hints: [hint], unmapped: [] });
  });

  it('is the case with its order', () => {
    expect(door.read(stored(aftersale('USER_WAIT_RETURN')))).toEqual({
      hints: [{ ...hint, afterSale: { platformAfterSaleId: '2000000000000000001' } }],
      unmapped: [],
    });
  });

  it('is the case of a dispute, each state of it anew', () => {
    const complaint = (status: number) =>
      `{"CreateTime":1700000001,"Event":"channels_ec_complaint_update","finder_shop_complaint":{"complaint_status":` +
      `${String(status)},"after_sale_order_id":"2000000000000000001","complaint_id":"1","order_id":"3705115058471208928"}}`;
    expect(door.read(stored(complaint(100))).hints).toEqual([
      { ...hint, afterSale: { platformAfterSaleId: '2000000000000000001' } },
    ]);
    expect(door.admit(plain(complaint(100)))).not.toEqual(door.admit(plain(complaint(101))));
  });

  it('is counted where nothing is known of it, and never thrown at', () => {
    expect(door.read('{"Event":"channels_ec_tomorrow"}').unmapped).toEqual([
      { what: 'push-tag', value: 'channels_ec_tomorrow' },
    ]);
    expect(door.read('{"Event":"channels_ec_complaint_update"}').unmapped).toEqual([
      { what: 'push-body', value: 'channels_ec_complaint_update' },
    ]);
    expect(door.read('{"Event":"channels_ec_order_pay"}').unmapped).toEqual([
      { what: 'push-body', value: 'channels_ec_order_pay' },
    ]);
    const broken = [{ what: 'push-body', value: 'not an event' }];
    expect(door.read('broken').unmapped).toEqual(broken);
    expect(door.read('[]').unmapped).toEqual(broken);
    expect(door.read('{"Encrypt":"AAAA"}').unmapped).toEqual(broken);
    expect(door.read(JSON.stringify({ Encrypt: seal(ORDER, 'wx00000000000000ff') })).unmapped).toEqual(
      broken,
    );
  });

  it('is nothing where it repeats others or tells of scans', () => {
    expect(door.read('{"Event":"product_order_status_update"}')).toEqual({ hints: [], unmapped: [] });
    expect(door.read('{"Event":"ewaybill_push_path"}')).toEqual({ hints: [], unmapped: [] });
  });
});
