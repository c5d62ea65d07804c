import { describe, expect, it } from '@jest/globals';
import type { Decision } from '@cartrail/kernel';
import fc from 'fast-check';
import { accepted, ended, inVain, leftToPerson, lost, notSupported, refused } from './answers.js';
import type { Interception, InterceptionFact, InterceptionStatus } from './interception.js';
import { isOver, mayBecome, moves } from './moves.js';
import { want, wholeOrders, type WantedStop } from './want.js';

const NOW = 1_700_000_000_000;
type Step = (state: Interception | undefined) => Decision<Interception, InterceptionFact>;

const stop = (more: Partial<WantedStop> = {}): Step => {
  const wish = { orderId: 'o1', number: 'YT1', carrier: 'YTO', reason: 'refund_asked', whole: true, ...more };
  return (state) => want(state, 'i1', wish, NOW);
};
const said = {
  accepted: (state) => accepted(state, { provider: 'yto', interceptId: 'w1' }, NOW),
  refused: (state) => refused(state, { provider: 'yto', code: 'S07' }, NOW),
  lost: (state) => lost(state, 'yto', NOW),
  notSupported: (state) => notSupported(state, NOW),
  others: (state) => leftToPerson(state, 'other_orders', NOW),
  inVain: (state) => inVain(state, 1),
  stopped: (state) => ended(state, 'stopped', NOW),
  tooLate: (state) => ended(state, 'too_late', NOW),
} satisfies Record<string, Step>;

function run(...steps: readonly Step[]) {
  let state: Interception | undefined;
  let asked = 0;
  const told: string[] = [];
  for (const step of steps) {
    const decision = step(state);
    if (decision.kind !== 'changed') continue;
    state = decision.state;
    for (const { type } of decision.facts) {
      if (type === 'AskWanted') asked += 1;
      else told.push(`${state.status}${state.byHand ? ' by hand' : ''}`);
    }
  }
  return { state, asked, told };
}

describe('stopping a parcel', () => {
  it('is put to its carrier once, however often it is wanted and for however many reasons', () => {
    const done = run(
      stop(),
      stop(),
      stop({ reason: 'refunded' }),
      said.accepted,
      stop({ reason: 'cancelled' }),
    );
    expect(done).toMatchObject({ asked: 1, told: ['wanted', 'wanted', 'accepted', 'accepted'] });
    expect(done.state?.wants.map(({ reason }) => reason)).toEqual(['refund_asked', 'refunded', 'cancelled']);
    expect(done.state).toMatchObject({ provider: 'yto', providerInterceptId: 'w1', byHand: false });
  });

  it.each([
    ['part_of_parcel', stop({ whole: false })],
    ['other_address', stop({ reason: 'address_changed' })],
    ['unknown_carrier', stop({ carrier: 'UNKNOWN' })],
  ])('is left to a person where no carrier can be told so: %s', (why, wish) => {
    const { state, asked } = run(wish, wish);
    expect([state?.status, state?.byHand, state?.why, asked]).toEqual(['wanted', true, why, 0]);
  });

  it('is put to the carrier once all of the parcel is meant', () => {
    const done = run(stop({ whole: false }), stop({ whole: true }));
    expect([done.asked, done.state?.byHand, done.state?.why]).toEqual([1, false, undefined]);
  });

  it('is put to it again when the other order inside is to come back, too', () => {
    const done = run(stop(), said.others, stop({ orderId: 'o2' }), said.accepted);
    expect([done.asked, done.state?.status]).toEqual([2, 'accepted']);
    expect(done.state && [...wholeOrders(done.state)]).toEqual(['o1', 'o2']);
  });

  it('that nobody knows the answer of is not said again, and a person looks', () => {
    const done = run(stop(), said.lost, said.accepted, stop({ reason: 'refunded' }));
    expect(done).toMatchObject({ asked: 1, told: ['wanted', 'asked by hand'] });
    expect(done.state?.why).toBe('answer_lost');
  });

  it('that is refused, or that nobody can be asked for, is a person’s', () => {
    expect(run(stop(), said.refused).state).toMatchObject({ status: 'refused', byHand: true, why: 'S07' });
    expect(run(stop(), said.notSupported).state).toMatchObject({
      status: 'not_supported',
      byHand: true,
      why: 'no_account',
    });
  });

  it('ends with the parcel, and nobody has to do anything any more', () => {
    expect(run(stop(), said.refused, said.stopped).state).toMatchObject({ status: 'stopped', byHand: false });
    const late = run(stop(), said.accepted, said.tooLate, said.stopped, stop({ reason: 'refunded' }));
    expect(late.told).toEqual(['wanted', 'accepted', 'too_late']);
    expect(run(said.stopped, said.tooLate).state).toBeUndefined();
  });

  it('of a number that was given again is another parcel', () => {
    const done = run(stop(), said.stopped, stop({ orderId: 'o9' }));
    expect([done.asked, done.state?.status, done.state?.wants.length]).toEqual([2, 'wanted', 1]);
    expect(done.state?.round).toBe(2);
  });

  it('only ever goes where the table lets it, and is asked as often as it has rounds', () => {
    const steps = [
      stop(),
      stop({ whole: false }),
      stop({ reason: 'address_changed' }),
      stop({ orderId: 'o2' }),
      ...Object.values(said),
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom<Step>(...steps), { maxLength: 12 }), (story) => {
        let state: Interception | undefined;
        for (const step of story) {
          const decision = step(state);
          if (decision.kind !== 'changed') continue;
          const next = decision.state;
          const again = state && isOver(state.status);
          if (state && !again && state.status !== next.status)
            expect([state.status, next.status, mayBecome(state.status, next.status)]).toEqual([
              state.status,
              next.status,
              true,
            ]);
          state = next;
        }
        expect(run(...story).asked).toBe(state?.round ?? 0);
      }),
    );
  });

  it('has a way out of every status but its two ends', () => {
    const ends = (Object.keys(moves) as InterceptionStatus[]).filter(isOver);
    expect(ends).toEqual(['stopped', 'too_late']);
  });
});
