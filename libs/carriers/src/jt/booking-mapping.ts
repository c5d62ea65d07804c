import { fenFromYuan } from '@cartrail/kernel';
import type { BookingReport, NumberReport } from '../booking.js';
import { normaliseNumber } from '../catalogue.js';
import { optionalText, text } from '../json.js';
import { gramsFromKilograms } from '../weight.js';
import { toBookingStatus } from './booking-status-table.js';
import { CARRIER, PROVIDER } from './manifest.js';
import type { WireBill, WireOrderPush } from './wire.js';

/** An order push; `undefined` where it names no order of ours. It tells no fees: bills come apart, by waybill. */
export function toBookingReport(push: WireOrderPush): BookingReport | undefined {
  const bookingId = text(push.txlogisticId).trim();
  if (bookingId === '') return undefined;
  const code = text(push.scanType).trim();
  return {
    provider: PROVIDER,
    bookingId,
    providerOrderId: optionalText(push.jtOrderId),
    status: toBookingStatus(code),
    code,
    text: optionalText(push.reason),
    number: normaliseNumber(text(push.billCode)) || undefined,
    carrier: CARRIER,
    carrierCode: optionalText(push.carrierCode),
    // A parcel weighs something: 0 stands for "not weighed".
    weightGrams: gramsFromKilograms(text(push.weight)) || undefined,
    fees: [],
  };
}

/**
 * What a parcel costs, its parts in the sum; `undefined` where it names no parcel. Throws `RangeError` on an amount that
 * is no whole fen: money is parked, never guessed.
 */
export function toBill(push: WireBill): NumberReport | undefined {
  const number = normaliseNumber(text(push.waybillNo));
  if (number === '') return undefined;
  return {
    provider: PROVIDER,
    number,
    status: 'settled',
    code: 'settlementReturn',
    carrier: CARRIER,
    weightGrams: gramsFromKilograms(text(push.packageChargeWeight)) || undefined,
    fees: [{ kind: 'totalFreight', amountFen: fenFromYuan(text(push.totalFreight)) }],
    wholeBill: true,
  };
}
