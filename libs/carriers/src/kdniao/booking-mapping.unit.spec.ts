import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { bookingStatuses, type BookingReport } from '../booking.js';
import { toBookingReport } from './booking-mapping.js';
import { bookingStatusTable, toBookingStatus } from './booking-status-table.js';
import type { WireBooking } from './wire.js';

function push(name: string): BookingReport | undefined {
  const text = readFileSync(new URL(`./fixtures/push-103-${name}.json`, import.meta.url), 'utf8');
  const [item] = (JSON.parse(text) as { Data: readonly WireBooking[] }).Data;
  return item && toBookingReport(item);
}

describe('reading what KDNiao says of a pickup', () => {
  it('tells the courier, under our reference', () => {
    expect(push('courier')).toEqual({
      provider: 'kdniao',
      bookingId: '01k4p0s8e7f6g5h4j3k2m1n0pq',
      providerOrderId: 'KDN2501020001',
      status: 'courier_assigned',
      code: '103',
      carrier: 'YTO',
      carrierCode: 'YTO',
      courier: { name: '李四', phone: '13000000000' },
      fees: [],
    });
  });

  it('leaves out what is an empty string', () => {
    const { number, courier, weightGrams, text, status, fees } = push('placed') ?? {};
    expect({ number, courier, weightGrams, text, status, fees }).toEqual({ status: 'accepted', fees: [] });
  });

  it('charges the sum when the parcel is fetched, and another in its place when it is weighed anew', () => {
    const fetched = push('picked-up');
    expect(fetched).toMatchObject({
      status: 'picked_up',
      number: 'YT7000000000001',
      weightGrams: 1_800,
      fees: [{ kind: 'TotalFee', amountFen: 950 }],
      wholeBill: true,
      billedAt: expect.any(Number),
    });
    const reweighed = push('reweighed');
    expect(reweighed).toMatchObject({
      status: 'weight_changed',
      weightGrams: 2_100,
      fees: [{ kind: 'TotalFee', amountFen: 1_100 }],
      wholeBill: true,
    });
    expect(reweighed?.billedAt).toBeGreaterThan(fetched?.billedAt ?? Number.NaN);
  });

  it('bills nothing where it names no sum, and leaves open when it was made where that cannot be read', () => {
    const item = { OrderCode: 'B-1', State: '208', CreateTime: 'yesterday' };
    expect(toBookingReport(item)).toEqual({
      ...{ provider: 'kdniao', bookingId: 'B-1', status: 'weight_changed', code: '208', fees: [] },
    });
    expect(toBookingReport({ ...item, TotalFee: '9.50' })).toMatchObject({
      wholeBill: true,
      billedAt: undefined,
    });
  });

  it('charges what goes by STO when KDNiao settles it, and not when it is fetched', () => {
    expect(push('settled')).toMatchObject({
      status: 'settled',
      carrier: 'STO',
      fees: [{ kind: 'TotalFee', amountFen: 950 }],
    });
    const fees = (ShipperCode: string, State: string): unknown =>
      toBookingReport({ OrderCode: 'B-1', ShipperCode, State, TotalFee: '9.50' })?.fees;
    expect(fees('STO', '301')).toEqual([]);
    expect(fees('YTO', '601')).toEqual([]);
  });

  it.each(['9.505', 'abc', '1e2', '9,50'])('refuses to guess the amount %j', (TotalFee) => {
    expect(() => toBookingReport({ OrderCode: 'B-1', State: '301', TotalFee })).toThrow(RangeError);
  });

  it('names no booking where the order is not ours, and keeps an unknown carrier raw', () => {
    expect(toBookingReport({ KDNOrderCode: 'KDN1', State: '104' })).toBe(undefined);
    expect(toBookingReport({ OrderCode: 'B-1', ShipperCode: 'NEWCO', State: '109' })).toMatchObject({
      carrier: 'UNKNOWN',
      carrierCode: 'NEWCO',
      status: 'reopened',
    });
  });
});

describe('the KDNiao booking status table', () => {
  it.each('99 102 103 104 109 120 2 3 203 208 301 302 601'.split(' '))('knows the code %s', (code) => {
    expect(bookingStatuses).toContain(bookingStatusTable.get(code));
  });

  it.each('110 121 122 701 206 207 401 501 402 502 777'.split(' ').concat('', '__proto__'))(
    'claims nothing of the code %j',
    (code) => {
      expect(toBookingStatus(code)).toBe('UNKNOWN');
    },
  );
});
