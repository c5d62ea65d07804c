import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { account, fixture, pushOf } from '../../test/scripted-kuaidi100.js';
import { MalformedCallback } from '../errors.js';
import type { RawCallback } from '../port.js';
import { Kuaidi100Callbacks } from './callback.js';

const callbacks = new Kuaidi100Callbacks(account.salt);
const order = fixture('callback-picked-up');

describe('Kuaidi100 callbacks', () => {
  it('reads both kinds from one URL, told apart by what was signed', () => {
    expect(callbacks.read(pushOf(fixture('push-polling'), {}))).toMatchObject({
      kind: 'accepted',
      content: { kind: 'polling', reports: [{ number: 'YT1234567890123' }], bookings: [], unreadable: [] },
    });
    expect(callbacks.read(pushOf(order, { taskId: 'T-1' }))).toMatchObject({
      kind: 'accepted',
      content: {
        kind: 'order',
        reports: [],
        bookings: [{ bookingId: 'T-1', status: 'picked_up' }],
        unreadable: [],
      },
    });
  });

  it('does not let the unsigned task id make a booking of a track push', () => {
    expect(callbacks.parse(pushOf(fixture('push-polling'), { taskId: 'T-1' })).bookings).toEqual([]);
  });

  it('takes plus signs and escapes as a form means them', () => {
    const context = '满100%25减 a+b&c=d';
    const param = fixture('push-polling').replace('【杭州市】派件中', context);
    expect(callbacks.parse(pushOf(param, {})).reports[0]?.scans.at(-1)?.text).toBe(context);
  });

  it('reads JSON behind spaces and a byte order mark', () => {
    const { body } = pushOf(order, { taskId: 'T-1', json: true });
    const plain = callbacks.read(pushOf(order, { taskId: 'T-1' }));
    for (const before of [' \n', '\uFEFF', '\uFEFF ', '\n'.repeat(20)]) {
      const raw = { headers: {}, body: Buffer.concat([Buffer.from(before), body]) };
      expect(callbacks.read(raw)).toEqual(plain);
      expect(callbacks.read(pushOf(before + order, { taskId: 'T-1' }))).toEqual(plain);
    }
  });

  it('tells the leg in the country of destination as a parcel of its own number and carrier', () => {
    const { reports, unreadable } = callbacks.parse(pushOf(fixture('push-destination'), {}));
    expect(unreadable).toEqual([]);
    expect(reports).toMatchObject([
      { number: 'EX015142583SG', carrierCode: 'ems', carrier: 'EMS', fullHistory: true },
      { number: 'RX000000001SG', carrierCode: 'speedpost', fullHistory: true, scans: [{ code: '3' }] },
    ]);
  });

  it('takes neither leg of one waybill for its whole history', () => {
    const param = fixture('push-destination')
      .replace('RX000000001SG', 'EX015142583SG')
      .replace('speedpost', 'ems');
    const { reports } = callbacks.parse(pushOf(param, {}));
    expect(reports.map(({ number, fullHistory, scans }) => [number, fullHistory, scans.length])).toEqual([
      ['EX015142583SG', false, 1],
      ['EX015142583SG', false, 1],
    ]);
  });

  it('names what it does not read', () => {
    const push = JSON.parse(fixture('push-polling')) as object;
    const withDestination = JSON.stringify({ ...push, destResult: { nu: 'EX1', data: [] } });
    expect(callbacks.parse(pushOf(withDestination, {})).ignored).toEqual(['destResult is not read']);
    expect(callbacks.parse(pushOf('{"status":"abort","message":"3天查询无记录"}', {}))).toMatchObject({
      kind: 'abort',
      reports: [],
      unreadable: ['lastResult names no waybill'],
    });
    const odd = order.replace('"1.50"', '"1.5 公斤"');
    expect(callbacks.parse(pushOf(odd, { taskId: 'T-1' })).ignored).toEqual(['data.weight is no whole gram']);
  });

  it.each([
    ['a wrong signature', pushOf(order, { taskId: 'T-1', sign: 'F'.repeat(32) })],
    ['no signature', pushOf(order, { taskId: 'T-1', sign: '' })],
    [
      'a changed byte',
      { headers: {}, body: Buffer.from(pushOf(order, {}).body.toString().replace('yuantong', 'shentong')) },
    ],
    ['an empty body', { headers: {}, body: Buffer.alloc(0) }],
    ['broken JSON', { headers: {}, body: Buffer.from('{"param":') }],
    ['bytes that are no text', { headers: {}, body: Buffer.from([0xff, 0xfe, 0x00, 0x25]) }],
  ])('refuses %s before reading it', (_what, raw: RawCallback) => {
    expect(callbacks.verify(raw)).toBe(false);
    expect(callbacks.read(raw)).toEqual({ kind: 'forged' });
  });

  it.each([
    ['no JSON', pushOf('{"data":', { taskId: 'T-1' })],
    ['no object', pushOf('[]', { taskId: 'T-1' })],
    ['neither kind', pushOf('{"status":"200"}', { taskId: 'T-1' })],
    ['an order without task id', pushOf(order, {})],
    [
      'an amount that cannot be read',
      pushOf(fixture('callback-settled').replace('"amount":"8.00"', '"amount":"8.005"'), { taskId: 'T' }),
    ],
    ['deep nesting', pushOf(`{"data":${'['.repeat(50_000)}`, { taskId: 'T-1' })],
  ])('calls a signed callback malformed that has %s', (_what, raw) => {
    if (!callbacks.verify(raw)) throw new Error('not signed');
    expect(callbacks.read(raw)).toMatchObject({ kind: 'malformed' });
    expect(() => callbacks.parse(raw)).toThrow(MalformedCallback);
  });

  it('never throws on bytes of any kind', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => void callbacks.read({ headers: {}, body: Buffer.from(bytes) })),
    );
    fc.assert(fc.property(fc.json(), (param) => void callbacks.read(pushOf(param, { taskId: 'T-1' }))));
    const any = fc.record({ status: fc.anything(), data: fc.object(), lastResult: fc.option(fc.object()) });
    fc.assert(
      fc.property(any, (push) => {
        try {
          JSON.stringify(push);
        } catch {
          return;
        }
        callbacks.read(pushOf(JSON.stringify(push), { taskId: 'T-1' }));
      }),
    );
  });

  it('acknowledges byte for byte as documented, and refuses with 200 as well', () => {
    expect(callbacks.ack(true)).toEqual({
      status: 200,
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: '{"result":true,"returnCode":"200","message":"成功"}',
    });
    expect(callbacks.ack(false, '签名错误')).toMatchObject({
      status: 200,
      body: '{"result":false,"returnCode":"500","message":"签名错误"}',
    });
  });
});
