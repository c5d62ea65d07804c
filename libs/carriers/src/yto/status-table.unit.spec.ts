import { describe, expect, it } from '@jest/globals';
import { statusTable, toStatus } from './status-table.js';

const documented: readonly (readonly [code: string, status: string, reason: string | undefined])[] = [
  ['GOT', 'PICKED_UP', undefined],
  ['ARRIVAL', 'IN_TRANSIT', undefined],
  ['DEPARTURE', 'IN_TRANSIT', undefined],
  ['AIRSEND', 'IN_TRANSIT', undefined],
  ['AIRPICK', 'IN_TRANSIT', undefined],
  ['FORWARDING', 'IN_TRANSIT', 'forwarded'],
  ['SENT_SCAN', 'OUT_FOR_DELIVERY', undefined],
  ['INBOUND', 'AVAILABLE_FOR_PICKUP', 'locker'],
  ['SIGNED', 'DELIVERED', undefined],
  ['FAILED', 'DELIVERY_FAILED', undefined],
  ['TMS_RETURN', 'RETURNING', undefined],
];

describe('the YTO status table', () => {
  it.each(documented)('reads %s as %s.%s', (code, status, reason) => {
    expect(toStatus(code)).toEqual({ status, reason });
  });

  it('holds no code that is not documented', () => {
    expect(statusTable.size).toBe(documented.length);
  });

  it.each(['ACCEPT', 'ORDER_BOOKING', 'NOT_SEND'])('claims nothing of a parcel for %s, a booking', (code) => {
    expect(toStatus(code)).toEqual({ status: 'UNKNOWN' });
  });

  it.each(['RETURN', 'got', ' GOT', '签收', '', '__proto__'])('makes no guess about the code %j', (code) => {
    expect(toStatus(code)).toEqual({ status: 'UNKNOWN' });
  });
});
