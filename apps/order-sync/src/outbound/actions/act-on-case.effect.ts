import type { Cause } from '@cartrail/kernel';
import { change, HandlesEffect, type AnyChange } from '@cartrail/messaging';
import type { WordRequest } from '../../application/ports.js';
import { tellOfAction } from '../../domain/after-sale-actions.js';
import type { AfterSale, AfterSaleFact } from '../../domain/after-sale.state.js';
import type { CaseActionFact, CaseActions } from '../../domain/case-action.js';
import type { CaseKey } from '../postgres/after-sale.store.js';
import { ACTION_LIMITS, PlatformAction } from './platform-action.js';

@HandlesEffect('aftersale.act', ACTION_LIMITS)
export class ActOnCaseEffect extends PlatformAction<WordRequest, CaseActions, CaseActionFact, string> {
  protected idOf = ({ afterSaleId }: WordRequest): string => afterSaleId;

  protected override leadsTo(
    { afterSaleId }: WordRequest,
    _state: CaseActions,
    facts: readonly CaseActionFact[],
    cause: Cause,
  ): readonly AnyChange[] {
    return facts.map((fact) =>
      change<AfterSale, AfterSaleFact, CaseKey>({
        store: this.keeping.changes.cases,
        find: { id: afterSaleId },
        cause,
        decide: (held) => tellOfAction(held, fact),
      }),
    );
  }
}
