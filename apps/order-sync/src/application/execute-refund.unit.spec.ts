import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aRefund, aShop as shop, deskAt, T0, theCase } from '../../test/a-case.js';
import type { AfterSale, ObservedCase } from '../domain/after-sale.state.js';
import { observeRefund, refundMoves, type Refund, type RefundFact } from '../domain/refund.js';
import type { CaseDesk } from './case-desk.js';
import { ExecuteRefund } from './execute-refund.js';
import { PlatformFailure, type CaseActions, type CaseFiles, type PlatformFailureKind } from './ports.js';

const request = { tenantId: 't', refundId: 'refund' };

/** What may happen around one word to the platform, and between two attempts. */
type Event =
  | { readonly say: 'yes' | 'late' | 'lost' | 'lost-answer' | PlatformFailureKind }
  | { readonly world: 'pays' | 'closes' | 'disputes' | 'amends' | 'moves' | 'settles' }
  /** The attempt was made, and the process died before its result was written. */
  | { readonly crash: true }
  | { readonly poll: true };

const events: fc.Arbitrary<Event> = fc.oneof(
  fc.constantFrom<Event>(
    ...(
      ['yes', 'late', 'lost', 'lost-answer', 'conflict', 'throttled', 'transient', 'manual_only'] as const
    ).map((say) => ({ say })),
  ),
  fc.constantFrom<Event>(
    ...(['pays', 'closes', 'disputes', 'amends', 'moves', 'settles'] as const).map((world) => ({ world })),
  ),
  fc.constantFrom<Event>({ crash: true }, { poll: true }),
);

/** The platform: a case with a version, and every refund it executed. */
class World {
  seen: ObservedCase = theCase(1, { status: 'return_shipped' });
  executed = 0;
  said = 0;
  /** It said yes, and shows it later. */
  pending = false;
  readonly words: Exclude<Event, { world: string }>[] = [];

  move(change: Partial<ObservedCase>): void {
    this.seen = { ...this.seen, ...change, sourceUpdatedAt: this.seen.sourceUpdatedAt + 1_000 };
  }

  /** Only its newest version, and only once: what the document promises of `update_time`. */
  consent(version: number, late: boolean): void {
    const held = version === this.seen.sourceUpdatedAt && this.seen.status === 'return_shipped';
    if (!held || this.pending) throw new PlatformFailure('conflict', 'moved');
    this.executed += 1;
    this.pending = true;
    if (!late) this.settle();
  }

  settle(): void {
    if (!this.pending) return;
    this.pending = false;
    this.move({ status: 'refunded', outcome: 'refunded', refundedFen: this.seen.refundAmountFen });
  }

  happens(what: Extract<Event, { world: string }>['world']): void {
    if (this.seen.status !== 'return_shipped' && this.seen.status !== 'in_dispute') return;
    // What it said yes to, it does not do otherwise.
    if (this.pending && what !== 'settles') return;
    switch (what) {
      case 'settles':
        this.settle();
        break;
      case 'pays':
        this.move({ status: 'refunded', outcome: 'refunded', refundedFen: this.seen.refundAmountFen });
        break;
      case 'closes':
        this.move({ status: 'closed', outcome: 'closed' });
        break;
      case 'disputes':
        this.move({ status: this.seen.status === 'in_dispute' ? 'return_shipped' : 'in_dispute' });
        break;
      case 'amends':
        this.move({ refundAmountFen: 5 });
        break;
      case 'moves':
        this.move({});
    }
  }
}

function deskOf(world: World): CaseDesk {
  const pulled = (seen: ObservedCase) => ({
    platformAfterSaleId: seen.platformAfterSaleId,
    platformOrderId: seen.platformOrderId,
    seen,
    unmapped: [],
  });
  const actions: CaseActions = {
    refundReceived: (_shop, _token, { sourceUpdatedAt: version }) => {
      world.said += 1;
      const next = world.words.shift();
      const say = next && 'say' in next ? next.say : 'yes';
      if (say === 'yes' || say === 'late' || say === 'lost-answer') world.consent(version, say === 'late');
      if (say === 'yes' || say === 'late') return Promise.resolve();
      const kind = say === 'lost' || say === 'lost-answer' ? 'transient' : say;
      return Promise.reject(new PlatformFailure(kind, say));
    },
  };
  return deskAt({ case: () => Promise.resolve(pulled(world.seen)), actions });
}

class Life {
  readonly world = new World();
  readonly facts: RefundFact[] = [];
  refund: Refund = aRefund();
  over = false;
  private attempts = 0;
  private readonly action: ExecuteRefund;

  constructor() {
    const files = {
      refund: () => Promise.resolve(this.refund),
      afterSale: () => Promise.resolve({ shop, afterSale: theCase(1) as unknown as AfterSale }),
    } as unknown as CaseFiles;
    const desk = deskOf(this.world);
    this.action = new ExecuteRefund(files, desk, { now: () => T0 });
  }

  async attempt(recorded: boolean): Promise<void> {
    this.attempts += 1;
    const step = await this.action.attempt(request, this.attempts, new AbortController().signal);
    if (!recorded) return;
    if (step.decide) this.take(step.decide(this.refund));
    this.over = step.again === undefined;
  }

  observe(): void {
    this.take(observeRefund(this.refund, this.world.seen));
  }

