import { describe, expect, it } from '@jest/globals';
import { bookingStatuses } from '../booking.js';
import { bookingStatusTable, toBookingStatus } from './booking-status-table.js';
import { statusTable, toStatus } from './status-table.js';

const documented =
  '0 1 2 3 4 5 6 7 8 10 11 12 13 14 101 102 103 1001 1002 1003 501 301 302 303 304 401 201 202 203 204 205 206 207 208 209 210';

describe('the Kuaidi100 status table', () => {
  it.each(documented.split(' '))('knows the documented code %s', (code) => {
    expect(statusTable.has(code)).toBe(true);
  });

  it('names every code once', () => {
    expect(statusTable.size).toBe(documented.split(' ').length * 2);
  });

  it.each(['1099', '', '无人配送', '__proto__', '00', ' 5'])('makes no guess about the code %j', (code) => {
    expect(toStatus(code)).toEqual({ status: 'UNKNOWN' });
  });

  it.each([
    ['1', 'PICKED_UP', undefined],
    ['0', 'IN_TRANSIT', undefined],
    ['2', 'EXCEPTION', undefined],
    ['4', 'RETURNED', undefined],
    ['14', 'RETURNING', 'refused'],
    ['304', 'DELIVERED', 'locker'],
    ['1001', 'ARRIVED_CITY', undefined],
    ['401', 'CANCELLED', undefined],
    ['派件', 'OUT_FOR_DELIVERY', undefined],
    ['投柜或驿站', 'AVAILABLE_FOR_PICKUP', undefined],
  ])('reads %s as %s.%s', (code, status, reason) => {
    expect(toStatus(code)).toEqual({ status, reason });
  });
});

describe('the Kuaidi100 booking status table', () => {
  it.each('0 1 2 10 200 101 400 13 14 15 155 166 9 99 11 12 201 610'.split(' '))(
    'knows the documented code %s',
    (code) => {
      expect(bookingStatusTable.has(code)).toBe(true);
    },
  );

  it('can say everything that may happen to a booking', () => {
    expect(new Set(bookingStatusTable.values())).toEqual(new Set(bookingStatuses));
  });

  it.each(['777', '', '01', '__proto__'])('makes no guess about the code %j', (code) => {
    expect(toBookingStatus(code)).toBe('UNKNOWN');
  });
});
