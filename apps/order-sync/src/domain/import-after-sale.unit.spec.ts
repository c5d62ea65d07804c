import { describe, expect, it } from '@jest/globals';
import { SECOND } from '@cartrail/kernel';
import fc from 'fast-check';
import { aboutToAgree, agreementFailed, confirmAgreed, wantAgreement } from './after-sale-actions.js';
import type { AfterSale, AfterSaleFact, CaseStatus, ObservedCase } from './after-sale.state.js';
import { caseMoves, hasEnded, mayMove } from './case-progress.js';
import { importAfterSale } from './import-after-sale.js';
import { anOrderOfCase, T0, theCase } from '../../test/a-case.js';

type Decide = (held: AfterSale | undefined) => ReturnType<typeof importAfterSale>;

interface Run {
  readonly held: AfterSale | undefined;
  readonly facts: readonly AfterSaleFact[];
}

const see =
  (seen: ObservedCase): Decide =>
  (held) =>
    importAfterSale(held, seen, anOrderOfCase);

const run = (steps: readonly Decide[]): Run =>
  steps.reduce<Run>(
    ({ held, facts }, step) => {
      const decision = step(held);
      return decision.kind === 'changed'
        ? { held: decision.state, facts: [...facts, ...decision.facts] }
        : { held, facts };
    },
    { held: undefined, facts: [] },
  );

const names = ({ facts }: Run): string[] => facts.map(({ type }) => type);
const parcel = { number: 'YT1', carrier: 'YTO', platformCarrierCode: 'yuantong', shippedAt: T0 };
const refunded = { status: 'refunded', outcome: 'refunded' } as const;
const closed = { status: 'closed', outcome: 'closed' } as const;

describe('reading a case', () => {
  it('tells what a case seen late has been through, in that order', () => {
    const late = theCase(9, { status: 'return_shipped', returnParcel: parcel });
    expect(names(run([see(late)]))).toEqual([
      'AfterSaleRequested',
      'AfterSaleAgreed',
      'AfterSaleReturnShipped',
    ]);
  });

  it('stays quiet on a repeat, and on what is older', () => {
    const [first, second] = [theCase(1), theCase(2, { status: 'rejected' })];
    const done = run([see(first), see(second), see(first), see(second), see({ ...second, askedAt: 9 })]);
    expect(names(done)).toEqual(['AfterSaleRequested', 'AfterSaleAmended']);
  });

  it('tells that a person has to answer again when the goods of an exchange are on their way back', () => {
    const [kind, at] = ['exchange', { status: 'awaiting_return' }] as const;
    const asked = [theCase(1, { kind }), theCase(2, { kind, ...at })];
    const sent = theCase(3, { kind, status: 'return_shipped', returnParcel: parcel });
    expect(names(run([...asked, sent, { ...sent, askedAt: 9 }].map(see)))).toEqual([
      'AfterSaleRequested',
      'AfterSaleAmended',
      'AfterSaleAgreed',
      'AfterSaleAmended',
      'AfterSaleReturnShipped',
    ]);
  });

  it('joins its lines to ours by the platform’s own ids', () => {
    expect(run([see(theCase(1))]).held?.lines).toEqual([{ lineId: 'line-1', quantity: 2 }]);
  });

  it('knows that somebody else agreed, and that we did where the platform may have been told by us', () => {
    const agreed = theCase(2, { status: 'awaiting_return', statusDeadline: T0 + 9 });
    const theirs = run([see(theCase(1)), see(agreed)]);
    expect(theirs.facts.at(-1)).toMatchObject({ type: 'AfterSaleAgreed', by: 'platform', shipBy: T0 + 9 });
    const asked = run([see(theCase(1)), (held) => wantAgreement(held, 'r'), see(agreed)]);
    expect(asked.facts.at(-1)).toMatchObject({ by: 'platform' });
    const ours = run([
      see(theCase(1)),
      (held) => wantAgreement(held, 'r'),
      (held) => aboutToAgree(held, 'r'),
      see(agreed),
      see({ ...agreed, askedAt: 7 }),
    ]);
    expect(ours.facts.at(-1)).toMatchObject({ by: 'cartrail' });
    expect(names(ours)).toHaveLength(2);
  });

  it('tells an agreement confirmed before it shows once, and its deadline when it does', () => {
    const agreed = theCase(2, { status: 'awaiting_return', statusDeadline: T0 + 9 });
    const done = run([see(theCase(1)), (held) => confirmAgreed(held, T0), see(agreed)]);
    expect(names(done)).toEqual(['AfterSaleRequested', 'AfterSaleAgreed', 'AfterSaleAmended']);
    expect(done.facts.at(-1)).toMatchObject({
      ask: { statusDeadline: T0 + 9, status: 'awaiting_return' },
    });
  });

  it('tells the new deadline with the parcel the buyer sent', () => {
    const agreed = theCase(2, { status: 'awaiting_return', statusDeadline: T0 + 9 });
    const sent = theCase(3, { status: 'return_shipped', statusDeadline: T0 + 99, returnParcel: parcel });
    const done = run([see(theCase(1)), see(agreed), see(sent), see({ ...sent, askedAt: 9 })]);
    expect(names(done).slice(2)).toEqual(['AfterSaleAmended', 'AfterSaleReturnShipped']);
    expect(done.facts[2]).toMatchObject({ ask: { status: 'return_shipped', statusDeadline: T0 + 99 } });
  });

  it('may be agreed again after the buyer asked anew', () => {
    const done = run([
      see(theCase(1)),
      see(theCase(2, { status: 'awaiting_return' })),
      see(theCase(3, { status: 'requested', refundAmountFen: 5 })),
      see(theCase(4, { status: 'awaiting_return' })),
    ]);
    expect(names(done).filter((name) => name === 'AfterSaleAgreed')).toHaveLength(2);
  });

  it('keeps a state nobody knows beside ours, with its version, and nothing follows', () => {
    const strange = theCase(2, { status: undefined, platformState: { type: '0', status: '99' } });
    const done = run([see(theCase(1)), see(strange)]);
    expect(names(done)).toEqual(['AfterSaleRequested']);
    expect(done.held).toMatchObject({
      status: 'requested',
      platformState: { status: '99' },
      sourceUpdatedAt: T0 + 2 * SECOND,
    });
    expect(run([see(strange)]).held).toBeUndefined();
  });

  it('keeps the reason and the carrier it knows where an answer does not repeat them', () => {
    const told = theCase(1, { status: 'return_shipped', returnParcel: parcel });
    const bare = theCase(2, {
      status: 'return_shipped',
      reason: 'UNKNOWN',
      platformReasonCode: undefined,
      returnParcel: { ...parcel, carrier: 'UNKNOWN' },
    });
    expect(run([see(told), see(bare)]).held).toMatchObject({
      reason: 'quality',
      returnParcel: { carrier: 'YTO' },
    });
  });

  it('leaves an end only for a refund, and tells both', () => {
    const done = run([
      see(theCase(1)),
      see(theCase(2, closed)),
      see(theCase(3, { status: 'requested' })),
      see(theCase(4, { ...refunded, refundedFen: 7 })),
      see(theCase(5, closed)),
    ]);
    expect(names(done)).toEqual(['AfterSaleRequested', 'AfterSaleClosed', 'AfterSaleClosed']);
    expect(done.facts.at(-1)).toMatchObject({ outcome: 'refunded', refundedFen: 7 });
    expect(done.held?.status).toBe('refunded');
  });

  it('fails an agreement only while one is under way', () => {
    const fail: Decide = (held) => agreementFailed(held, 'r', { reason: 'refused' }, T0);
    expect(names(run([see(theCase(1)), fail]))).toEqual(['AfterSaleRequested']);
    const done = run([see(theCase(1)), (held) => wantAgreement(held, 'r'), fail, fail]);
    expect(names(done)).toEqual(['AfterSaleRequested', 'AfterSaleActionFailed']);
  });
});

