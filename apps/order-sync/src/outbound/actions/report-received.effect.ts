import { HandlesEffect } from '@cartrail/messaging';
import type { ReceivedRequest } from '../../application/ports.js';
import type { AfterSale, AfterSaleFact } from '../../domain/after-sale.state.js';
import type { CaseKey } from '../postgres/after-sale.store.js';
import { ACTION_LIMITS, PlatformAction } from './platform-action.js';

@HandlesEffect('aftersale.report-received', ACTION_LIMITS)
export class ReportReceivedEffect extends PlatformAction<ReceivedRequest, AfterSale, AfterSaleFact, CaseKey> {
  protected idOf = ({ afterSaleId }: ReceivedRequest): string => afterSaleId;
}
