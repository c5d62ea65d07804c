import { toIso, type Instant } from '@cartrail/kernel';
import type { AfterSale } from '../state/after-sale.model.js';
import { isLive } from './lookup.js';

const iso = (at: Instant | null): string | null => (at === null ? null : toIso(at));
const stamped = (rows: readonly { at: Instant }[]): object[] =>
  rows.map((row) => ({ ...row, at: toIso(row.at) }));

/** The case as the platform knows it: what a reader of the product is compared with. */
export function caseTruth(one: AfterSale): object {
  return {
    seq: one.seq,
    platformAfterSaleId: one.id,
    platformOrderId: one.orderId,
    shopId: one.shopId,
    type: one.type,
    status: canonical(one),
    statusCode: one.status,
    refundStatus: one.refundStatus,
    arbitrateStatus: one.arbitrateStatus,
    reasonCode: one.reasonCode,
    lines: one.lines,
    refundAmountFen: one.refundFen,
    plan: one.plan,
    parcelPlan: one.parcelPlan,
    faults: one.faults,
    appliedAt: toIso(one.appliedAt),
    updatedAt: toIso(one.updatedAt),
    deadline: iso(one.deadline),
    gotPackage: one.gotPackage,
    addressId: one.addressId,
    returnParcel: one.parcel && { ...one.parcel, enteredAt: toIso(one.parcel.enteredAt) },
    newGoods: one.newGoods ? { ...one.newGoods, shippedAt: toIso(one.newGoods.shippedAt) } : null,
    statusHistory: stamped(one.history),
    operateCalls: stamped(one.calls),
    refunds: stamped(one.refunds),
    reports: stamped(one.reports),
  };
}

/** In the product's words. A case succeeds before its money is back: until then it is where it was. */
function canonical(one: AfterSale): string {
  if (isLive(one) && one.arbitrateStatus === 1) return 'in_dispute';
  switch (one.status) {
    case 6:
      return 'requested';
    case 7:
      return 'awaiting_return';
    case 11:
      return 'return_shipped';
    case 12:
      if (one.refundStatus === 3) return 'refunded';
      return one.type === 0 ? 'return_shipped' : 'requested';
    case 13:
      return 'reship';
    case 14:
      return 'completed';
    case 27:
    case 29:
      return 'rejected';
    case 28:
      return 'closed';
  }
}
