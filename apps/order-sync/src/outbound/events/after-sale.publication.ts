import {
  AfterSaleActionFailed,
  AfterSaleAgreed,
  AfterSaleAmended,
  AfterSaleClosed,
  AfterSaleRequested,
  AfterSaleReturnShipped,
  type AfterSaleActionFailedData,
  type AfterSaleAgreedData,
  type AfterSaleAmendedData,
  type AfterSaleClosedData,
  type AfterSaleRef,
  type AfterSaleRequestedData,
  type AfterSaleReturnShippedData,
} from '@cartrail/contracts';
import { toIso } from '@cartrail/kernel';
import type { Publication } from '@cartrail/messaging';
import { actBy, isByHand } from '../../domain/act-by.js';
import type { AfterSale, AfterSaleFact } from '../../domain/after-sale.state.js';
import { iso, type Fields } from './fields.js';

const refOf = (id: string, held: AfterSale) =>
  ({
    afterSaleId: id,
    orderId: held.orderId,
    shopId: held.shopId,
    platform: held.platform,
    platformAfterSaleId: held.platformAfterSaleId,
  }) satisfies Fields<AfterSaleRef>;

const askOf = (id: string, ask: AfterSale) =>
  ({
    ...refOf(id, ask),
    kind: ask.kind,
    status: ask.status,
    lines: ask.lines.map((line) => ({ ...line })),
    reason: ask.reason,
    platformReasonCode: ask.platformReasonCode,
    refundAmountFen: ask.refundAmountFen,
    refundPostFen: ask.refundPostFen,
    statusDeadline: iso(ask.statusDeadline),
    actBy: actBy(ask),
    byHand: isByHand(ask),
    appliedAt: toIso(ask.appliedAt),
    sourceUpdatedAt: toIso(ask.sourceUpdatedAt),
  }) satisfies Fields<AfterSaleAmendedData>;

export function publishAfterSaleFact(fact: AfterSaleFact, id: string, held: AfterSale): Publication {
  switch (fact.type) {
    case 'AfterSaleRequested': {
      const data = { ...askOf(id, fact.ask), buyerRef: fact.ask.buyerRef };
      return requested(data satisfies Fields<AfterSaleRequestedData>, fact.ask.appliedAt);
    }
    case 'AfterSaleAmended':
      return { event: AfterSaleAmended, data: askOf(id, fact.ask), occurredAt: fact.ask.sourceUpdatedAt };
    case 'AfterSaleAgreed': {
      const { by, shipBy, agreedAt } = fact;
      const data = { ...refOf(id, held), by, shipBy: iso(shipBy), agreedAt: toIso(agreedAt) };
      return {
        event: AfterSaleAgreed,
        data: data satisfies Fields<AfterSaleAgreedData>,
        occurredAt: agreedAt,
      };
    }
    case 'AfterSaleReturnShipped': {
      const { number, carrier, platformCarrierCode, shippedAt } = fact.parcel;
      const data = {
        ...refOf(id, held),
        number,
        carrier,
        platformCarrierCode,
        shippedAt: toIso(shippedAt),
      } satisfies Fields<AfterSaleReturnShippedData>;
      return { event: AfterSaleReturnShipped, data, occurredAt: shippedAt };
    }
    case 'AfterSaleClosed': {
      const { outcome, refundedFen, closedAt } = fact;
      const data = { ...refOf(id, held), outcome, refundedFen, closedAt: toIso(closedAt) };
      return {
        event: AfterSaleClosed,
        data: data satisfies Fields<AfterSaleClosedData>,
        occurredAt: closedAt,
      };
    }
    case 'AfterSaleActionFailed':
      return actionFailed(fact, id, held);
  }
}

const requested = (data: object, occurredAt: number): Publication => ({
  event: AfterSaleRequested,
  data,
  occurredAt,
});

function actionFailed(
  fact: Extract<AfterSaleFact, { type: 'AfterSaleActionFailed' }>,
  id: string,
  held: AfterSale,
): Publication {
  const { action, returnId, failure, failedAt } = fact;
  const data = {
    ...refOf(id, held),
    action,
    returnId,
    reason: failure.reason,
    detail: failure.detail,
    // Whatever could be tried again has been.
    byHand: true,
    failedAt: toIso(failedAt),
  } satisfies Fields<AfterSaleActionFailedData>;
  return { event: AfterSaleActionFailed, data, occurredAt: failedAt };
}
