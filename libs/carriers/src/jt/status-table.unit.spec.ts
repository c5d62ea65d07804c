import { describe, expect, it } from '@jest/globals';
import { bookingStatusTable, toBookingStatus } from './booking-status-table.js';
import { problemTable, scanCode, statusTable, toStatus } from './status-table.js';

const scanTypes = Array.from({ length: 14 }, (_, at) => String(at + 1));
const problemTypes =
  'A1 A2 A3 A4 A7 A8 A9 A10 A11 A12 A13 A14 A15 A16 A17 A18 A19 A20 A21 A23 A24 A25 A26 A27 A28 A29 A30 A31 A32 A33 A34 A35';

describe('the J&T status table', () => {
  it.each(scanTypes)('knows the documented scan type %s', (code) => {
    expect(statusTable.has(code)).toBe(true);
  });

  it.each(problemTypes.split(' '))('knows the documented problem type %s', (code) => {
    expect(problemTable.has(code)).toBe(true);
  });

  it('names every scan type once, and no problem that is not documented', () => {
    expect(statusTable.size).toBe(scanTypes.length * 2);
    expect(problemTable.size).toBe(problemTypes.split(' ').length);
  });

  it.each(['15', '', '01', '无人配送', '扫描', '__proto__', '/A2', 'A2'])(
    'makes no guess about the code %j',
    (code) => {
      expect(toStatus(code)).toEqual({ status: 'UNKNOWN' });
    },
  );

  it.each([
    ['1', 'PICKED_UP', undefined],
    ['快件揽收', 'PICKED_UP', undefined],
    ['出库扫描', 'OUT_FOR_DELIVERY', undefined],
    ['出库', 'OUT_FOR_DELIVERY', undefined],
    ['5', 'IN_TRANSIT', undefined],
    ['6', 'AVAILABLE_FOR_PICKUP', undefined],
    ['代理点收入扫描', 'AVAILABLE_FOR_PICKUP', 'station'],
    ['10', 'DELIVERED', undefined],
    ['14', 'RETURNING', undefined],
    ['11', 'EXCEPTION', undefined],
    ['11/A2', 'RETURNING', 'refused'],
    ['问题件扫描/A10', 'DELIVERY_FAILED', 'unreachable'],
    ['11/A15', 'DELIVERY_FAILED', 'address'],
    ['11/A26', 'CANCELLED', undefined],
    ['11/A99', 'EXCEPTION', undefined],
    ['10/A2', 'DELIVERED', undefined],
  ])('reads %s as %s.%s', (code, status, reason) => {
    expect(toStatus(code)).toEqual({ status, reason });
  });

  it('keeps both codes as they came', () => {
    expect([scanCode('11', 'A9'), scanCode('3', '')]).toEqual(['11/A9', '3']);
  });
});

describe('the J&T booking status table', () => {
  it.each([
    ['已调派业务员', 'courier_assigned'],
    ['已揽收', 'picked_up'],
    ['已取件', 'picked_up'],
    ['已取消', 'cancelled_by_carrier'],
  ])('reads %s as %s', (code, status) => {
    expect(toBookingStatus(code)).toBe(status);
  });

  it.each(['已改派', '', '已取', '10', '__proto__'])('makes no guess about the code %j', (code) => {
    expect(bookingStatusTable.has(code)).toBe(false);
    expect(toBookingStatus(code)).toBe('UNKNOWN');
  });
});
