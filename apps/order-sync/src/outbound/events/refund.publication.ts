import {
  RefundFailed,
  RefundSucceeded,
  type RefundFailedData,
  type RefundRef,
  type RefundSucceededData,
} from '@cartrail/contracts';
import { toIso } from '@cartrail/kernel';
import type { Publication } from '@cartrail/messaging';
import type { Refund, RefundFact } from '../../domain/refund.js';
import type { Fields } from './fields.js';

const refOf = (refundId: string, { returnId, afterSaleId, orderId, amountFen }: Refund) =>
  ({ refundId, returnId, afterSaleId, orderId, amountFen }) satisfies Fields<RefundRef>;

export function publishRefundFact(fact: RefundFact, id: string, refund: Refund): Publication {
  switch (fact.type) {
    case 'RefundSucceeded': {
      const { by, amountFen, at } = fact.paid;
      const data = { ...refOf(id, refund), amountFen, by, refundedAt: toIso(at) };
      return { event: RefundSucceeded, data: data satisfies Fields<RefundSucceededData>, occurredAt: at };
    }
    case 'RefundFailed': {
      const { failure, failedAt } = fact;
      const data = {
        ...refOf(id, refund),
        reason: failure.reason,
        platformAmountFen: failure.platformAmountFen,
        detail: failure.detail,
        // Whatever could be tried again has been.
        byHand: true,
        failedAt: toIso(failedAt),
      } satisfies Fields<RefundFailedData>;
      return { event: RefundFailed, data, occurredAt: failedAt };
    }
  }
}
