import { readFileSync } from 'node:fs';
import { fromShanghai } from '@cartrail/kernel';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { PushedBooking } from '../booking.js';
import { MalformedCallback } from '../errors.js';
import type { RawCallback } from '../port.js';
import type { CarrierReport } from '../report.js';
import { JdlCallbacks } from './callback.js';

/** Of an account without couriers: everything that happens, happens to parcels. */
const callbacks = new JdlCallbacks(false);

const fixture = (name: string): string =>
  JSON.stringify(JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8')));
const json = (text: string): RawCallback => ({ headers: {}, body: Buffer.from(text) });
const reportIn = (text: string): CarrierReport | undefined => callbacks.parse(json(text)).reports[0];

const moving = fixture('push-out-for-delivery');

describe('JDL pushes', () => {
  it('tell one node of a parcel, with its place, and no whole history', () => {
    const raw = json(moving);
    expect(callbacks.verify(raw)).toBe(true);
    expect(callbacks.read(raw)).toEqual({ kind: 'accepted', content: callbacks.parse(raw) });
    expect(callbacks.parse(raw)).toEqual({
      kind: 'trace',
      reports: [
        {
          provider: 'jdl',
          number: 'JDVA00000000001',
          carrier: 'JD',
          carrierCode: 'JD',
          scans: [
            {
              provider: 'jdl',
              occurredAt: fromShanghai('2025-01-02 09:58:00'),
              occurredText: '2025-01-02 09:58:00',
              code: '11000',
              text: '正在派送途中',
              place: '杭州市',
              placeParts: {
                province: '浙江省',
                city: '杭州市',
                district: '余杭区',
                site: '杭州某营业部',
              },
              status: 'OUT_FOR_DELIVERY',
              order: 0,
            },
          ],
          unreadable: [],
          fullHistory: false,
        },
      ],
      bookings: [],
      unreadable: [],
    });
  });

  const asForm = new URLSearchParams(JSON.parse(moving) as Record<string, string>).toString();
  it.each([
    ['an object behind a byte order mark and an empty line', `\uFEFF\r\n${moving}`],
    ['an object behind more space than a sender needs', `${' \n'.repeat(20)}${moving}`],
    ['a form', asForm],
  ])('are read from %s', (_what, body) => {
    expect(callbacks.read(json(body))).toEqual(callbacks.read(json(moving)));
  });

  it('say why nobody fetched a parcel', () => {
    const report = reportIn(fixture('push-collection-ended'));
    expect(report).toMatchObject({
      note: '联系不上寄件人',
      scans: [{ code: '200052', status: 'EXCEPTION' }],
    });
  });

  it('keep a code nobody mapped, whatever its stage is, and a node without time apart', () => {
    expect(reportIn(fixture('push-unknown-code'))?.scans).toMatchObject([
      { code: '299999', status: 'UNKNOWN' },
    ]);
    const odd = reportIn(moving.replace('2025-01-02 09:58:00', 'soon'));
    expect(odd).toMatchObject({ scans: [], unreadable: [{ occurredText: 'soon', code: '11000' }] });
  });

  it.each([
    ['9007199254740993123', '"JDVA00000000001"', '9007199254740993123'],
    ['a piece', 'JDVA00000000001', 'JDVA00000000001-1-2-'],
    ['small letters', 'JDVA00000000001', ' jdva00000000001 '],
  ])('name the parcel by its number: %s', (what, from, to) => {
    const number = what.startsWith('9') ? what : 'JDVA00000000001';
    expect(reportIn(moving.replace(from, to))?.number).toBe(number);
  });

  it('fall back on the province and the site for a place', () => {
    const noCity = moving.replace('杭州市', '');
    expect(reportIn(noCity)?.scans[0]?.place).toBe('浙江省');
    expect(reportIn(noCity.replace('浙江省', ''))?.scans[0]?.place).toBe('杭州某营业部');
  });

  it('name what names no waybill', () => {
    const nobody = callbacks.parse(json(moving.replace('JDVA00000000001', '')));
    expect(nobody).toMatchObject({ reports: [], unreadable: ['the body names no waybill'] });
  });

  it.each([
    ['a form of something else', 'waybillNo=JDVA00000000001&operationTime=2025-01-02'],
    ['a list', `[${moving}]`],
    ['something else', '{"waybillNo":"JDVA00000000001"}'],
    ['a number without a node', '{"waybillCode":"JDVA00000000001"}'],
    ['nothing', ''],
    ['a page', '<html>"waybillCode" "operationTime"</html>'],
  ])('are refused where they are %s', (_what, text) => {
    expect(callbacks.verify(json(text))).toBe(false);
    expect(callbacks.read(json(text))).toEqual({ kind: 'forged' });
    expect(() => callbacks.parse(json(text))).toThrow(MalformedCallback);
  });

  it.each([
    ['broken', moving.slice(0, -1)],
    ['nested deeply', `{"waybillCode":1,"operationTime":${'['.repeat(50_000)}`],
  ])('are malformed where their JSON is %s', (_what, text) => {
    expect(callbacks.read(json(text))).toMatchObject({ kind: 'malformed' });
  });

  it('never throw on bytes of any kind', () => {
    const read = (text: string | Buffer): string =>
      callbacks.read({ headers: {}, body: Buffer.from(text) }).kind;
    fc.assert(fc.property(fc.uint8Array(), (bytes) => void read(Buffer.from(bytes))));
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (waybillCode, operationTime) => {
        expect(read(JSON.stringify({ waybillCode, operationTime }))).toBe('accepted');
      }),
    );
  });

  it('are acknowledged byte for byte as documented, and refused with 200 as well', () => {
    expect(callbacks.ack(true)).toEqual({
      status: 200,
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: '{"code":"200","msg":""}',
    });
    expect(callbacks.ack(false, '无法识别')).toMatchObject({
      status: 200,
      body: '{"code":"500","msg":"无法识别"}',
    });
  });
});

