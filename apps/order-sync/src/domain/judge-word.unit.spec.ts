import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CaseKind, CaseStatus } from './after-sale.state.js';
import { judgeWord, type ShownCase } from './judge-word.js';

const statuses: readonly (CaseStatus | undefined)[] = [
  'requested',
  'awaiting_return',
  'return_shipped',
  'refunded',
  'rejected',
  'in_dispute',
  'refund_failed',
  'reship',
  'completed',
  'closed',
  undefined,
];
const kinds: readonly CaseKind[] = [
  'return_refund',
  'refund_only_shipped',
  'refund_only_unshipped',
  'exchange',
  'resend',
  'repair',
  'price_protection',
  'UNKNOWN',
];
const shown = fc.record({
  kind: fc.constantFrom(...kinds),
  status: fc.constantFrom(...statuses),
  refunding: fc.boolean(),
  refundAmountFen: fc.nat(3),
  platformState: fc.constant({ type: '0', status: '6' }),
});
const rules = (byHand: boolean, returnKinds: readonly CaseKind[] = ['return_refund']) => ({
  byHand,
  returnKinds: new Set(returnKinds),
});
const sent = (given: ReturnType<typeof judgeWord>): boolean => given.kind === 'send';

describe('what may be said of a case', () => {
  it('money is agreed to only of an open case without goods, and only the amount that was seen', () => {
    fc.assert(
      fc.property(shown, fc.nat(3), (seen, amountFen) => {
        const may =
          seen.kind.startsWith('refund_only') &&
          seen.status === 'requested' &&
          !seen.refunding &&
          seen.refundAmountFen === amountFen;
        expect(sent(judgeWord({ action: 'agree-refund', amountFen }, seen, rules(true)))).toBe(may);
      }),
    );
  });

  it('goods are let come back only in the kinds of case the platform is told so', () => {
    fc.assert(
      fc.property(shown, fc.constantFrom(...kinds), (seen, kind) => {
        const may = seen.kind === kind && seen.status === 'requested';
        expect(sent(judgeWord({ action: 'agree-return' }, seen, rules(true, [kind])))).toBe(may);
      }),
    );
  });

  it('goods on their way are refused by a person only', () => {
    const seen: ShownCase = {
      kind: 'return_refund',
      status: 'return_shipped',
      refunding: false,
      refundAmountFen: 1,
      platformState: { type: '0', status: '11' },
    };
    expect(sent(judgeWord({ action: 'reject' }, seen, rules(true)))).toBe(true);
    expect(judgeWord({ action: 'reject', rule: 'r' }, seen, rules(false))).toMatchObject({
      failure: { reason: 'state_moved', detail: 'the case is at 11' },
    });
  });

  it('nothing is said of a case that has ended, or that nobody understands', () => {
    const over = shown.filter(({ status }) =>
      ['refunded', 'completed', 'closed', undefined].includes(status),
    );
    fc.assert(
      fc.property(over, fc.boolean(), (seen, byHand) => {
        const number = { action: 'fill-return-waybill', number: '1', carrier: 'SF' } as const;
        for (const word of [{ action: 'reject' }, { action: 'agree-return' }, number] as const)
          expect(sent(judgeWord(word, seen, rules(byHand)))).toBe(false);
      }),
    );
  });
});
