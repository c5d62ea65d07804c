import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { WeimobPushDoor } from './push.js';

const door = new WeimobPushDoor('tenant01-0123456789ABCDEF');
const path = '/callbacks/weimob/tenant01-0123456789ABCDEF';
const push = (msgBody: unknown, more: object = {}): string =>
  JSON.stringify({
    id: 'p-1',
    topic: 'weimob_shop.order',
    event: 'statusUpdate',
    bosId: 4021792237678,
    sign: 'whatever',
    msgBody,
    ...more,
  });
const admit = (text: string, at = path) => door.admit({ path: at, body: Buffer.from(text) });
const hint = { vendorShopId: '4021792237678', platformOrderId: '4714323456789012345' };

describe('a Weimob push', () => {
  it('is let in by its URL, which is the secret, and known again by its id', () => {
    expect(admit(push('{}'))).toEqual({ kind: 'accepted', dedupeKey: 'p-1' });
    expect(admit(push('{}', { id: undefined }))).toEqual(admit(push('{}', { id: undefined })));
    for (const other of ['/callbacks/weimob/tenant01-0', `${path}/x`, '/']) {
      expect(admit(push('{}'), other)).toMatchObject({ kind: 'refused', reason: 'signature' });
    }
    expect(admit('[]')).toMatchObject({ kind: 'refused', reason: 'encoding' });
    expect(door.accepted.body).toBe('{"code":{"errcode":"0","errmsg":"success"}}');
  });

  it.each([true, 'true'])('is only answered when it is a test: %j', (test) => {
    expect(admit(push('{}', { test }))).toEqual({ kind: 'probe', answer: door.accepted });
  });

  it('names shop and order exactly', () => {
    const body = '{"orderNo":4714323456789012345,"orderStatus":3}';
    expect(door.read(push(body))).toEqual({ hints: [hint], unmapped: [] });
  });

  it('names the case with its order', () => {
    const body = '{"orderNo":4714323456789012345,"rightsId":7311111111111111111}';
    expect(door.read(push(body, { topic: 'weimob_shop.rights' }))).toEqual({
      hints: [{ ...hint, afterSale: { platformAfterSaleId: '7311111111111111111' } }],
      unmapped: [],
    });
  });

  it('keeps what it does not know and what names nothing', () => {
    expect(door.read(push('{}', { topic: 'weimob_shop.goods' })).unmapped).toEqual([
      { what: 'push-tag', value: 'weimob_shop.goods' },
    ]);
    for (const body of ['{}', 'broken', {}, '{"orderNo":0}']) {
      expect(door.read(push(body)).unmapped).toEqual([{ what: 'push-body', value: 'weimob_shop.order' }]);
    }
    expect(door.read('1').unmapped).toEqual([{ what: 'push-body', value: 'not an object' }]);
  });

  it('never throws, whatever is pushed', () => {
    const anything = fc.oneof(
      fc.string(),
      fc.json(),
      fc.jsonValue().map((body) => push(body)),
    );
    fc.assert(
      fc.property(anything, (body) => {
        door.read(body);
        admit(body);
      }),
    );
  });
});
