import { MINUTE, SECOND, type Clock, type Decision } from '@cartrail/kernel';
import type { ActionFailure } from '../domain/after-sale.state.js';
import {
  aboutToSay,
  cameToNothing,
  dropped,
  isOpen,
  notSaid,
  said,
  type CaseAction,
  type CaseActionFact,
  type CaseActions,
  type CaseWord,
} from '../domain/case-action.js';
import { judgeWord } from '../domain/judge-word.js';
import { addressOf } from './agree-return.js';
import { react, type CaseDesk, type Reading } from './case-desk.js';
import {
  PlatformFailure,
  type Attempt,
  type CaseFile,
  type CaseFiles,
  type CaseActions as Desk,
  type WordAction,
  type WordRequest,
} from './ports.js';

type Step = Attempt<CaseActions, CaseActionFact>;
type Said = (actions: Desk, token: string, seen: Reading['seen']) => Promise<void> | undefined;

/** While a case is not agreed yet: some seconds at first, ten minutes in the end. */
const waitForCaseMs = (attempt: number): number => Math.min(5 * SECOND * attempt, 10 * MINUTE);

/** About a day of that. */
const WAITS = 200;

/**
 * Says one word of a case to its platform. The case is read before, and the word is bound to that reading; silence is
 * answered by reading again, and only what the case does not show is said once more.
 */
export class ActOnCase implements WordAction {
  constructor(
    private readonly files: CaseFiles,
    private readonly desk: CaseDesk,
    private readonly clock: Clock,
  ) {}

  async attempt(request: WordRequest, attempt: number, signal: AbortSignal): Promise<Step> {
    const { tenantId, afterSaleId, actionId } = request;
    const actions = await this.files.actions(tenantId, afterSaleId);
    const action = actions.find((one) => one.actionId === actionId);
    if (!action || !isOpen(action)) return { result: 'over' };
    const file = await this.files.afterSale(tenantId, afterSaleId);
    if (!file) return this.failed(action, { reason: 'refused', detail: 'the case is not known here' });
    try {
      if (await this.isTheBuyers(action, file)) {
        const at = this.clock.now();
        return { decide: (held) => dropped(held, actionId, at), result: 'not_supported' };
      }
      return await this.desk.onNewest(file, (reading) => this.decide(action, file, reading, attempt, signal));
    } catch (error) {
      if (!(error instanceof PlatformFailure)) throw error;
      const reaction = react(error, action.failures + 1);
      if (reaction.kind === 'failed') return this.failed(action, reaction.failure);
      return { decide: (held) => cameToNothing(held, actionId), again: reaction, result: 'waits' };
    }
  }

  abandoned({ actionId }: WordRequest, why: string) {
    return (held: CaseActions | undefined): Decision<CaseActions, CaseActionFact> =>
      notSaid(held, actionId, { reason: 'unavailable', detail: why }, this.clock.now());
  }

  /** At most platforms only the buyer enters a number: that a booking has one is nobody's task then. */
  private async isTheBuyers({ word, by }: CaseAction, file: CaseFile): Promise<boolean> {
    const ours = word.action !== 'fill-return-waybill' || 'memberId' in by;
    return !ours && (await this.desk.whyNot(file, word.action)) !== undefined;
  }

  private async decide(
    action: CaseAction,
    file: CaseFile,
    reading: Reading,
    attempt: number,
    signal: AbortSignal,
  ): Promise<Step> {
    const { word, by, state } = action;
    const cannot = await this.desk.whyNot(file, word.action);
    if (cannot !== undefined)
      return this.failed(action, { reason: 'not_supported', detail: cannot }, reading);
    const rules = { byHand: 'memberId' in by, returnKinds: await this.desk.returnKinds(file) };
    const verdict = judgeWord(word, reading.seen, rules);
    switch (verdict.kind) {
      case 'past':
        return this.done(action, reading, 'past');
      case 'hopeless':
        return this.failed(action, verdict.failure, reading);
      case 'wait':
        return attempt < WAITS
          ? {
              read: reading.pulled,
              again: { afterMs: waitForCaseMs(attempt), why: verdict.why },
              result: 'waits',
            }
          : this.failed(action, { reason: 'state_moved', detail: verdict.why }, reading);
      case 'send': {
        const say = await this.toSay(word, file);
        if (typeof say !== 'function') return this.failed(action, say, reading);
        if (state === 'sent') return this.send(action, file, reading, say, signal);
        const decide = (held: CaseActions | undefined) => aboutToSay(held, action.actionId);
        return {
          read: reading.pulled,
          decide,
          again: { afterMs: 0, why: `about to say ${word.action}` },
          result: 'begun',
        };
      }
    }
  }

  private async send(
    action: CaseAction,
    file: CaseFile,
    reading: Reading,
    say: Said,
    signal: AbortSignal,
  ): Promise<Step> {
    await this.desk.act(file, signal, (actions, token) => say(actions, token, reading.seen));
    const shown = await this.desk.read(file).catch(() => undefined);
    return this.done(action, shown, 'said');
  }

  /** What is said, or what is missing to say it. */
  private async toSay(word: CaseWord, file: CaseFile): Promise<Said | ActionFailure> {
    const { shop } = file;
    switch (word.action) {
      case 'agree-refund':
        return (actions, token, seen) => actions.agreeRefund?.(shop, token, seen);
      case 'agree-return': {
        const address = await addressOf(this.files, file, word.warehouseCode);
        return 'reason' in address
          ? address
          : (actions, token, seen) => actions.agreeReturn?.(shop, token, seen, address);
      }
      case 'reject': {
        const rejection = word.rejection ?? (await this.desk.rejectionFor(file, word.rule ?? ''));
        const detail = `rejectReasonCodes has nothing for ${word.rule ?? ''}: refuse at the platform`;
        return rejection
          ? (actions, token, seen) => actions.reject?.(shop, token, seen, rejection)
          : { reason: 'not_supported', detail };
      }
      case 'fill-return-waybill': {
        const { number, carrier } = word;
        return (actions, token, seen) => actions.fillReturnWaybill?.(shop, token, seen, { number, carrier });
      }
    }
  }

  /**
   * A return that was agreed by us is told as ours, not as the platform's: the reading that shows it comes by itself,
   * afterwards.
   */
  private done({ actionId, word, state }: CaseAction, shown: Reading | undefined, result: string): Step {
    const ours = word.action === 'agree-return' && state === 'sent';
    const at = this.clock.now();
    return { read: ours ? undefined : shown?.pulled, decide: (held) => said(held, actionId, at), result };
  }

  private failed({ actionId }: CaseAction, failure: ActionFailure, reading?: Reading): Step {
    const at = this.clock.now();
    return {
      read: reading?.pulled,
      decide: (held) => notSaid(held, actionId, failure, at),
      result: failure.reason,
    };
  }
}
