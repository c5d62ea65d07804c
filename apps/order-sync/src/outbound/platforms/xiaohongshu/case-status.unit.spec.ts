import { describe, expect, it } from '@jest/globals';
import { toCaseStatus, toKind } from './case-status.js';

const at = (status: string, refund?: string, type = '1') =>
  toCaseStatus(toKind(type), { type, status, refund });

describe('a Xiaohongshu case’s status', () => {
  it.each([
    ['1', 'requested', undefined],
    ['2', 'awaiting_return', undefined],
    ['3', 'return_shipped', undefined],
    ['4', 'refunded', 'refunded'],
    ['5', 'closed', 'cancelled'],
    ['6', 'closed', 'closed'],
    ['9', 'rejected', undefined],
    ['9001', 'rejected', undefined],
    ['11', 'closed', 'closed'],
    ['12', 'reship', undefined],
    ['13', 'reship', undefined],
    ['14', 'in_dispute', undefined],
  ])('%s is %s', (status, ours, outcome) => {
    expect(at(status, status === '4' ? '2' : undefined)).toEqual({ status: ours, outcome, refunding: false });
  });

  it.each(['101', '201', '301', '108', '1'])('waits for the money while the refund is %s', (refund) => {
    expect(at('4', refund)).toEqual({ status: 'return_shipped', refunding: true });
    expect(at('4', refund, '4')).toEqual({ status: 'requested', refunding: true });
  });

  it('shows that a refund failed, before and after the case succeeded', () => {
    expect(at('4', '3').status).toBe('refund_failed');
    expect(at('3', '3').status).toBe('refund_failed');
  });

  it('completes an exchange and refunds nothing', () => {
    expect(at('4', undefined, '2')).toEqual({ status: 'completed', outcome: 'completed', refunding: false });
  });

  it.each([
    ['99', '2', '1'],
    ['4', '999', '1'],
    ['4', '302', '1'],
    ['4', '2', '77'],
  ])('says nothing of status %s, refund %s, type %s', (status, refund, type) => {
    expect(at(status, refund, type).status).toBeUndefined();
  });

  it.each([
    ['1', 'return_refund'],
    ['2', 'exchange'],
    ['3', 'refund_only_shipped'],
    ['4', 'refund_only_shipped'],
    ['5', 'refund_only_unshipped'],
    ['6', 'price_protection'],
    ['7', 'UNKNOWN'],
  ])('type %s is %s', (type, kind) => {
    expect(toKind(type)).toBe(kind);
  });
});