describe('JDL pushes to an account that orders couriers', () => {
  const orders = new JdlCallbacks(true);
  const assigned = fixture('push-order-assigned');
  const bookingIn = (body: string): PushedBooking | undefined => {
    const { reports, bookings } = orders.parse(json(body));
    expect(reports).toEqual([]);
    return bookings[0];
  };

  it('tell how an order stands, by our reference and the number of its parcel', () => {
    expect(orders.read(json(assigned))).toEqual({
      kind: 'accepted',
      content: {
        kind: 'order',
        reports: [],
        unreadable: [],
        bookings: [
          {
            provider: 'jdl',
            bookingId: 'RB-1',
            number: 'JDVA00000000001',
            status: 'courier_assigned',
            code: '200018',
            text: '揽收任务已分配给【杭州某营业部】',
            carrier: 'JD',
            carrierCode: 'JD',
            fees: [],
          },
        ],
      },
    });
  });

  it('say why nobody came', () => {
    expect(bookingIn(fixture('push-collection-ended'))).toMatchObject({
      status: 'pickup_failed',
      code: '200052',
      text: '联系不上寄件人',
    });
  });

  it('tell of the parcel alone where they name no order, and count one that names neither', () => {
    const nameless = assigned.replace('"RB-1"', '""');
    expect(bookingIn(nameless)).toMatchObject({ number: 'JDVA00000000001', status: 'courier_assigned' });
    expect(bookingIn(nameless)?.bookingId).toBe(undefined);
    expect(orders.parse(json(nameless.replace('JDVA00000000001', '')))).toMatchObject({
      bookings: [],
      unreadable: ['the body names neither an order nor a waybill'],
    });
  });

  it('have nothing where nothing is told', () => {
    expect(bookingIn(fixture('push-order-empty'))).toEqual({
      ...{ provider: 'jdl', bookingId: 'RB-1', status: 'courier_assigned', code: '200018' },
      ...{ carrier: 'JD', carrierCode: 'JD', fees: [] },
    });
  });

  it.each([
    ['a state nobody mapped, before the pickup', '299999', 390, 'UNKNOWN'],
    ['a stage without a state', '', 100, 'placed'],
    ['a cancellation', '200010', 690, 'cancelled_by_carrier'],
    ['a payment before the pickup', '200062', 390, 'UNKNOWN'],
  ])('are about the order: %s', (_what, state, category, status) => {
    const told = assigned.replace('"200018"', `"${state}"`).replace('390', String(category));
    expect(bookingIn(told)).toMatchObject({ status, code: state || String(category) });
  });

  it.each([
    ['a parcel that was collected', '200001', 420],
    ['a payment at the door', '200062', 440],
    ['a state nobody mapped, on the way', '299999', 430],
    ['a state that is mapped, whatever its stage', '11000', 390],
  ])('are about the parcel: %s', (_what, state, category) => {
    const told = assigned.replace('"200018"', `"${state}"`).replace('390', String(category));
    expect(orders.parse(json(told))).toMatchObject({
      kind: 'trace',
      bookings: [],
      reports: [{ scans: [{ code: state }] }],
    });
  });
});
