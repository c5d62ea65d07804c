import { describe, expect, it } from '@jest/globals';
import { aRefund, T0, theCase } from '../../test/a-case.js';
import type { ObservedCase } from './after-sale.state.js';
import {
  accepted,
  due,
  executing,
  failRefund,
  judgeRefund,
  observeRefund,
  refundMoves,
  unanswered,
  type Refund,
  type RefundRules,
  type RefundStatus,
} from './refund.js';

const all = Object.keys(refundMoves) as RefundStatus[];
const paid = theCase(9, { status: 'refunded', refundedFen: 11990 });
const rules: RefundRules = { now: T0 };

describe('a refund', () => {
  it('is due once, whatever is heard of it again', () => {
    const order = aRefund();
    expect(due(undefined, order)).toMatchObject({ kind: 'changed', state: { status: 'Due' } });
    expect(due(aRefund({ status: 'Succeeded' }), order).kind).toBe('nothing');
  });

  it('reaches every state, ends in success, and is only saved from failure by it', () => {
    const reached = new Set<RefundStatus>(['Due']);
    for (const from of reached) for (const to of refundMoves[from]) reached.add(to);
    expect([...reached].sort()).toEqual([...all].sort());
    expect(refundMoves.Succeeded).toEqual([]);
    expect(refundMoves.Failed).toEqual(['Succeeded']);
  });

  it('moves only along its table, whatever is decided about it', () => {
    const decisions: ((refund: Refund) => ReturnType<typeof accepted>)[] = [
      (refund) => executing(refund, T0),
      unanswered,
      accepted,
      (refund) => failRefund(refund, { reason: 'refused' }, T0),
      (refund) => observeRefund(refund, paid),
      (refund) => observeRefund(refund, theCase(9, { status: 'closed' })),
    ];
    for (const status of all) {
      for (const decide of decisions) {
        const decision = decide(aRefund({ status }));
        if (decision.kind !== 'changed') continue;
        expect(refundMoves[status] as readonly RefundStatus[]).toContain(decision.state.status);
      }
    }
  });

  it('succeeded by whoever was told to pay: us from the moment we may have told the platform', () => {
    const by = (refund: Partial<Refund>) => {
      const decision = observeRefund(aRefund(refund), paid);
      return decision.kind === 'changed' ? decision.state.paid?.by : decision.kind;
    };
    expect(by({})).toBe('platform');
    expect(by({ status: 'Executing', sentAt: T0 })).toBe('cartrail');
    expect(by({ status: 'Unknown', sentAt: T0 })).toBe('cartrail');
    expect(by({ status: 'Accepted' })).toBe('platform');
    expect(by({ status: 'Succeeded', sentAt: T0 })).toBe('nothing');
  });

  it('that failed is healed in the name of whoever paid it', () => {
    const fail = (reason: 'unavailable' | 'manual_only') => {
      const failed = failRefund(aRefund({ status: 'Unknown', sentAt: T0 }), { reason }, T0);
      const healed = failed.kind === 'changed' ? observeRefund(failed.state, paid) : failed;
      return healed.kind === 'changed' ? healed.state.paid : undefined;
    };
    expect(fail('unavailable')).toMatchObject({ by: 'cartrail', amountFen: 11990 });
    expect(fail('manual_only')).toMatchObject({ by: 'platform' });
  });

  it('that was accepted fails when the platform cannot pay, or the case ends without money', () => {
    const seen = (status: ObservedCase['status']) =>
      observeRefund(aRefund({ status: 'Accepted', sentAt: T0 }), theCase(3, { status }));
    expect(seen('refund_failed')).toMatchObject({
      state: { status: 'Failed', failure: { reason: 'refused' } },
    });
    expect(seen('closed')).toMatchObject({ state: { failure: { reason: 'state_moved' } } });
    expect(seen('in_dispute').kind).toBe('nothing');
  });
});

describe('what the newest reading allows', () => {
  const judged = (more: Partial<ObservedCase>, given = rules) =>
    judgeRefund(aRefund(), theCase(5, { status: 'return_shipped', ...more }), given);

  it('is to pay when the goods are back and the amount is the platform’s own', () => {
    expect(judged({})).toEqual({ kind: 'send' });
    expect(judged({ refundAmountFen: 11989 })).toMatchObject({
      failure: { reason: 'amount_differs', platformAmountFen: 11989 },
    });
    expect(judged({}, { ...rules, cannot: 'it is off' })).toMatchObject({
      failure: { reason: 'not_supported' },
    });
    expect(judged({ kind: 'exchange' })).toMatchObject({ failure: { reason: 'not_supported' } });
  });

  it('is nothing while the money is on its way, or when the case has ended', () => {
    expect(judged({ refunding: true })).toEqual({ kind: 'underway' });
    for (const status of ['refunded', 'refund_failed', 'closed', 'completed'] as const) {
      expect(judged({ status })).toEqual({ kind: 'over' });
    }
  });

  it('is to wait for the buyer’s number until the refund is due, and for nobody else', () => {
    for (const status of ['requested', 'awaiting_return', undefined] as const) {
      expect(judged({ status }).kind).toBe('wait');
      expect(judged({ status }, { ...rules, now: T0 + 86_400_000 })).toMatchObject({
        failure: { reason: 'state_moved' },
      });
    }
    for (const status of ['rejected', 'in_dispute', 'reship'] as const) {
      expect(judged({ status })).toMatchObject({ failure: { reason: 'state_moved' } });
    }
  });
});