describe('where a case may go', () => {
  const all = Object.keys(caseMoves) as CaseStatus[];

  it('every state is reached from the first, and only ends have no way on', () => {
    const reached = new Set<CaseStatus>(['requested']);
    for (const from of reached) for (const to of caseMoves[from]) reached.add(to);
    expect([...reached].sort()).toEqual([...all].sort());
    for (const from of all) {
      const out = caseMoves[from].filter((to) => to !== from);
      expect(out.length === 0 || from === 'closed').toBe(hasEnded(from));
    }
  });

  it('ends where the newest reading says, and never comes back from an end, in any order and repetition', () => {
    const states = fc.constantFrom<CaseStatus>(...all);
    const life = fc.array(states, { minLength: 1, maxLength: 8 }).map((given) => {
      const end = given.findIndex(hasEnded);
      const whole = end < 0 ? given : given.slice(0, end + 1);
      return whole.map((status, at) =>
        theCase(at + 1, { status, outcome: hasEnded(status) ? 'closed' : undefined }),
      );
    });
    const shuffled = life.chain((seen) =>
      fc
        .array(fc.constantFrom(...seen), { maxLength: 10 })
        .chain((again) => fc.shuffledSubarray([...seen, ...again], { minLength: seen.length + again.length }))
        .map((order) => ({ seen, order })),
    );
    fc.assert(
      fc.property(shuffled, ({ seen, order }) => {
        let held: AfterSale | undefined;
        let closings = 0;
        for (const each of order) {
          const decision = importAfterSale(held, each, anOrderOfCase);
          if (decision.kind !== 'changed') continue;
          if (held) expect(mayMove(held.status, decision.state.status)).toBe(true);
          closings += decision.facts.filter(({ type }) => type === 'AfterSaleClosed').length;
          held = decision.state;
        }
        expect(held?.status).toBe(seen.at(-1)?.status);
        expect(closings).toBe(hasEnded(seen.at(-1)?.status ?? 'requested') ? 1 : 0);
      }),
    );
  });
});
