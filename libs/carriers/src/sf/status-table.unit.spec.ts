import { describe, expect, it } from '@jest/globals';
import { statusTable, toMeaning, toStatus } from './status-table.js';

const documented =
  '50 54 43 46 51 127 138 655 30 31 36 105 106 302 303 305 310 95 197 407 408 603 628 3036 5000 204 44 34 634 ' +
  '125 218 642 657 678 126 123 130 33 70 80 8000 128 658 677 679 97 935 99 77 517 648 870';

const node = (opCode: string, { first = '', secondary = '', reason = '' } = {}): unknown[] => {
  const { status, reason: why } = toMeaning({ opCode, first, secondary, reason });
  return [status, why];
};

describe('the SF status table', () => {
  it.each(documented.split(' '))('knows the documented code %s', (code) => {
    expect(statusTable.has(code)).toBe(true);
  });

  it('names every code once', () => {
    expect(statusTable.size).toBe(documented.split(' ').length);
  });

  it.each(['9999', '', '607', '__proto__', '050', ' 50'])('makes no guess about the code %j', (code) => {
    expect(toStatus(code)).toEqual({ status: 'UNKNOWN' });
  });

  it.each([
    ['46', 'CREATED', undefined],
    ['50', 'PICKED_UP', undefined],
    ['517', 'IN_TRANSIT', 'forwarded'],
    ['204', 'OUT_FOR_DELIVERY', undefined],
    ['678', 'AVAILABLE_FOR_PICKUP', undefined],
    ['33', 'DELIVERY_FAILED', undefined],
    ['126', 'EXCEPTION', 'locker'],
    ['677', 'DELIVERED', undefined],
    ['648', 'RETURNING', undefined],
  ])('reads %s as %s.%s', (code, status, reason) => {
    expect(toStatus(code)).toEqual({ status, reason });
  });
});

describe('the codes of a node together', () => {
  it('take a failed delivery for a cancellation where its state is one', () => {
    expect(node('33', { first: '5', secondary: '501' })).toEqual(['CANCELLED', undefined]);
    expect(node('33', { first: '5' })).toEqual(['CANCELLED', undefined]);
    expect(node('33', { first: '13', secondary: '1301' })).toEqual(['DELIVERY_FAILED', undefined]);
  });

  it('do not call a parcel delivered that was lost or destroyed', () => {
    expect(node('8000')).toEqual(['DELIVERED', undefined]);
    expect(node('8000', { reason: '6' })).toEqual(['EXCEPTION', 'lost']);
    expect(node('8000', { reason: '2' })).toEqual(['EXCEPTION', undefined]);
    expect(node('70', { reason: '46' })).toEqual(['CANCELLED', undefined]);
    expect(node('70', { reason: '85' })).toEqual(['AVAILABLE_FOR_PICKUP', undefined]);
  });

  it('read a code nobody mapped by the state SF gives it, the finer one first', () => {
    expect(node('607', { first: '2', secondary: '204' })).toEqual(['IN_TRANSIT', 'customs']);
    expect(node('607', { first: '11' })).toEqual(['AVAILABLE_FOR_PICKUP', undefined]);
    expect(node('9999', { first: '77', secondary: '7777' })).toEqual(['UNKNOWN', undefined]);
  });
});
