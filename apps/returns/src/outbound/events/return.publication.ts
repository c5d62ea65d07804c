import * as contract from '@cartrail/contracts';
import { toIso } from '@cartrail/kernel';
import type { Publication } from '@cartrail/messaging';
import { toDecision } from '../../domain/order/judgement.js';
import type { PublicFact, ReturnFact } from '../../domain/return/return-facts.js';
import type { Return } from '../../domain/return/return.js';

type Of<T extends ReturnFact['type']> = Extract<ReturnFact, { readonly type: T }>;

/** A return's fact in the words of the contract; what only its neighbours hear stays inside. */
export function toReturnPublication(fact: ReturnFact, state: Return): Publication | undefined {
  switch (fact.type) {
    case 'Holding':
    case 'PickupWanted':
    case 'PickupUnwanted':
    case 'NumberDropped':
      return undefined;
    default: {
      const { event, data, at } = told(fact, state);
      return { event, data: { ...refOf(state), ...data }, occurredAt: at };
    }
  }
}

interface Told {
  readonly event: Publication['event'];
  readonly data: object;
  readonly at: number;
}

function told(fact: PublicFact, state: Return): Told {
  switch (fact.type) {
    case 'Requested':
      return requested(fact, state);
    case 'CaseJoined': {
      const data = {
        decision: toDecision(state.ruling),
        refundEstimateFen: state.estimateFen,
        joinedAt: toIso(fact.at),
      };
      return { event: contract.ReturnCaseJoined, data, at: fact.at };
    }
    case 'Approved':
      return approved(fact);
    case 'Rejected': {
      const data = { by: fact.by, decision: toDecision(fact.ruling), rejectedAt: toIso(fact.at) };
      return { event: contract.ReturnRejected, data, at: fact.at };
    }
    case 'Cancelled': {
      const data = { by: fact.by, why: fact.why, cancelledAt: toIso(fact.at) };
      return { event: contract.ReturnCancelled, data, at: fact.at };
    }
    case 'Lapsed': {
      const { deadline, deadlineSource, at } = fact;
      return {
        event: contract.ReturnLapsed,
        data: { deadline: toIso(deadline), deadlineSource, lapsedAt: toIso(at) },
        at,
      };
    }
    case 'Closed':
      return {
        event: contract.ReturnClosed,
        data: { outcome: fact.outcome, closedAt: toIso(fact.at) },
        at: fact.at,
      };
    case 'ParcelAssigned':
    case 'InTransit':
    case 'Arrived':
    case 'SignedOff':
    case 'Objected':
      return toldOfGoods(fact);
    case 'RefundDue':
    case 'Refunded':
      return toldOfMoney(fact);
  }
}

function requested({ status, at }: Of<'Requested'>, state: Return): Told {
  const { via, kind, reason, lines, ruling, freightPayer, estimateFen, appliedAt, platformForm } = state;
  const data = {
    status,
    via,
    kind,
    reason,
    lines,
    decision: toDecision(ruling),
    freightPayer,
    refundEstimateFen: estimateFen,
    platformForm: status === 'AwaitingCase' ? platformForm : undefined,
    appliedAt: toIso(appliedAt),
  };
  return { event: contract.ReturnRequested, data, at };
}

function approved({ approval, lines, warehouseCode }: Of<'Approved'>): Told {
  const { by, at, shipBy, shipBySource } = approval;
  const data = { by, lines, warehouseCode, shipBy: toIso(shipBy), shipBySource, approvedAt: toIso(at) };
  return { event: contract.ReturnApproved, data, at };
}

type GoodsFact = Of<'ParcelAssigned' | 'InTransit' | 'Arrived' | 'SignedOff' | 'Objected'>;

function toldOfGoods(fact: GoodsFact): Told {
  switch (fact.type) {
    case 'ParcelAssigned': {
      const { parcel, phoneTail, fromRegion, toRegion, replaces } = fact;
      const { number, carrier, by, pickupId, at } = parcel;
      const more = { phoneTail, fromRegion, toRegion, replaces, assignedAt: toIso(at) };
      return { event: contract.ReturnParcelAssigned, data: { number, carrier, by, pickupId, ...more }, at };
    }
    case 'InTransit': {
      const { number, carrier, at } = fact;
      return { event: contract.ReturnInTransit, data: { number, carrier, pickedUpAt: toIso(at) }, at };
    }
    case 'Arrived': {
      const { number, carrier, at } = fact;
      return { event: contract.ReturnArrived, data: { number, carrier, arrivedAt: toIso(at) }, at };
    }
    case 'SignedOff': {
      const { signOffId, lines, number, carrier, at } = fact;
      const data = { signOffId, lines, number, carrier, signedOffAt: toIso(at) };
      return { event: contract.ReturnSignedOff, data, at };
    }
    case 'Objected': {
      const { signOffId, lines, at } = fact;
      return { event: contract.ReturnObjected, data: { signOffId, lines, objectedAt: toIso(at) }, at };
    }
  }
}

function toldOfMoney(fact: Of<'RefundDue' | 'Refunded'>): Told {
  if (fact.type === 'Refunded') {
    const { refundId, amountFen, by, at } = fact;
    return { event: contract.ReturnRefunded, data: { refundId, amountFen, by, refundedAt: toIso(at) }, at };
  }
  const { refundId, amountFen, ruling, dueBy, at } = fact;
  const data = {
    refundId,
    amountFen,
    decision: toDecision(ruling),
    dueBy: toIso(dueBy),
    decidedAt: toIso(at),
  };
  return { event: contract.RefundDue, data, at };
}

const refOf = ({ id, orderId, shopId, case: terms }: Return) => ({
  returnId: id,
  orderId,
  shopId,
  afterSaleId: terms?.afterSaleId,
});
