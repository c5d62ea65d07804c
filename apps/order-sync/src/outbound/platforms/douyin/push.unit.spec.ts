import { describe, expect, it } from '@jest/globals';
import { DouyinPushDoor } from './push.js';
import { eventSign } from './signature.js';

const app = { appKey: '7000000000000000001', appSecret: 'demo-secret-0001' };
const door = new DouyinPushDoor(app);
const admit = (text: string, headers = {}) => {
  const body = Buffer.from(text);
  return door.admit({
    headers: { 'app-id': app.appKey, 'event-sign': eventSign(app, body), ...headers },
    body,
  });
};
const push = (tag: string, data: string | object, id = 'm-1') => JSON.stringify([{ tag, msg_id: id, data }]);
const read = (text: string) => door.read(text);

describe('a Douyin push', () => {
  it('is refused with a wrong, missing or foreign proof', () => {
    const body = push('100', '{}');
    expect(admit(body, { 'event-sign': '0'.repeat(32) })).toMatchObject({
      kind: 'refused',
      reason: 'signature',
    });
    expect(admit(body, { 'event-sign': undefined })).toMatchObject({ kind: 'refused', reason: 'signature' });
    expect(admit(body, { 'app-id': '1' })).toMatchObject({ kind: 'refused', reason: 'app' });
  });

  it('is known again by its message id, several in one body by their bytes', () => {
    expect(admit(push('100', '{}'))).toEqual({ kind: 'accepted', dedupeKey: 'm-1' });
    const two = JSON.stringify([
      { tag: '100', msg_id: 'a' },
      { tag: '101', msg_id: 'b' },
    ]);
    expect(admit(two)).toEqual(admit(two));
    expect(admit('not json')).toMatchObject({ kind: 'accepted' });
  });

  it('is only an answer when it is the probe of a saved URL', () => {
    expect(admit('[{"tag":"0","msg_id":"0","data":"2023-11-15 06:13:20"}]')).toMatchObject({
      kind: 'probe',
      answer: door.accepted,
    });
  });

  it('names shop and order exactly, as numbers in text or as an object', () => {
    const hint = { platformOrderId: '4714323456789012345', vendorShopId: '123456' };
    expect(read(push('102', '{"p_id":4714323456789012345,"shop_id":123456}'))).toEqual({
      hints: [hint],
      unmapped: [],
    });
    expect(read(push('206', { p_id: '4714323456789012345', shop_id: 123456 })).hints).toEqual([hint]);
    expect(
      read(push('101', '{"p_id":4714323456789012345,"shop_id":123456,"memo":"say "hi""}')).hints,
    ).toEqual([hint]);
  });

  it('names the case it is about, with the reason no answer need repeat', () => {
    const data =
      '{"p_id":4714323456789012345,"shop_id":123456,"aftersale_id":7311111111111111111,"reason_code":2}';
    expect(read(push('200', data)).hints).toEqual([
      {
        platformOrderId: '4714323456789012345',
        vendorShopId: '123456',
        afterSale: { platformAfterSaleId: '7311111111111111111', reasonCode: '2' },
      },
    ]);
    expect(read(push('208', data.replace('}', ',"memo":"say "hi""}'))).hints[0]?.afterSale).toEqual({
      platformAfterSaleId: '7311111111111111111',
    });
  });

  it('keeps what it does not know, and still asks for the order it names', () => {
    expect(read(push('999', '{"p_id":4714323456789012345,"shop_id":123456}'))).toMatchObject({
      hints: [{ vendorShopId: '123456' }],
      unmapped: [{ what: 'push-tag', value: '999' }],
    });
    expect(read(push('100', '{}')).unmapped).toEqual([{ what: 'push-body', value: '100' }]);
    expect(read('{"no":"array"}').unmapped).toEqual([{ what: 'push-body', value: 'not an array' }]);
    expect(read('broken').unmapped).toEqual([{ what: 'push-body', value: 'not an array' }]);
  });
});
