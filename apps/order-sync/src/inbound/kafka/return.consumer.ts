import {
  RefundDue,
  ReturnApproved,
  ReturnArrived,
  ReturnCancelled,
  ReturnCaseJoined,
  ReturnClosed,
  ReturnInTransit,
  ReturnLapsed,
  ReturnObjected,
  ReturnParcelAssigned,
  ReturnRefunded,
  ReturnRejected,
  ReturnRequested,
  ReturnSignedOff,
  topics,
  type EventOf,
} from '@cartrail/contracts';
import { fromIso } from '@cartrail/kernel';
import {
  causeOf,
  change,
  Consumes,
  ignore,
  ok,
  On,
  park,
  type AnyChange,
  type Handling,
} from '@cartrail/messaging';
import type { AgreementRequest, ReceivedRequest, RefundRequest } from '../../application/ports.js';
import { wantAgreement } from '../../domain/after-sale-actions.js';
import { due, type Refund, type RefundFact } from '../../domain/refund.js';
import { Stores } from '../stores.js';

const NO_CASE = 'the return has no case at a platform';

/** What returns decide, carried to the platform. Every word to it is an effect, so that a crash loses none. */
@Consumes(topics.returnEvents, {
  group: 'order-sync.returns',
  ignore: [
    ReturnRequested,
    ReturnRejected,
    ReturnCaseJoined,
    ReturnParcelAssigned,
    ReturnInTransit,
    ReturnArrived,
    ReturnObjected,
    ReturnRefunded,
    ReturnClosed,
    ReturnCancelled,
    ReturnLapsed,
  ],
})
export class ReturnConsumer {
  constructor(private readonly stores: Stores) {}

  @On(ReturnApproved)
  approved(event: EventOf<typeof ReturnApproved>): AnyChange[] | Handling {
    const { returnId, afterSaleId, warehouseCode } = event.data;
    if (afterSaleId === undefined) return ignore(NO_CASE);
    const cause = causeOf(event);
    const { tenantId } = cause;
    const request: AgreementRequest = { tenantId, afterSaleId, returnId, warehouseCode };
    return [
      change({
        store: this.stores.cases,
        find: { id: afterSaleId },
        cause,
        decide: (held) => wantAgreement(held, returnId),
        effects: () => [{ kind: 'aftersale.agree', tenantId, idempotencyKey: event.id, request }],
      }),
    ];
  }

  @On(ReturnSignedOff)
  signedOff(event: EventOf<typeof ReturnSignedOff>): Handling {
    const { returnId, afterSaleId, signOffId, number, carrier, signedOffAt } = event.data;
    if (afterSaleId === undefined) return ignore(NO_CASE);
    const cause = causeOf(event);
    const { tenantId } = cause;
    const receivedAt = fromIso(signedOffAt);
    const request: ReceivedRequest = { tenantId, afterSaleId, returnId, number, carrier, receivedAt };
    const kind = 'aftersale.report-received';
    return ok([], [{ kind, tenantId, idempotencyKey: signOffId, request, cause }]);
  }

  @On(RefundDue)
  refundDue(event: EventOf<typeof RefundDue>): AnyChange[] | Handling {
    const { refundId, returnId, orderId, afterSaleId, amountFen, dueBy } = event.data;
    // Money somebody is owed is never passed over in silence.
    if (afterSaleId === undefined) return park(NO_CASE);
    const cause = causeOf(event);
    const { tenantId } = cause;
    const order = { returnId, afterSaleId, orderId, amountFen, dueBy: fromIso(dueBy) };
    const request: RefundRequest = { tenantId, refundId };
    return [
      change<Refund, RefundFact>({
        store: this.stores.refunds,
        find: { id: refundId },
        createAs: refundId,
        cause,
        decide: (refund) => due(refund, order),
        effects: () => [{ kind: 'refund.execute', tenantId, idempotencyKey: refundId, request }],
      }),
    ];
  }
}
