import { describe, expect, it } from '@jest/globals';
import { orderWords, readTable, toCaseStatus, toKind, toOrderStatus } from './tables.js';

describe('a merchant’s tables', () => {
  it('are read row by row, and a row that is none is left out', () => {
    const table = readTable('1:created, 2:partly_shipped,3:sent,:paid,4,5:paid:x,', orderWords);
    expect([...table]).toEqual([
      ['1', 'created'],
      ['2', 'partly_shipped'],
    ]);
    expect(readTable('', orderWords).size).toBe(0);
  });

  it.each([
    ['created', 'created', false, undefined],
    ['paid', 'paid', false, undefined],
    ['awaiting_shipment', 'awaiting_shipment', false, undefined],
    ['partly_shipped', 'shipped', true, undefined],
    ['shipped', 'shipped', false, undefined],
    ['finished', 'finished', false, 'finished'],
    ['cancelled', 'closed', false, 'cancelled'],
    ['refunded', 'closed', false, 'refunded'],
  ] as const)('an order called %s is %s', (word, status, partial, closeReason) => {
    expect(toOrderStatus(word)).toEqual({ status, partial, ...(closeReason && { closeReason }) });
  });

  it.each([
    ['requested', 'requested', undefined],
    ['awaiting_return', 'awaiting_return', undefined],
    ['return_shipped', 'return_shipped', undefined],
    ['rejected', 'rejected', undefined],
    ['in_dispute', 'in_dispute', undefined],
    ['refund_failed', 'refund_failed', undefined],
    ['refunded', 'refunded', 'refunded'],
    ['completed', 'completed', 'completed'],
    ['cancelled', 'closed', 'cancelled'],
    ['closed', 'closed', 'closed'],
  ] as const)('a case called %s is %s', (word, status, outcome) => {
    const mapped = toCaseStatus(word, 'return_refund');
    expect([mapped.status, mapped.outcome, mapped.refunding]).toEqual([status, outcome, false]);
  });

  it('money on its way leaves a case where it was', () => {
    expect(toCaseStatus('refunding', 'return_refund')).toEqual({ status: 'return_shipped', refunding: true });
    expect(toCaseStatus('refunding', 'refund_only_shipped')).toEqual({
      status: 'requested',
      refunding: true,
    });
  });

  it('goods for goods end completed, and success of an unknown kind is none of ours', () => {
    for (const kind of ['exchange', 'resend', 'repair'] as const) {
      expect(toCaseStatus('refunded', kind).status).toBe('completed');
    }
    expect(toCaseStatus('refunded', 'UNKNOWN')).toEqual({ refunding: false });
    expect(toCaseStatus('refunding', 'UNKNOWN')).toEqual({ refunding: false });
  });

  it('money only is of goods that left or did not, as the order stood when the buyer asked', () => {
    expect(toKind('refund_only', 'awaiting_shipment')).toBe('refund_only_unshipped');
    expect(toKind('refund_only', 'partly_shipped')).toBe('refund_only_shipped');
    expect(toKind('refund_only', undefined)).toBe('UNKNOWN');
    expect(toKind('exchange', undefined)).toBe('exchange');
  });

  it('without a row nothing follows', () => {
    expect(toOrderStatus(undefined)).toBeUndefined();
    expect(toKind(undefined, 'shipped')).toBe('UNKNOWN');
    expect(toCaseStatus(undefined, 'return_refund')).toEqual({ refunding: false });
  });
});
