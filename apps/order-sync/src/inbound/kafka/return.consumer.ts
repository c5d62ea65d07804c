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
  type EventEnvelope,
  type EventOf,
  type ReturnRef,
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
import type {
  AgreementRequest,
  ReceivedRequest,
  RefundRequest,
  WordRequest,
} from '../../application/ports.js';
import { wantAgreement } from '../../domain/after-sale-actions.js';
import {
  askByReturn,
  type CaseActionFact,
  type CaseActions,
  type CaseWord,
} from '../../domain/case-action.js';
import { due, type Refund, type RefundFact } from '../../domain/refund.js';
import { Stores } from '../stores.js';

const NO_CASE = 'the return has no case at a platform';

/** What returns decide, carried to the platform. Every word to it is an effect, so that a crash loses none. */
@Consumes(topics.returnEvents, {
  group: 'order-sync.returns',
  ignore: [
    ReturnRequested,
    ReturnCaseJoined,
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

  /** What the platform refused itself, it knows. */
  @On(ReturnRejected)
  rejected(event: EventOf<typeof ReturnRejected>): AnyChange[] | Handling {
    const { afterSaleId, by, decision, rejectedAt } = event.data;
    if (by === 'platform') return ignore('the platform refused it');
    return this.say(event, afterSaleId, { action: 'reject', rule: decision.code }, rejectedAt);
  }

  /** A number the buyer entered came from the platform. */
  @On(ReturnParcelAssigned)
  parcelAssigned(event: EventOf<typeof ReturnParcelAssigned>): AnyChange[] | Handling {
    const { afterSaleId, by, number, carrier, replaces, assignedAt } = event.data;
    if (by !== 'booking' || carrier === 'UNKNOWN') return ignore('not a parcel of ours');
    return this.say(
      event,
      afterSaleId,
      { action: 'fill-return-waybill', number, carrier, replaces },
      assignedAt,
    );
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

  private say(
    event: EventEnvelope<ReturnRef>,
    afterSaleId: string | undefined,
    word: CaseWord,
    at: string,
  ): AnyChange[] | Handling {
    if (afterSaleId === undefined) return ignore(NO_CASE);
    const cause = causeOf(event);
    const { tenantId } = cause;
    const actionId = event.id;
    const asked = { actionId, word, by: { returnId: event.data.returnId }, askedAt: fromIso(at) };
    const request: WordRequest = { tenantId, afterSaleId, actionId };
    return [
      change<CaseActions, CaseActionFact>({
        store: this.stores.caseActions,
        find: { id: afterSaleId },
        createAs: afterSaleId,
        cause,
        decide: (held) => askByReturn(held, asked),
        effects: () => [{ kind: 'aftersale.act', tenantId, idempotencyKey: actionId, request }],
      }),
    ];
  }
}
