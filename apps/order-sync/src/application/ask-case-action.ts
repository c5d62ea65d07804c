import type { ActionFailure, AfterSale } from '../domain/after-sale.state.js';
import type { CaseAction, CaseActionName, CaseWord } from '../domain/case-action.js';
import { judgeWord, type ShownCase } from '../domain/judge-word.js';
import { reasonOf, type CaseDesk } from './case-desk.js';
import { PlatformFailure, type CaseFile, type CaseFiles } from './ports.js';

/** What may be asked of a case, as it is held here. */
export interface PossibleAction {
  readonly action: CaseActionName;
  /** Absent where it may be asked. */
  readonly refusal?: ActionFailure;
}

export interface CaseDossier {
  readonly afterSale: AfterSale;
  readonly possible: readonly PossibleAction[];
  readonly actions: readonly CaseAction[];
}

export interface PreparedWord {
  readonly orderId: string;
  readonly refundAmountFen: number;
  readonly refusal?: ActionFailure;
}

/** A member wants something said of a case: whether that can be, before it is promised. */
export class AskCaseAction {
  constructor(
    private readonly files: CaseFiles,
    private readonly desk: CaseDesk,
  ) {}

  /**
   * Reads the case at the platform; where it does not answer, the attempts to come will read it. `undefined`: no such
   * case.
   */
  async prepare(tenantId: string, afterSaleId: string, word: CaseWord): Promise<PreparedWord | undefined> {
    const file = await this.files.afterSale(tenantId, afterSaleId);
    if (!file) return undefined;
    const { orderId, refundAmountFen } = file.afterSale;
    const cannot = await this.cannot(file, word.action);
    if (cannot) return { orderId, refundAmountFen, refusal: cannot };
    const seen = await this.newest(file);
    const refusal = seen && (await this.refusalOf(file, word, seen));
    return { orderId, refundAmountFen: seen?.refundAmountFen ?? refundAmountFen, refusal };
  }

  async show(tenantId: string, afterSaleId: string): Promise<CaseDossier | undefined> {
    const file = await this.files.afterSale(tenantId, afterSaleId);
    if (!file) return undefined;
    const { afterSale } = file;
    const possible = await Promise.all(
      wordsFor(afterSale).map(async (word) => ({
        action: word.action,
        refusal: (await this.cannot(file, word.action)) ?? (await this.refusalOf(file, word, afterSale)),
      })),
    );
    return { afterSale, possible, actions: await this.files.actions(tenantId, afterSaleId) };
  }

  private async newest(file: CaseFile): Promise<ShownCase | undefined> {
    try {
      return (await this.desk.read(file)).seen;
    } catch (error) {
      if (error instanceof PlatformFailure) return undefined;
      throw error;
    }
  }

  private async cannot(file: CaseFile, action: CaseActionName): Promise<ActionFailure | undefined> {
    try {
      const detail = await this.desk.whyNot(file, action);
      return detail === undefined ? undefined : { reason: 'not_supported', detail };
    } catch (error) {
      if (error instanceof PlatformFailure) return { reason: reasonOf(error), detail: error.message };
      throw error;
    }
  }

  private async refusalOf(
    file: CaseFile,
    word: CaseWord,
    seen: ShownCase,
  ): Promise<ActionFailure | undefined> {
    const rules = { byHand: true, returnKinds: await this.desk.returnKinds(file) };
    const verdict = judgeWord(word, seen, rules);
    switch (verdict.kind) {
      case 'send':
        return undefined;
      case 'hopeless':
        return verdict.failure;
      case 'wait':
        return { reason: 'state_moved', detail: verdict.why };
      case 'past':
        return { reason: 'state_moved', detail: 'the case shows it already' };
    }
  }
}

/** Each of the words as it could be asked for: with what the case itself names. */
const wordsFor = ({ refundAmountFen }: AfterSale): readonly CaseWord[] => [
  { action: 'agree-refund', amountFen: refundAmountFen },
  { action: 'agree-return' },
  { action: 'reject' },
  { action: 'fill-return-waybill', number: '', carrier: '' },
];
