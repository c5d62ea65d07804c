import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { validDocument } from '../../../../test/mapping-examples.js';
import type { PushSource } from '../../../domain/mapping/document.js';
import type { PushRequest } from '../../../application/ports.js';
import { MappedDoor } from './door.js';

const NOW = 1_700_000_000_000;
const credentials = { pushSecret: 'p-secret', pushToken: 'p-token' };
const given = validDocument('private-mall').sources.push;
if (!given) throw new Error('the example has a push');

const doorOf = (changes: Partial<PushSource> = {}, keys: Record<string, string> = credentials) =>
  new MappedDoor({
    push: { ...given, ...changes },
    credentials: keys,
    shopId: '77',
    clock: { now: () => NOW },
  });

const request = (body: string | Buffer, headers: Record<string, string>): PushRequest => ({
  method: 'POST',
  path: '/callbacks/mapped/x',
  query: new URLSearchParams(),
  headers,
  body: Buffer.from(body),
});

function signed(body: string | Buffer, at = String(NOW / 1_000), secret = 'p-secret'): PushRequest {
  const mac = createHmac('sha256', secret).update(`${at}.`).update(body).digest('hex');
  return request(body, { 'x-mall-signature': `sha256=${mac}`, 'x-mall-time': at });
}

const body =
  '{"shopNo":9007199254740993,"events":[{"eventId":"e1","orderNo":4714323456789012345,"refundNo":"RF-1"}]}';

describe('the push door of a mapped shop', () => {
  it('lets in what is signed over its bytes, and answers as the document says', () => {
    expect(doorOf().admit(signed(body)).kind).toBe('accepted');
    expect(doorOf().accepted).toEqual({ status: 200, type: 'application/json', body: '{"code":0}' });
  });

  it.each([
    ['a body changed by one byte', { ...signed(body), body: Buffer.from(body.replace('e1', 'e2')) }],
    ['another secret', signed(body, undefined, 'other')],
    ['no signature', request(body, {})],
    [
      'another time than the one signed',
      { ...signed(body), headers: { ...signed(body).headers, 'x-mall-time': '1700000001' } },
    ],
  ])('keeps out %s', (_name, pushed) => {
    expect(doorOf().admit(pushed)).toMatchObject({
      kind: 'refused',
      reason: 'signature',
      answer: { status: 401 },
    });
  });

  it('keeps out what was signed long ago, or is signed for later', () => {
    expect(doorOf().admit(signed(body, '1699999699'))).toMatchObject({ kind: 'refused', reason: 'time' });
    expect(doorOf().admit(signed(body, '1700000301'))).toMatchObject({ kind: 'refused', reason: 'time' });
    expect(doorOf().admit(signed(body, '1699999700')).kind).toBe('accepted');
    expect(doorOf().admit(signed(body, ''))).toMatchObject({ kind: 'refused', reason: 'time' });
  });

  it('keeps everything out where the application holds no secret', () => {
    expect(doorOf({}, {}).admit(signed(body, undefined, ''))).toMatchObject({ reason: 'signature' });
    const bearer = { proof: { kind: 'bearer' } } as const;
    expect(doorOf(bearer, {}).admit(request(body, { authorization: 'Bearer ' }))).toMatchObject({
      reason: 'signature',
    });
  });

  it('lets in a bearer of its token, and nobody else', () => {
    const door = doorOf({ proof: { kind: 'bearer' } });
    expect(door.admit(request(body, { authorization: 'Bearer p-token' })).kind).toBe('accepted');
    for (const authorization of ['Bearer p-tokem', 'p-token', 'Bearer p-token '])
      expect(door.admit(request(body, { authorization }))).toMatchObject({
        kind: 'refused',
        reason: 'signature',
      });
  });

  it('keeps out bytes that are no text', () => {
    expect(doorOf().admit(signed(Buffer.from([0xff, 0xfe])))).toMatchObject({
      kind: 'refused',
      reason: 'encoding',
    });
  });

  it('knows a push again by the key its document names, else by its bytes', () => {
    const keyOf = (door: MappedDoor, text: string) => {
      const admission = door.admit(signed(text));
      return admission.kind === 'accepted' ? admission.dedupeKey : undefined;
    };
    const withKey = doorOf({ list: undefined, key: ['$.id'] });
    expect(keyOf(withKey, '{"id":1,"n":1}')).toBe(keyOf(withKey, '{"n":2,"id":1}'));
    expect(keyOf(withKey, '{"n":1}')).not.toBe(keyOf(withKey, '{"n":2}'));
    expect(keyOf(doorOf({ key: undefined }), '{"n":1}')).not.toBe(
      keyOf(doorOf({ key: undefined }), '{"n": 1}'),
    );
  });

  it('reads what to ask for, no digit lost, and whose it is from the whole push or the setting', () => {
    expect(doorOf().read(body).hints).toMatchObject([{ vendorShopId: '9007199254740993' }]);
    const door = doorOf({ shopId: undefined });
    expect(door.read(body)).toEqual({
      hints: [
        {
          vendorShopId: '77',
          platformOrderId: '4714323456789012345',
          afterSale: { platformAfterSaleId: 'RF-1' },
        },
      ],
      unmapped: [],
    });
  });

  it('tells the place where a push names no order, no shop, or no list', () => {
    expect(doorOf({ shopId: 'shopNo' }).read('{"events":[{"orderNo":"1"},{}]}').unmapped).toEqual([
      { what: 'shop', value: 'nothing at shopNo' },
      { what: 'push-body', value: 'nothing at orderNo' },
    ]);
    expect(doorOf().read('{}').unmapped).toEqual([{ what: 'push-body', value: 'no list at events' }]);
    expect(doorOf().read('<xml/>').unmapped).toEqual([{ what: 'push-body', value: 'not JSON' }]);
  });

  it('never throws, whatever it reads', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void doorOf().read(text)));
  });
});
