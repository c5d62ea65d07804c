import { describe, expect, it } from '@jest/globals';
import { toCaseStatus, toKind } from './after-sale-status.js';

const status = (type: string, status: string, refund = '1', arbitration = '0') => {
  const mapped = toCaseStatus(toKind(type), { type, status, refund, arbitration });
  return [mapped.status, mapped.outcome, ...(mapped.refunding ? ['refunding'] : [])]
    .filter(Boolean)
    .join(' ');
};

describe('the states of Douyin’s cases', () => {
  it.each([
    ['0', 'return_refund'],
    ['1', 'refund_only_shipped'],
    ['2', 'refund_only_unshipped'],
    ['3', 'exchange'],
    ['6', 'price_protection'],
    ['7', 'resend'],
    ['8', 'repair'],
    ['4', 'UNKNOWN'],
    ['5', 'UNKNOWN'],
    ['12', 'UNKNOWN'],
  ])('type %s is %s', (type, kind) => {
    expect(toKind(type)).toBe(kind);
  });

  it.each([
    ['0', '6', '1', 'requested'],
    ['0', '7', '1', 'awaiting_return'],
    ['0', '11', '1', 'return_shipped'],
    ['0', '12', '3', 'refunded refunded'],
    ['0', '27', '1', 'rejected'],
    ['0', '29', '1', 'rejected'],
    ['0', '28', '1', 'closed cancelled'],
    ['0', '28', '0', 'closed closed'],
    ['0', '51', '0', 'closed cancelled'],
    ['0', '53', '1', 'closed closed'],
    ['0', '53', '3', 'refunded refunded'],
    ['3', '8', '1', 'reship'],
    ['3', '13', '1', 'reship'],
    ['3', '14', '1', 'reship'],
    ['6', '12', '3', 'refunded refunded'],
  ])('type %s, status %s, refund %s is %s', (type, code, refund, expected) => {
    expect(status(type, code, refund)).toBe(expected);
  });

  it('a success is an end only when the money shows, and of goods for goods no refund at all', () => {
    expect(status('0', '12', '2')).toBe('return_shipped refunding');
    expect(status('1', '12', '1')).toBe('requested refunding');
    expect(status('0', '12', '4')).toBe('refund_failed');
    for (const type of ['3', '7', '8']) expect(status(type, '12', '1')).toBe('completed completed');
  });

  it('arbitration and a failed refund say more about an open case, and nothing about an ended one', () => {
    for (const arbitration of ['1', '4', '5']) {
      expect(status('0', '11', '1', arbitration)).toBe('in_dispute');
      expect(status('0', '12', '3', arbitration)).toBe('refunded refunded');
    }
    for (const arbitration of ['0', '2', '3', '255']) {
      expect(status('0', '11', '1', arbitration)).toBe('return_shipped');
    }
    expect(status('0', '11', '4')).toBe('refund_failed');
  });

  it('what the document does not list is not guessed', () => {
    for (const code of ['0', '9', '99', '']) expect(status('0', code)).toBe('');
    expect(status('0', '12', '5')).toBe('');
    expect(status('5', '12', '3')).toBe('');
  });
});
