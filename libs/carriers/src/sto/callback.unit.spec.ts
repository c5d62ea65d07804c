import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MalformedCallback } from '../errors.js';
import type { CallbackContent, RawCallback } from '../port.js';
import { StoCallbacks } from './callback.js';

const callbacks = new StoCallbacks();

const fixture = (name: string): string =>
  JSON.stringify(JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8')));

const raw = (body: string): RawCallback => ({ headers: {}, body: Buffer.from(body) });
const form = (content: string): RawCallback => raw(new URLSearchParams({ content }).toString());
const parsed = (name: string): CallbackContent => callbacks.parse(form(fixture(name)));

const delivering = fixture('push-delivering');

describe('STO pushes of traces', () => {
  it.each([
    ['a form', form(delivering)],
    ['a body that is the content', raw(delivering)],
    ['JSON with the content as text', raw(JSON.stringify({ content: delivering }))],
  ])('tell one event from %s', (_how, push) => {
    expect(callbacks.read(push)).toEqual({
      kind: 'accepted',
      content: {
        kind: 'trace',
        bookings: [],
        unreadable: [],
        reports: [
          {
            provider: 'sto',
            number: '777000000000001',
            carrier: 'STO',
            carrierCode: 'STO',
            fullHistory: false,
            echo: 'RB-1',
            courier: { name: '李四', phone: '13000000000' },
            unreadable: [],
            scans: [
              {
                provider: 'sto',
                occurredAt: Date.UTC(2025, 0, 2, 1, 58),
                occurredText: '2025-01-02 09:58:00',
                code: '派件',
                text: '【浙江杭州余杭公司】的派件员正在派件',
                place: '杭州市',
                placeParts: { province: '浙江省', city: '杭州市', site: '浙江杭州余杭公司' },
                courier: { name: '李四', phone: '13000000000' },
                status: 'OUT_FOR_DELIVERY',
                order: 0,
              },
            ],
          },
        ],
      },
    });
  });

  it('are read from content alone behind a byte order mark and an empty line', () => {
    const led = { headers: {}, body: Buffer.from(`\uFEFF\r\n${delivering}`) };
    expect(callbacks.verify(led)).toBe(true);
    expect(callbacks.read(led)).toEqual(callbacks.read(form(delivering)));
  });

  it('say what the trouble is, and read a time that says it is of Shanghai', () => {
    expect(parsed('push-trouble').reports).toMatchObject([
      { note: '客户不在', courier: undefined, scans: [{ status: 'EXCEPTION' }], unreadable: [] },
    ]);
  });

  it.each(['', '8', '08', '+8', '+08', '+08:00', '+0800', 'GMT+8', 'UTC+08:00', 'Asia/Shanghai'])(
    'place a time in Shanghai with tz %j',
    (tz) => {
      const push = callbacks.parse(form(delivering.replace('"tz":""', `"tz":"${tz}"`)));
      expect(push.reports[0]?.scans[0]?.occurredAt).toBe(Date.UTC(2025, 0, 2, 1, 58));
    },
  );

  it.each(['9', '-8', '+08:30', 'America/New_York'])(
    'place no time that is of elsewhere, with tz %j',
    (tz) => {
      const push = callbacks.parse(form(delivering.replace('"tz":""', `"tz":"${tz}"`)));
      expect(push.reports).toMatchObject([{ scans: [], unreadable: [{ code: '派件' }] }]);
    },
  );

  it('keep a code that nobody mapped, and a number beyond 2^53 digit by digit', () => {
    expect(parsed('push-unknown-code').reports).toMatchObject([
      { scans: [{ code: 'MOT_TRANSIT', status: 'UNKNOWN' }] },
    ]);
    const long = callbacks.parse(form(delivering.replace('"777000000000001"', '9007199254740993123')));
    expect(long.reports[0]?.number).toBe('9007199254740993123');
  });

  it('count an event that names no waybill', () => {
    expect(callbacks.parse(form(delivering.replace('777000000000001', '')))).toMatchObject({
      reports: [],
      unreadable: ['content names no waybill'],
    });
  });
});

describe('STO pushes of orders', () => {
  it('name the order, its courier and its number, which a cancellation prefers', () => {
    expect(parsed('push-order-assigned')).toEqual({
      kind: 'order',
      reports: [],
      unreadable: [],
      bookings: [
        {
          provider: 'sto',
          bookingId: 'RB-1',
          providerOrderId: '777000000000001',
          status: 'courier_assigned',
          code: '2',
          number: '777000000000001',
          carrier: 'STO',
          courier: { name: '王五', phone: '13000000000' },
          fees: [],
        },
      ],
    });
  });

  it.each([
    ['push-order-completed', 'picked_up', '5', undefined],
    ['push-order-cancelled', 'cancelled_by_carrier', 'ORDER_CANCEL_NOTIFY', '客户取消'],
    [
      'push-order-rebooked',
      'accepted',
      'ORDER_UPDATE_FETCHTIME_NOTIFY',
      '客户改约 2025-01-02 09:00:00 – 2025-01-02 11:00:00',
    ],
    ['push-order-returned', 'rejected', 'ORDER_RETURN_NOTIFY', '超出服务范围'],
    ['push-order-unknown-code', 'UNKNOWN', '9', undefined],
  ])('read %s', (name, status, code, text) => {
    expect(parsed(name).bookings).toMatchObject([{ bookingId: 'RB-1', status, code, text }]);
  });

  it('keep an event that nobody knows', () => {
    const other = fixture('push-order-cancelled').replace('ORDER_CANCEL_NOTIFY', 'ORDER_ELSEWHERE');
    expect(callbacks.parse(form(other)).bookings).toMatchObject([
      { status: 'UNKNOWN', code: 'ORDER_ELSEWHERE' },
    ]);
  });

  it('tell the settlement weight of a parcel whose order they do not name', () => {
    expect(parsed('push-settle-weight')).toEqual({
      kind: 'weight',
      reports: [],
      bookings: [
        {
          provider: 'sto',
          number: '777000000000001',
          status: 'weight_changed',
          code: 'SettleWeight',
          carrier: 'STO',
          weightGrams: 1_500,
          fees: [],
        },
      ],
      unreadable: [],
    });
  });

  it.each([
    ['no parcel', '"777000000000001"', '""'],
    ['a weight that is no whole gram', '"1.50"', '"1.5kg"'],
  ])('leave a settlement weight of %s to a person', (_what, written, instead) => {
    const push = fixture('push-settle-weight').replace(written, instead);
    expect(callbacks.parse(form(push))).toMatchObject({
      bookings: [],
      unreadable: ['a settlement weight names no waybill, or no whole gram'],
    });
  });

  it('say nothing of a parcel that was not weighed', () => {
    const push = fixture('push-settle-weight').replace('"1.50"', '"0.00"');
    const ignored = ['a settlement weight of nothing'];
    expect(callbacks.parse(form(push))).toMatchObject({ bookings: [], unreadable: [], ignored });
  });
});

describe('what STO pushes', () => {
  it.each([
    ['an empty body', ''],
    ['another form', 'data={"trace":{}}'],
    ['another content', 'content={"waybillNo":"1"}'],
    ['another JSON', '{"waybillNo":"1"}'],
    ['a list', '["trace"]'],
    ['a page', '<html>"trace"</html>'],
  ])('is not taken for it: %s', (_what, body) => {
    expect(callbacks.verify(raw(body))).toBe(false);
    expect(callbacks.read(raw(body))).toEqual({ kind: 'forged' });
  });

  it.each([
    ['half a push', '{"waybillNo":"777000000000001","trace":'],
    ['no object', '["trace"]'],
    ['an order without a name', '{"event":"ORDER_CANCEL_NOTIFY","cancelInfo":{"orderId":""}}'],
    ['an event of nothing', '{"event":"ORDER_CANCEL_NOTIFY"}'],
    ['a member that is deeper', '{"more":{"trace":{}}}'],
  ])('is malformed with %s', (_what, content) => {
    expect(callbacks.read(form(content))).toMatchObject({ kind: 'malformed' });
    expect(() => callbacks.parse(form(content))).toThrow(MalformedCallback);
  });

  it('never throws on bytes of any kind', () => {
    const starts = ['', '{"trace":', 'content={"event":'];
    fc.assert(
      fc.property(fc.constantFrom(...starts), fc.uint8Array(), (start, bytes) => {
        callbacks.read({ headers: {}, body: Buffer.concat([Buffer.from(start), bytes]) });
      }),
    );
    fc.assert(fc.property(fc.jsonValue(), (trace) => void callbacks.read(form(JSON.stringify({ trace })))));
  });

  it('is answered byte for byte, and refused with 200 as well', () => {
    expect(callbacks.ack(true)).toEqual({
      status: 200,
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: '{"success":true,"errorCode":"","errorMsg":"","data":null}',
    });
    expect(callbacks.ack(false, 'no')).toMatchObject({
      status: 200,
      body: '{"success":false,"errorCode":"REFUSED","errorMsg":"no","data":null}',
    });
  });
});
