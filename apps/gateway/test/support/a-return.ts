import {
  AfterSaleAgreed,
  AfterSaleClosed,
  AfterSaleRequested,
  ParcelSignedOff,
  PickupBooked,
  PickupChanged,
  PickupCompleted,
  RefundDue,
  RefundFailed,
  RefundSucceeded,
  ReturnApproved,
  ReturnArrived,
  ReturnInTransit,
  ReturnParcelAssigned,
  ReturnRefunded,
  ReturnRequested,
  ReturnSignedOff,
  SignOffSuperseded,
  type EventEnvelope,
} from '@cartrail/contracts';
import { newId, toIso } from '@cartrail/kernel';
import { anEvent, TEST_MORNING } from '@cartrail/testing';

const now = toIso(TEST_MORNING);

/** One return from the case to the refund, every source in its own order. */
export function aWholeReturn(orderId = newId()) {
  const shopId = newId();
  const ids = { returnId: newId(), afterSaleId: newId(), pickupId: newId(), refundId: newId() };
  const [firstSignOff, signOffId] = [newId(), newId()];
  const about = { returnId: ids.returnId, orderId, shopId, afterSaleId: ids.afterSaleId };
  const parcel = { number: 'YT9900000000021', carrier: 'YTO' };
  const line = { lineId: `${orderId}/1`, quantity: 1 };
  const signed = { lineId: line.lineId, expected: 1, received: 1, verdict: 'INTACT' };
  const rule = {
    ruleId: 'R-01',
    ruleVersion: '1',
    effectiveFrom: now,
    allowed: true,
    code: 'return/eligible',
  };
  const platform = { platform: 'douyin', platformAfterSaleId: '142893761830425088' };
  const asked = { afterSaleId: ids.afterSaleId, orderId, shopId, ...platform };
  const pickup = {
    pickupId: ids.pickupId,
    returnId: ids.returnId,
    orderId,
    shopId,
    provider: 'kuaidi100',
    carrier: 'YTO',
  };
  const slot = { from: now, to: now };
  const money = { refundId: ids.refundId, amountFen: 9_900 };
  const record = {
    returnIds: [ids.returnId],
    orderIds: [orderId],
    ...parcel,
    warehouseCode: 'HZ01',
    announced: true,
    lines: [{ returnId: ids.returnId, ...signed, reasons: [] }],
    recordHash: 'a'.repeat(64),
    photoCount: 4,
    flags: [],
    signedAt: now,
  };
  const superseded = {
    signOffId: firstSignOff,
    supersededBy: signOffId,
    returnIds: [ids.returnId],
    orderIds: [orderId],
  };
  const cases = [
    anEvent(AfterSaleRequested, ids.afterSaleId, {
      ...asked,
      ...{
        kind: 'return_refund',
        status: 'requested',
        lines: [line],
        reason: 'no_reason',
        refundAmountFen: 9_900,
      },
      ...{ refundPostFen: 0, appliedAt: now, sourceUpdatedAt: now },
    }),
    anEvent(AfterSaleAgreed, ids.afterSaleId, { ...asked, by: 'cartrail', agreedAt: now }),
    anEvent(AfterSaleClosed, ids.afterSaleId, {
      ...asked,
      outcome: 'refunded',
      refundedFen: 9_900,
      closedAt: now,
    }),
  ];
  const returns = [
    anEvent(ReturnRequested, ids.returnId, {
      ...about,
      ...{ status: 'Requested', via: 'platform', kind: 'return_refund', reason: 'no_reason', decision: rule },
      ...{
        lines: [{ ...line, paidFen: 9_900 }],
        freightPayer: 'buyer',
        refundEstimateFen: 9_900,
        appliedAt: now,
      },
    }),
    anEvent(ReturnApproved, ids.returnId, {
      ...about,
      ...{
        by: 'buyer',
        lines: [{ ...line, paidFen: 9_900 }],
        shipBy: now,
        shipBySource: 'profile',
        approvedAt: now,
      },
    }),
    anEvent(ReturnParcelAssigned, ids.returnId, { ...about, ...parcel, by: 'booking', assignedAt: now }),
    anEvent(ReturnInTransit, ids.returnId, { ...about, ...parcel, pickedUpAt: now }),
    anEvent(ReturnArrived, ids.returnId, { ...about, ...parcel, arrivedAt: now }),
    anEvent(ReturnSignedOff, ids.returnId, { ...about, signOffId, lines: [signed], signedOffAt: now }),
    anEvent(RefundDue, ids.returnId, { ...about, ...money, decision: rule, dueBy: now, decidedAt: now }),
    anEvent(ReturnRefunded, ids.returnId, { ...about, ...money, by: 'cartrail', refundedAt: now }),
  ];
  const pickups = [
    anEvent(PickupBooked, ids.pickupId, {
      ...pickup,
      ...{ slot, quoteFen: 1_050, priceKind: 'CONTRACT', payer: 'buyer', bookedAt: now },
    }),
    anEvent(PickupCompleted, ids.pickupId, { ...pickup, number: parcel.number, pickedUpAt: now }),
    anEvent(PickupChanged, ids.pickupId, {
      ...pickup,
      ...{ status: 'Settled', quoteFen: 1_050, chargedFen: 1_310, changedAt: now },
    }),
  ];
  const refunds = [
    anEvent(RefundFailed, ids.refundId, {
      ...{ ...money, returnId: ids.returnId, afterSaleId: ids.afterSaleId, orderId },
      ...{ reason: 'unavailable', byHand: false, failedAt: now },
    }),
    anEvent(RefundSucceeded, ids.refundId, {
      ...{ ...money, returnId: ids.returnId, afterSaleId: ids.afterSaleId, orderId },
      ...{ by: 'cartrail', refundedAt: now },
    }),
  ];
  const signOffs = [
    [
      anEvent(ParcelSignedOff, firstSignOff, { signOffId: firstSignOff, ...record }),
      anEvent(SignOffSuperseded, firstSignOff, { ...superseded, why: 'recount', supersededAt: now }),
    ],
    [anEvent(ParcelSignedOff, signOffId, { signOffId, ...record, supersedes: firstSignOff })],
  ];
  const sources: readonly (readonly EventEnvelope[])[] = [cases, returns, pickups, refunds, ...signOffs];
  return { orderId, ...ids, signOffId, sources };
}
