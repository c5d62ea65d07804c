import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bookingStatuses, type BookingReport } from '../booking.js';
import { isRecord } from '../json.js';
import { toBookingDetail } from './booking-mapping.js';
import { bookingStatusTable, toBookingStatus } from './booking-status-table.js';
import { dataOf } from './errors.js';

function detail(name: string): BookingReport {
  const answer: unknown = JSON.parse(
    readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8'),
  );
  const data = dataOf(isRecord(answer) ? answer : {}, false);
  return toBookingDetail(isRecord(data) ? data : {}, 'EO1');
}

const at = (day: number, state: string, waybillCode = 'JDVC1'): object => ({
  waybillCode,
  operationTime: `2025-01-0${day} 10:00:00`,
  state,
});
const after = (...traceDetails: object[]): BookingReport => toBookingDetail({ traceDetails }, 'EO1');

describe('how a JDL order stands', () => {
  it('is what happened last, told by its courier and number, and by no charges', () => {
    expect(detail('detail-collected')).toEqual({
      provider: 'jdl',
      bookingId: 'EO1',
      status: 'picked_up',
      code: '200001',
      text: '快递员已取件',
      number: 'JDVC00000000001',
      carrier: 'JD',
      carrierCode: 'JD',
      courier: { name: '王五', phone: '13000000001' },
      fees: [],
    });
  });

  it('is unknown, with the raw code, where nobody mapped it', () => {
    expect(detail('detail-unknown-code')).toMatchObject({ status: 'UNKNOWN', code: '299999' });
  });

  it('is unknown where nothing is told yet', () => {
    expect(after()).toMatchObject({ status: 'UNKNOWN', code: '', number: undefined, courier: undefined });
  });

  // The parcel was refused and is back with the buyer under another number: the merchant has nothing.
  it('is not told by a parcel that goes back under another number', () => {
    const told = after(at(4, '10034', 'JDVC2'), at(3, '11000', 'JDVC1-1-2-'), at(1, '200001'));
    expect(told).toMatchObject({ number: 'JDVC1', status: 'out_for_delivery' });
  });

  it('is read from a trace of any shape', () => {
    fc.assert(fc.property(fc.anything(), (all) => void toBookingDetail({ traceDetails: all }, 'EO1')));
    fc.assert(
      fc.property(fc.array(fc.anything()), (all) => void toBookingDetail({ traceDetails: all }, 'EO1')),
    );
  });
});

describe('the JDL booking status table', () => {
  it.each([
    ['placed', '10010 100'],
    ['accepted', '390'],
    ['courier_assigned', '200018 200034 200030 200037 200035 200036 200053'],
    ['picked_up', '200001 420'],
    ['in_transit', '10032 10054 200004 200077 430'],
    ['out_for_delivery', '11000 440'],
    ['delivered', '10034 10042 510'],
    ['returned', '200033 200054'],
    ['pickup_failed', '200052 200059 200064 200067'],
    ['cancelled_by_carrier', '200010 690'],
    ['UNKNOWN', '299999 10035 200060 480 403 __proto__'],
  ])('reads as %s the codes %s', (status, codes) => {
    expect(codes.split(' ').map((code) => toBookingStatus(code))).toEqual(codes.split(' ').map(() => status));
  });

  it('says only what may happen to a booking', () => {
    const known = new Set<string>(bookingStatuses);
    expect([...bookingStatusTable.values()].every((status) => known.has(status))).toBe(true);
  });
});
