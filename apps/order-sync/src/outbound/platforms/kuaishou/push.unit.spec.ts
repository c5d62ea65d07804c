import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createCipheriv } from 'node:crypto';
import type { Application } from '../../../application/ports.js';
import { KuaishouPushDoor } from './push.js';

const APP = 'ks700000000000000001';
const KEY = 'MDEyMzQ1Njc4OWFiY2RlZg==';
const SEALED =
  'R+UIrCR7gUIu2GDH5Zi7P7oN8dY/Dmf4ic7F4SvD5DpCnF1KP+2JYLNvpbRJxisSlSVTHm5PHjLTIpHP/OmG7XAnwZ+PCeT861sw9Q2lulyvoC7F' +
  'xTmcF1tO7eR0CUnOHt95gQhezqfiVUXB2lrBgRkxcZQ/l0U+5nzVGHfNaKIuDBfvHN9SVC+2rKUtUCq++RUA6vZXDPaJEnCRmN3vM/XZdfBhhBVo' +
  'MdQt8bjgOEHmQKN3XG6iIDabThDiR3AIgg4PDZSH4N56H7/DAt1feFpnqB7wCL5TPrw8FBDNDAWoQZNBt5xvCKGqAA/XWJNY+6eNxm3lYdHJPjSO' +
  'G03hXIJR9+4sym9QW8FmibL6iDdVeQRmEpfDpnRDlfWG+Jhg';

const doorOf = (messageSecret = KEY): KuaishouPushDoor => {
  const application: Application = {
    connectionId: 'c',
    credentials: { appKey: APP, messageSecret },
    settings: {},
    hosts: {},
    timeoutMs: 1,
  };
  return new KuaishouPushDoor(application);
};
const door = doorOf();

function seal(plain: string | Buffer, key = Buffer.from(KEY, 'base64')): string {
  const cipher = createCipheriv(`aes-${key.length * 8}-cbc`, key, Buffer.alloc(16));
  return Buffer.concat([cipher.update(plain), cipher.final()]).toString('base64');
}

const admit = (body: string, at = door) =>
  at.admit({ method: 'POST', path: '/', query: new URLSearchParams(), headers: {}, body: Buffer.from(body) });
const message = (more: object) =>
  seal(JSON.stringify({ eventId: 'ev-2', userId: 7, appKey: APP, test: false, ...more }));
const aboutRefund = (event: string) =>
  seal(
    `{"eventId":"ev-3","userId":1000000001,"appKey":"${APP}","event":"${event}",` +
      '"info":"{\\"orderId\\":4714323456789012345,\\"refundId\\":4714323456789012399,\\"status\\":10}"}',
  );

describe('a Kuaishou push', () => {
  it('is known by its event and names shop and order, by the sample of the reference', () => {
    expect(admit(SEALED)).toEqual({ kind: 'accepted', dedupeKey: 'ev-1' });
    expect(door.read(SEALED)).toEqual({
      hints: [{ vendorShopId: '1', platformOrderId: '2311500000012345' }],
      unmapped: [],
    });
    expect(door.accepted).toMatchObject({ status: 200, body: '{"result":1}' });
  });

  it.each([16, 24, 32])('is opened with a key of %d bytes', (length) => {
    const key = Buffer.alloc(length, 7);
    const body = seal(JSON.stringify({ eventId: 'ev-9', appKey: APP }), key);
    expect(admit(body, doorOf(key.toString('base64')))).toEqual({ kind: 'accepted', dedupeKey: 'ev-9' });
  });

  it('is refused where our key does not open it', () => {
    const forged = seal(JSON.stringify({ eventId: 'ev-9', appKey: APP }), Buffer.alloc(16, 9));
    for (const body of [forged, SEALED.slice(0, -24), 'not base64!', '', '{"eventId":"ev-9"}']) {
      expect(admit(body)).toMatchObject({ kind: 'refused', reason: 'signature', answer: { status: 403 } });
    }
    expect(admit(SEALED, doorOf('c2hvcnQ='))).toMatchObject({ reason: 'signature' });
  });

  it('is refused when it is another application’s, or no message', () => {
    expect(admit(seal(JSON.stringify({ eventId: 'ev-9', appKey: 'ks1' })))).toMatchObject({ reason: 'app' });
    expect(admit(seal(Buffer.from([0xff, 0xfe])))).toMatchObject({ reason: 'encoding' });
    expect(admit(seal('no message'))).toMatchObject({ reason: 'encoding' });
  });

  it('is only an answer when it is a heartbeat, in the clear or sealed', () => {
    const answer = { status: 200, type: 'application/json', body: '{"result":1}' };
    expect(admit('{"test":true}')).toEqual({ kind: 'probe', answer });
    expect(admit(seal('{"test":true}'))).toEqual({ kind: 'probe', answer });
    expect(admit(message({ test: true, event: 'kwaishop_order_addOrder' }))).toMatchObject({ kind: 'probe' });
  });

  it('about a refund names the case, and its shop by the seller on the outside', () => {
    expect(door.read(aboutRefund('kwaishop_aftersales_updateRefund'))).toEqual({
      hints: [
        {
          vendorShopId: '1000000001',
          platformOrderId: '4714323456789012345',
          afterSale: { platformAfterSaleId: '4714323456789012399' },
        },
      ],
      unmapped: [],
    });
  });

  it('keeps what it does not know, and still asks for the order it names', () => {
    expect(door.read(aboutRefund('kwaishop_something_new'))).toMatchObject({
      hints: [{ platformOrderId: '4714323456789012345' }],
      unmapped: [{ what: 'push-tag', value: 'kwaishop_something_new' }],
    });
    const empty = message({ event: 'kwaishop_order_addOrder', info: 'broken' });
    expect(door.read(empty)).toEqual({
      hints: [],
      unmapped: [{ what: 'push-body', value: 'kwaishop_order_addOrder' }],
    });
  });

  it('without an event id is known by its bytes', () => {
    const body = message({ eventId: undefined });
    expect(admit(body)).toEqual(admit(body));
    expect(admit(body)).not.toEqual(admit(message({ eventId: undefined, userId: 8 })));
  });

  it('never throws, whatever was stored', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json().map(String),
          fc.json().map((text) => seal(text)),
        ),
        (body) => {
          expect(door.read(body).hints.length).toBeLessThanOrEqual(1);
          expect(['accepted', 'probe', 'refused']).toContain(admit(body).kind);
        },
      ),
    );
  });
});
