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
  type EventDefinition,
  type RefundDueData,
  type ReturnApprovedData,
  type ReturnArrivedData,
  type ReturnCancelledData,
  type ReturnCaseJoinedData,
  type ReturnClosedData,
  type ReturnInTransitData,
  type ReturnLapsedData,
  type ReturnLine,
  type ReturnObjectedData,
  type ReturnParcelAssignedData,
  type ReturnRef,
  type ReturnRefundedData,
  type ReturnRejectedData,
  type ReturnRequestedData,
  type ReturnSignedOffData,
  type RuleDecision,
  type SignedLine,
} from '@cartrail/contracts';
import { DAY, HOUR, newId, toIso } from '@cartrail/kernel';
import { anEvent, TEST_MORNING, type About } from './an-event.js';

const now = toIso(TEST_MORNING);
const ago = (ms: number): string => toIso(TEST_MORNING - ms);
const ahead = (ms: number): string => toIso(TEST_MORNING + ms);

/** Plain, to be spread into the events of one return. */
export const aReturnRef = (ref: Partial<ReturnRef> = {}): Pick<ReturnRef, keyof ReturnRef> => ({
  returnId: newId(),
  orderId: newId(),
  shopId: newId(),
  afterSaleId: newId(),
  ...ref,
});

export const aReturnLine = (line: Partial<ReturnLine> = {}): ReturnLine => ({
  lineId: newId(),
  quantity: 1,
  merchantSkuCode: 'SKU-TEE-M',
  title: 'T恤',
  category: 'APPAREL',
  paidFen: 9_900,
  ...line,
});

export const aRuleDecision = (decision: Partial<RuleDecision> = {}): RuleDecision => ({
  ruleId: 'R-01',
  ruleVersion: '1',
  effectiveFrom: ago(365 * DAY),
  allowed: true,
  code: 'return/eligible',
  allowedUntil: ahead(5 * DAY),
  ...decision,
});

export const aSignedLine = (line: Partial<SignedLine> = {}): SignedLine => ({
  lineId: newId(),
  expected: 1,
  received: 1,
  verdict: 'INTACT',
  ...line,
});

/** A builder for events that are a return and something more. */
const ofReturn =
  <D extends ReturnRef>(definition: EventDefinition<D>, rest: () => Omit<D, keyof ReturnRef>) =>
  (data: Partial<D> = {}, about?: About) => {
    const whole = Object.assign({}, aReturnRef(), rest(), data) as unknown as D;
    return anEvent(definition, whole.returnId, whole, about);
  };

const parcel = { number: 'YT0000000000001', carrier: 'YTO' };

export const aReturnRequested = ofReturn<ReturnRequestedData>(ReturnRequested, () => ({
  status: 'Requested',
  via: 'platform',
  kind: 'return_refund',
  reason: 'no_reason',
  lines: [aReturnLine()],
  decision: aRuleDecision(),
  freightPayer: 'buyer',
  refundEstimateFen: 9_900,
  appliedAt: now,
}));
export const aReturnCaseJoined = ofReturn<ReturnCaseJoinedData>(ReturnCaseJoined, () => ({
  decision: aRuleDecision(),
  refundEstimateFen: 9_900,
  joinedAt: now,
}));
export const aReturnRejected = ofReturn<ReturnRejectedData>(ReturnRejected, () => ({
  by: 'policy',
  decision: aRuleDecision({ allowed: false, code: 'return/window-closed', allowedUntil: ago(DAY) }),
  rejectedAt: now,
}));
export const aReturnApproved = ofReturn<ReturnApprovedData>(ReturnApproved, () => ({
  by: 'buyer',
  lines: [aReturnLine()],
  warehouseCode: 'hz-1',
  shipBy: ahead(7 * DAY),
  shipBySource: 'platform',
  approvedAt: ago(HOUR),
}));
export const aReturnParcelAssigned = ofReturn<ReturnParcelAssignedData>(ReturnParcelAssigned, () => ({
  ...parcel,
  by: 'booking',
  phoneTail: '0001',
  fromRegion: '310115',
  toRegion: '330100',
  assignedAt: now,
}));
export const aReturnInTransit = ofReturn<ReturnInTransitData>(ReturnInTransit, () => ({
  ...parcel,
  pickedUpAt: now,
}));
export const aReturnArrived = ofReturn<ReturnArrivedData>(ReturnArrived, () => ({
  ...parcel,
  arrivedAt: now,
}));
export const aReturnSignedOff = ofReturn<ReturnSignedOffData>(ReturnSignedOff, () => ({
  ...parcel,
  signOffId: newId(),
  lines: [aSignedLine()],
  signedOffAt: now,
}));
export const aReturnObjected = ofReturn<ReturnObjectedData>(ReturnObjected, () => ({
  signOffId: newId(),
  lines: [aSignedLine({ verdict: 'AFFECTS_RESALE' })],
  objectedAt: now,
}));
export const aRefundDue = ofReturn<RefundDueData>(RefundDue, () => ({
  refundId: newId(),
  amountFen: 9_900,
  decision: aRuleDecision(),
  dueBy: ahead(DAY),
  decidedAt: now,
}));
export const aReturnRefunded = ofReturn<ReturnRefundedData>(ReturnRefunded, () => ({
  refundId: newId(),
  amountFen: 9_900,
  by: 'cartrail',
  refundedAt: now,
}));
export const aReturnCancelled = ofReturn<ReturnCancelledData>(ReturnCancelled, () => ({
  by: 'buyer',
  cancelledAt: now,
}));
export const aReturnLapsed = ofReturn<ReturnLapsedData>(ReturnLapsed, () => ({
  deadline: ago(HOUR),
  deadlineSource: 'platform',
  lapsedAt: now,
}));
export const aReturnClosed = ofReturn<ReturnClosedData>(ReturnClosed, () => ({
  outcome: 'closed',
  closedAt: now,
}));
