import { HandlesEffect } from '@cartrail/messaging';
import type { AgreementRequest } from '../../application/ports.js';
import type { AfterSale, AfterSaleFact } from '../../domain/after-sale.state.js';
import type { CaseKey } from '../postgres/after-sale.store.js';
import { ACTION_LIMITS, PlatformAction } from './platform-action.js';

@HandlesEffect('aftersale.agree', ACTION_LIMITS)
export class AgreeReturnEffect extends PlatformAction<AgreementRequest, AfterSale, AfterSaleFact, CaseKey> {
  protected idOf = ({ afterSaleId }: AgreementRequest): string => afterSaleId;
}