  private take(decision: ReturnType<typeof observeRefund>): void {
    if (decision.kind !== 'changed') return;
    const [from, to] = [this.refund.status, decision.state.status];
    if (from !== to) expect(refundMoves[from] as readonly string[]).toContain(to);
    this.refund = decision.state;
    this.facts.push(...decision.facts);
  }
}

async function live(given: readonly Event[]): Promise<Life> {
  const life = new Life();
  for (const event of given) {
    if ('world' in event) life.world.happens(event.world);
    else if ('poll' in event) life.observe();
    else if ('say' in event) life.world.words.push(event);
    if (!life.over && !('poll' in event)) await life.attempt(!('crash' in event));
  }
  for (let more = 0; more < 40 && !life.over; more++) await life.attempt(true);
  life.world.settle();
  life.observe();
  return life;
}

describe('executing a refund', () => {
  it('pays at most once and ends where the platform is, whatever is lost, moved, polled or crashes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(events, { maxLength: 12 }), async (given) => {
        const { world, refund, facts, over } = await live(given);
        expect(world.executed).toBeLessThanOrEqual(1);
        expect(over).toBe(true);
        expect(['Succeeded', 'Failed']).toContain(refund.status);
        expect(refund.status === 'Succeeded').toBe(world.seen.status === 'refunded');
        expect(facts.filter(({ type }) => type === 'RefundSucceeded').length).toBeLessThanOrEqual(1);
        expect(facts.filter(({ type }) => type === 'RefundFailed').length).toBeLessThanOrEqual(1);
        if (world.executed === 1) expect(refund.paid).toMatchObject({ amountFen: 11990 });
      }),
      { numRuns: 500 },
    );
  });

  it('writes down that the platform is about to be told before it tells it', async () => {
    const life = new Life();
    await life.attempt(true);
    expect([life.refund.status, life.world.executed]).toEqual(['Executing', 0]);
    await life.attempt(true);
    expect([life.refund.status, life.world.executed]).toEqual(['Succeeded', 1]);
  });

  it('takes silence for unknown, and a yes without money for accepted', async () => {
    const life = new Life();
    life.world.words.push({ say: 'lost' }, { say: 'late' });
    await life.attempt(true);
    await life.attempt(true);
    expect([life.refund.status, life.over]).toEqual(['Unknown', false]);
    await life.attempt(true);
    expect([life.refund.status, life.over]).toEqual(['Accepted', true]);
    // Whatever calls it again: what was accepted is not said twice.
    await life.attempt(true);
    expect([life.world.executed, life.world.said, life.facts]).toEqual([1, 2, []]);
    life.world.settle();
    life.observe();
    expect(life.facts).toMatchObject([{ type: 'RefundSucceeded', paid: { by: 'cartrail' } }]);
  });

  // Half an hour of waiting for the buyer's number must not use up the patience with the platform.
  it.each(['conflict', 'auth_expired', 'forbidden', 'throttled', 'transient'] as const)(
    'that waited long for its case bears one %s like one that did not',
    async (say) => {
      const life = new Life();
      life.world.move({ status: 'awaiting_return' });
      for (let round = 0; round < 60; round++) await life.attempt(true);
      life.world.move({ status: 'return_shipped' });
      life.world.words.push({ say }, { say }, { say });
      for (let round = 0; round < 8 && !life.over; round++) await life.attempt(true);
      expect(life.facts).toMatchObject([{ type: 'RefundSucceeded', paid: { by: 'cartrail' } }]);
    },
  );

  it('counts failures of a kind from the last attempt that did not fail', async () => {
    const life = new Life();
    await life.attempt(true);
    life.world.words.push(...Array.from({ length: 5 * 3 }, () => ({ say: 'conflict' as const })));
    for (let round = 0; round < 5; round++) await life.attempt(true);
    expect(life.refund.failing).toEqual({ state_moved: 5 });
    life.world.move({ status: 'awaiting_return' });
    await life.attempt(true);
    expect([life.refund.failing, life.over]).toEqual([{}, false]);
  });

  it('reads once more after the last silence, which may have hidden a yes', async () => {
    const life = new Life();
    await life.attempt(true);
    life.world.words.push(...Array.from({ length: 31 }, () => ({ say: 'lost' as const })));
    life.world.words.push({ say: 'lost-answer' });
    for (let round = 0; round < 40 && !life.over; round++) await life.attempt(true);
    expect([life.world.said, life.world.executed]).toEqual([32, 1]);
    expect(life.facts).toMatchObject([{ type: 'RefundSucceeded' }]);
  });

  it('gives up after a day of silence, and tells so once', async () => {
    const life = new Life();
    life.world.words.push(...Array.from({ length: 50 }, () => ({ say: 'lost' as const })));
    for (let round = 0; round < 50 && !life.over; round++) await life.attempt(true);
    expect([life.world.said, life.over]).toEqual([32, true]);
    expect(life.facts).toMatchObject([{ type: 'RefundFailed', failure: { reason: 'unavailable' } }]);
  });

  it('says nothing once the time of its attempt is over', async () => {
    const life = new Life();
    await life.attempt(true);
    const aborted = AbortSignal.abort();
    const desk = deskOf(life.world);
    const file = { shop, afterSale: theCase(1) as unknown as AfterSale };
    await expect(desk.act(file, aborted, () => Promise.resolve())).rejects.toThrow('over');
    expect(life.world.executed).toBe(0);
  });
});
