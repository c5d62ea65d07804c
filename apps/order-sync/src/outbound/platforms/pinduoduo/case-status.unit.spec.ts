import { describe, expect, it } from '@jest/globals';
import { toCaseStatus, toKind } from './case-status.js';

describe('the kind of a Pinduoduo case', () => {
  it.each([
    ['3', '2', undefined, 'return_refund'],
    ['2', '2', true, 'refund_only_shipped'],
    ['2', '2', false, 'refund_only_unshipped'],
    ['2', '2', undefined, 'UNKNOWN'],
    ['4', '14', undefined, 'exchange'],
    ['5', '14', undefined, 'resend'],
    ['6', '25', undefined, 'repair'],
    ['9', '2', undefined, 'UNKNOWN'],
  ])('type %s in state %s, order shipped %s: %s', (type, status, shipped, kind) => {
    expect(toKind(type, status, shipped)).toBe(kind);
  });
});

describe('the state of a Pinduoduo case', () => {
  it.each([
    ['2', false, { status: 'requested', refunding: false }],
    ['3', false, { status: 'requested', refunding: false }],
    ['3', true, { status: 'return_shipped', refunding: false }],
    ['4', true, { status: 'return_shipped', refunding: true }],
    ['5', true, { status: 'return_shipped', refunding: true }],
    ['6', false, { status: 'rejected', refunding: false }],
    ['7', false, { status: 'awaiting_return', refunding: false }],
    ['8', false, { status: 'in_dispute', refunding: false }],
    ['9', false, { status: 'closed', outcome: 'closed', refunding: false }],
    ['10', true, { status: 'refunded', outcome: 'refunded', refunding: false }],
    ['11', false, { status: 'closed', outcome: 'cancelled', refunding: false }],
    ['12', false, { status: 'closed', outcome: 'closed', refunding: false }],
    ['13', false, { status: 'closed', outcome: 'closed', refunding: false }],
    ['24', false, { status: 'closed', outcome: 'closed', refunding: false }],
  ])('%s with a parcel back: %s', (status, returned, expected) => {
    expect(toCaseStatus('return_refund', status, returned)).toEqual(expected);
  });

  it('waits for the money where it was asked for, when no goods come back', () => {
    const expected = { status: 'requested', outcome: undefined, refunding: true };
    expect(toCaseStatus('refund_only_unshipped', '4', false)).toEqual(expected);
  });

  it.each(['14', '15', '18'])('%s of an exchange is on its way', (status) => {
    expect(toCaseStatus('exchange', status, false)).toMatchObject({ status: 'reship' });
  });

  it.each([
    ['exchange', '16'],
    ['resend', '16'],
    ['repair', '25'],
    ['exchange', '10'],
  ] as const)('%s in %s is completed and no refund', (kind, status) => {
    expect(toCaseStatus(kind, status, false)).toMatchObject({ status: 'completed', outcome: 'completed' });
  });

  it('is closed by an exchange that failed', () => {
    expect(toCaseStatus('exchange', '17', false)).toMatchObject({ status: 'closed', outcome: 'closed' });
  });

  it.each(['0', '1', '21', '22', '27', '31', '32', '', '99'])('%s means nothing to us', (status) => {
    expect(toCaseStatus('return_refund', status, true).status).toBeUndefined();
  });
});
