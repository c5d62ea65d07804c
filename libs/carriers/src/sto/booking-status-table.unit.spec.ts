import { describe, expect, it } from '@jest/globals';
import { bookingStatusTable, toBookingStatus } from './booking-status-table.js';

describe('the states of STO orders', () => {
  it.each([
    ['1', 'accepted'],
    ['2', 'courier_assigned'],
    ['4', 'cancelled_by_carrier'],
    ['5', 'picked_up'],
    ['6', 'rejected'],
    ['ORDER_CANCEL_NOTIFY', 'cancelled_by_carrier'],
    ['ORDER_UPDATE_FETCHTIME_NOTIFY', 'accepted'],
    ['ORDER_RETURN_NOTIFY', 'rejected'],
  ])('read %s as %s', (code, status) => {
    expect(toBookingStatus(code)).toBe(status);
  });

  it.each(['', '0', '3', '01', 'ORDER_STATUS_CHANGE_NOTIFY', '__proto__'])(
    'make no guess about %j',
    (code) => {
      expect(toBookingStatus(code)).toBe('UNKNOWN');
    },
  );

  it('name every code once', () => {
    expect(bookingStatusTable.size).toBe(8);
  });
});
