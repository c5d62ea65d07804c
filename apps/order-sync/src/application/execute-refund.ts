import { MINUTE, SECOND, type Clock, type Decision } from '@cartrail/kernel';
import {
  accepted,
  answered,
  executing,
  failedAgain,
  failRefund,
  failuresOf,
  judgeRefund,
  observeRefund,
  unanswered,
  type Refund,
  type RefundFact,
  type RefundFailure,
} from '../domain/refund.js';
import { again, isTooOften, react, reasonOf, type CaseDesk, type Reading } from './case-desk.js';
import {
  PlatformFailure,
  type Attempt,
  type CaseFile,
  type CaseFiles,
  type RefundAction,
  type RefundRequest,
} from './ports.js';

type Step = Attempt<Refund, RefundFact>;
type Decided = Decision<Refund, RefundFact>;

/** Nothing is left to say to the platform. */
const SETTLED: ReadonlySet<Refund['status']> = new Set(['Accepted', 'Succeeded', 'Failed']);

/** While the case is not far enough to be paid. */
const waitForCaseMs = (attempt: number): number => Math.min(5 * SECOND * attempt, MINUTE);

/**
 * Pays one buyer back, once. The case is read before every word to the platform, which refuses a version that has
 * moved on; silence after a word is "unknown", and is answered by reading again, never by repeating.
 */
export class ExecuteRefund implements RefundAction {
  constructor(
    private readonly files: CaseFiles,
    private readonly desk: CaseDesk,
    private readonly clock: Clock,
  ) {}

  async attempt({ tenantId, refundId }: RefundRequest, attempt: number, signal: AbortSignal): Promise<Step> {
    const refund = await this.files.refund(tenantId, refundId);
    if (!refund || SETTLED.has(refund.status)) return { result: 'over' };
    const file = await this.files.afterSale(tenantId, refund.afterSaleId);
    if (!file) return this.failed({ reason: 'refused', detail: 'the case is not known here' });
    try {
      return await this.desk.onNewest(file, (reading) => this.decide(refund, file, reading, attempt, signal));
    } catch (error) {
      if (!(error instanceof PlatformFailure)) throw error;
      const reason = reasonOf(error);
      const reaction = react(error, failuresOf(refund, reason) + 1);
      if (reaction.kind === 'failed') return this.failed(reaction.failure);
      return { decide: (held) => failedAgain(held, reason), again: reaction, result: 'waits' };
    }
  }

  abandoned(_request: RefundRequest, why: string): (refund: Refund | undefined) => Decided {
    return (refund) => failRefund(refund, { reason: 'unavailable', detail: why }, this.clock.now());
  }

  private async decide(
    refund: Refund,
    file: CaseFile,
    { pulled, seen }: Reading,
    attempt: number,
    signal: AbortSignal,
  ): Promise<Step> {
    const now = this.clock.now();
    const cannot = await this.desk.whyNot(file, 'refund-received');
    const verdict = judgeRefund(refund, seen, { cannot, now });
    switch (verdict.kind) {
      case 'over':
        return { read: pulled, decide: (held) => observeRefund(held, seen), result: 'over' };
      case 'underway':
        return { read: pulled, decide: accepted, result: 'underway' };
      case 'wait':
        return {
          read: pulled,
          decide: answered,
          again: { afterMs: waitForCaseMs(attempt), why: verdict.why },
          result: 'waits',
        };
      case 'hopeless':
        return { ...this.failed(verdict.failure), read: pulled };
      case 'send':
        if (refund.sentAt !== undefined) return this.send(refund, file, { pulled, seen }, signal);
        return {
          read: pulled,
          decide: (held) => executing(held, now),
          again: { afterMs: 0, why: 'about to execute' },
          result: 'begun',
        };
    }
  }

  private async send(
    refund: Refund,
    file: CaseFile,
    { pulled, seen }: Reading,
    signal: AbortSignal,
  ): Promise<Step> {
    const silences = failuresOf(refund, 'unavailable');
    if (isTooOften('transient', silences)) {
      const failure = { reason: 'unavailable', detail: `no answer, ${silences} times in a row` } as const;
      return { ...this.failed(failure), read: pulled };
    }
    try {
      await this.desk.act(file, signal, (actions, token) => actions.refundReceived?.(file.shop, token, seen));
    } catch (error) {
      if (!(error instanceof PlatformFailure) || error.kind !== 'transient') throw error;
      // Even the last silence is read for: the word may have been heard.
      return { decide: unanswered, again: again(error, silences + 1), result: 'unknown' };
    }
    const shown = await this.desk.read(file).catch(() => undefined);
    return {
      read: shown?.pulled,
      decide: (held) => (shown ? acceptedAndSeen(held, shown.seen) : accepted(held)),
      result: 'accepted',
    };
  }

  private failed(failure: RefundFailure): Step {
    const now = this.clock.now();
    return { decide: (refund) => failRefund(refund, failure, now), result: failure.reason };
  }
}

/** Paid at once, or accepted until the platform shows the money. */
function acceptedAndSeen(held: Refund | undefined, seen: Reading['seen']): Decided {
  const observed = observeRefund(held, seen);
  return observed.kind === 'changed' ? observed : accepted(held);
}
