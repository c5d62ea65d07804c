import { HandlesEffect } from '@cartrail/messaging';
import type { RefundRequest } from '../../application/ports.js';
import type { Refund, RefundFact } from '../../domain/refund.js';
import { ACTION_LIMITS, PlatformAction } from './platform-action.js';

@HandlesEffect('refund.execute', ACTION_LIMITS)
export class ExecuteRefundEffect extends PlatformAction<RefundRequest, Refund, RefundFact, string> {
  protected idOf = ({ refundId }: RefundRequest): string => refundId;
}
