import { describe, expect, it } from '@jest/globals';
import { rawStatus, toStatus } from './status-table.js';

const of = (order: number, confirm: number, review: number, refund: number) => ({
  order_status: order,
  confirm_status: confirm,
  risk_control_status: review,
  refund_status: refund,
});

describe('the state of a Pinduoduo order', () => {
  it.each([
    ['not paid yet', of(1, 0, 0, 1), { status: 'created' }],
    ['paid', of(1, 1, 0, 1), { status: 'awaiting_shipment' }],
    ['held for review: not to be shipped', of(1, 1, 1, 1), { status: 'paid' }],
    ['shipped, whatever a review says later', of(2, 1, 1, 1), { status: 'shipped' }],
    ['shipped', of(2, 1, 0, 1), { status: 'shipped' }],
    ['signed for: not finished', of(3, 1, 0, 1), { status: 'shipped' }],
    ['a case about it leaves it where it is', of(2, 1, 0, 2), { status: 'shipped' }],
    ['money on its way back', of(2, 1, 0, 3), { status: 'shipped' }],
    ['cancelled', of(1, 2, 0, 1), { status: 'closed', closeReason: 'cancelled' }],
    [
      'refunded, though its own state never changes',
      of(3, 1, 0, 4),
      { status: 'closed', closeReason: 'refunded' },
    ],
    ['cancelled and refunded', of(1, 2, 0, 4), { status: 'closed', closeReason: 'refunded' }],
  ])('%s', (_what, wire, expected) => {
    expect(toStatus(wire)).toEqual(expected);
  });

  it.each([of(9, 1, 0, 1), of(1, 9, 0, 1), of(1, 1, 9, 1), of(1, 1, 0, 9), of(0, 1, 0, 0), {}])(
    'follows from nothing when one of its four parts is in no list: %j',
    (wire) => {
      expect(toStatus(wire)).toBeUndefined();
    },
  );

  it('tells all four parts as they came', () => {
    expect(rawStatus(of(1, 9, 0, 1))).toBe('order 1, confirm 9, risk 0, refund 1');
  });
});
