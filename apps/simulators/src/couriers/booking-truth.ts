import { toIso } from '@cartrail/kernel';
import type { Booking } from '../state/booking.model.js';
import type { Vendors } from '../vendors/vendors.js';

const iso = (at: number | null): string | null => (at === null ? null : toIso(at));

/** The booking as its vendor knows it: one per courier that was really ordered. */
export function bookingTruth(one: Booking, vendors: Vendors): object {
  return {
    seq: one.seq,
    vendor: one.vendor,
    taskId: one.taskId,
    orderId: one.orderId,
    reference: one.reference,
    carrier: one.carrier,
    state: one.state,
    status: vendors.statusOf(one),
    plan: one.choice.plan,
    parcelPlan: one.choice.parcelPlan,
    senderPhone: one.sender.phone,
    number: one.number,
    numberTold: one.numberTold,
    slot: one.slot && { from: toIso(one.slot.from), to: toIso(one.slot.to) },
    madeAt: toIso(one.madeAt),
    pickedUpAt: iso(one.pickedUpAt),
    cancelMsg: one.cancelMsg,
    quotedFen: one.quotedFen,
    billedGrams: one.billedGrams,
    settlements: one.settlements.map((row) => ({ ...row, at: toIso(row.at) })),
    settledFen: settledFen(one),
    callbacks: one.callbacks.map((row) => ({ ...row, at: toIso(row.at) })),
  };
}

/** Every settlement counts: the fees add up. */
export const settledFen = (one: Booking): number =>
  one.settlements.reduce(
    (sum, row) => sum + row.freightFen + row.fees.reduce((fees, fee) => fees + fee.amountFen, 0),
    0,
  );
