import { readFileSync } from 'node:fs';
import { fromShanghai } from '@cartrail/kernel';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bookingStatuses, type PushedBooking } from '../booking.js';
import { MalformedCallback } from '../errors.js';
import type { RawCallback } from '../port.js';
import { bookingStatusTable, toBookingStatus } from './booking-status-table.js';
import { depponCallbacks as callbacks } from './callback.js';

const fixture = (name: string): string =>
  JSON.stringify(JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8')));

const form = (params: string): RawCallback => ({
  headers: {},
  body: Buffer.from(new URLSearchParams({ companyCode: 'EWBSAMPLE', params }).toString()),
});
const json = (params: string): RawCallback => ({
  headers: {},
  body: Buffer.from(JSON.stringify({ params })),
});
const bookingIn = (params: string): PushedBooking | undefined => callbacks.parse(form(params)).bookings[0];

const traces = fixture('push-traces');
const order = fixture('push-order-courier');

describe('Deppon pushes of parcels', () => {
  it.each([
    ['a form', form(traces)],
    ['JSON', json(traces)],
  ])('are read from %s, in the order of time, and are no whole history', (_how, raw) => {
    expect(callbacks.verify(raw)).toBe(true);
    expect(callbacks.read(raw)).toEqual({ kind: 'accepted', content: callbacks.parse(raw) });
    expect(callbacks.parse(raw)).toMatchObject({
      kind: 'trace',
      bookings: [],
      unreadable: [],
      reports: [
        {
          provider: 'deppon',
          number: 'DPK000000000001',
          carrier: 'DBL',
          carrierCode: 'DEPPON',
          fullHistory: false,
          scans: [
            { occurredAt: fromShanghai('2025-01-01 20:00:00'), status: 'PICKED_UP', place: '金华市' },
            { status: 'IN_TRANSIT' },
            { status: 'IN_TRANSIT' },
            { status: 'OUT_FOR_DELIVERY', placeParts: { city: '杭州市', site: '杭州某营业部' } },
          ],
        },
        { number: 'DPK000000000001', carrier: 'DBLKY' },
      ],
    });
  });

  it.each([traces, order])('are read from params alone, also behind a byte order mark: %#', (params) => {
    for (const lead of ['', '\uFEFF\r\n']) {
      const alone = { headers: {}, body: Buffer.from(lead + params) };
      expect(callbacks.verify(alone)).toBe(true);
      expect(callbacks.read(alone)).toEqual(callbacks.read(form(params)));
    }
  });

  it('tell of several parcels, name what names none, and lose no neighbour of it', () => {
    const [one] = (JSON.parse(traces) as { track_list: object[] }).track_list;
    const other = { ...one, tracking_number: 'DPK000000000002' };
    const all = JSON.stringify({ track_list: [one, { ...one, tracking_number: '' }, null, other] });
    const { reports, unreadable } = callbacks.parse(form(all));
    expect(new Set(reports.map(({ number }) => number))).toEqual(
      new Set(['DPK000000000001', 'DPK000000000002']),
    );
    expect(unreadable).toEqual(['track_list[1] names no waybill', 'track_list[2] names no waybill']);
  });

  it('keep a code nobody mapped, and a number beyond 2^53 digit by digit', () => {
    const [unknown] = callbacks.parse(form(fixture('push-traces-unknown-code'))).reports;
    expect(unknown?.scans).toMatchObject([{ code: 'ROBOT', status: 'UNKNOWN' }]);
    const long = traces.replace('"DPK000000000001"', '9007199254740993123');
    expect(callbacks.parse(form(long)).reports[0]?.number).toBe('9007199254740993123');
  });
});

describe('Deppon pushes of orders', () => {
  it.each([
    ['a form', form(order)],
    ['JSON', json(order)],
  ])('name the booking as it was made, its parcel and the phone of its courier, from %s', (_how, raw) => {
    expect(callbacks.parse(raw)).toEqual({
      kind: 'order',
      reports: [],
      bookings: [
        {
          provider: 'deppon',
          bookingId: 'SAMP01k4p0s8e7f6g5h4j3k2m1n0pq',
          providerOrderId: 'DPK000000000001',
          status: 'courier_assigned',
          code: 'RECEIPTING',
          number: 'DPK000000000001',
          carrier: 'DBL',
          carrierCode: 'DEPPON',
          courier: { phone: '13000000000' },
          fees: [],
        },
      ],
      unreadable: [],
    });
  });

  // The words leave with an event; whom they name is told as a courier, or not at all.
  it('repeat no phone in their words, and no words that name a courier', () => {
    expect(bookingIn(fixture('push-order-failed'))).toMatchObject({
      status: 'pickup_failed',
      text: '客户…取消寄货',
      courier: undefined,
      number: undefined,
    });
    expect(bookingIn(order)?.text).toBeUndefined();
    for (const no of ['0571-88888888', '6213000000000', '1300000000099'])
      expect(bookingIn(order.replace('13000000000', no))?.courier).toBeUndefined();
  });

  it('name the master of several pieces', () => {
    const several = order.replace('"DPK000000000001"', '"DPK000000000001,DPK000000000002"');
    expect(bookingIn(several)?.number).toBe('DPK000000000001');
  });

  it.each([
    ['accepted', 'SHOUTCAR'],
    ['courier_assigned', 'RECEIPTING'],
    ['picked_up', 'GOT'],
    ['pickup_failed', 'FAILGOT'],
    ['cancelled_by_carrier', 'CANCEL INVALID'],
    ['delivered', 'SIGNSUCCESS'],
    ['UNKNOWN', 'SIGNFAILED GOBACK ROBOTCAR got __proto__'],
  ])('say %s by %s', (status, codes) => {
    expect(codes.split(' ').map(toBookingStatus)).toEqual(codes.split(' ').map(() => status));
  });

  it('say only what may happen to a booking', () => {
    const known = new Set<string>(bookingStatuses);
    expect([...bookingStatusTable.values()].every((status) => known.has(status))).toBe(true);
  });
});

describe('Deppon pushes', () => {
  it.each([
    ['of another kind', form('{"mailNo":"DPK000000000001"}')],
    ['without params', { headers: {}, body: Buffer.from('data={"track_list":[]}') }],
    ['empty', { headers: {}, body: Buffer.alloc(0) }],
    ['broken JSON', { headers: {}, body: Buffer.from('{"params":') }],
    ['no text', { headers: {}, body: Buffer.from([0xff, 0xfe, 0x00, 0x25]) }],
  ])('are refused where they are %s', (_what, raw) => {
    expect(callbacks.verify(raw)).toBe(false);
    expect(callbacks.read(raw)).toEqual({ kind: 'forged' });
    expect(() => callbacks.parse(raw)).toThrow(MalformedCallback);
  });

  it.each([
    ['broken JSON', '{"track_list":['],
    ['a list', '["track_list"]'],
    ['no list of parcels', '{"track_list":{}}'],
    ['an order without its name', order.replace('SAMP01k4p0s8e7f6g5h4j3k2m1n0pq', '')],
    ['an order without its state', order.replace('RECEIPTING', '')],
    ['deep nesting', `{"track_list":${'['.repeat(50_000)}`],
  ])('are malformed where params is %s', (_what, params) => {
    expect(callbacks.verify(form(params))).toBe(true);
    expect(callbacks.read(form(params))).toMatchObject({ kind: 'malformed' });
  });

  it('never throw on bytes of any kind', () => {
    const read = (raw: RawCallback): string => callbacks.read(raw).kind;
    fc.assert(fc.property(fc.uint8Array(), (bytes) => void read({ headers: {}, body: Buffer.from(bytes) })));
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        read(form(JSON.stringify({ track_list: one })));
        read(form(JSON.stringify({ track_list: [{ tracking_number: one, trace_list: other }] })));
        read(form(JSON.stringify({ statusType: one, logisticID: other, comments: one })));
      }),
    );
  });

  it('are acknowledged byte for byte as documented, and refused with 200 as well', () => {
    expect(callbacks.ack(true)).toEqual({
      status: 200,
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: '{"success":true,"error_code":"1000","error_msg":"成功","result":true}',
    });
    expect(callbacks.ack(false, '无法识别')).toMatchObject({
      status: 200,
      body: '{"success":false,"error_code":"2006","error_msg":"无法识别","result":false}',
    });
  });
});
