import { fenFromYuan } from '@cartrail/kernel';
import type { BookingFee, BookingReport, BookingStatus } from '../booking.js';
import { normaliseNumber } from '../catalogue.js';
import { isRecord, list, optionalText, record, text } from '../json.js';
import type { CarrierScan } from '../report.js';
import { UNKNOWN, type ScanStatus } from '../status.js';
import { gramsFromKilograms } from '../weight.js';
import { PROVIDER } from './manifest.js';
import { toReport } from './mapping.js';
import { REFUSED, type Order } from './orders.js';
import type { WireBill, WireBilled, WireCharge } from './wire.js';

const CARRIER = 'SF';

/** What a node of the parcel says of the order. One of a failure comes before the parcel is in hand as well as after. */
const statuses: Readonly<Record<ScanStatus, BookingStatus>> = {
  CREATED: 'placed',
  AWAIT_PICKUP: 'placed',
  PICKED_UP: 'picked_up',
  IN_TRANSIT: 'in_transit',
  ARRIVED_CITY: 'in_transit',
  OUT_FOR_DELIVERY: 'out_for_delivery',
  AVAILABLE_FOR_PICKUP: 'out_for_delivery',
  DELIVERED: 'delivered',
  RETURNING: 'in_transit',
  RETURNED: 'returned',
  // Who called it off is not said. What we called off ourselves is known where it was done.
  CANCELLED: 'cancelled_by_carrier',
  DELIVERY_FAILED: UNKNOWN,
  EXCEPTION: UNKNOWN,
  EXPIRED: UNKNOWN,
  UNKNOWN,
};

/** How an order stands by its screening and the last node of its parcel that says something of it. */
export function toDetail(order: Order, bookingId: string, scans: readonly CarrierScan[]): BookingReport {
  const telling = scans.findLast(({ status }) => statuses[status] !== UNKNOWN) ?? scans.at(-1);
  const known = {
    provider: PROVIDER,
    bookingId,
    number: order.number,
    carrier: CARRIER,
    carrierCode: CARRIER,
    fees: [],
  };
  if (telling) return { ...known, status: statuses[telling.status], code: telling.code, text: telling.text };
  const status = order.screening === REFUSED ? 'rejected' : 'placed';
  return { ...known, status, code: `filterResult ${order.screening}` };
}

/** The nodes of the order's own parcel; where its number is not told, of the only one there is. */
export function scansOf(msgData: unknown, order: Order): Pick<BookingReport, 'number'> & Scans {
  const numbers = list(record(msgData)['routeResps'])
    .filter(isRecord)
    .map(({ mailNo }) => normaliseNumber(text(mailNo)));
  const number = order.number ?? (numbers.length === 1 ? numbers[0] || undefined : undefined);
  const report = number === undefined ? undefined : toReport(msgData, number);
  return { number, scans: report?.scans ?? [] };
}

interface Scans {
  readonly scans: readonly CarrierScan[];
}

/** What SF charges for a parcel; nothing where the answer is about another. Throws `RangeError` on an amount that is no whole fen. */
export function toBill(
  msgData: unknown,
  number: string | undefined,
): Partial<Pick<BookingReport, 'weightGrams' | 'fees' | 'wholeBill'>> {
  const { waybillInfo, waybillFeeList }: WireBill = record(msgData);
  const { waybillNo, meterageWeightQty }: WireBilled = record(waybillInfo);
  const named = normaliseNumber(text(waybillNo));
  if (named !== '' && number !== undefined && named !== number) return {};
  const fees = list(waybillFeeList).filter(isRecord).flatMap(toFee);
  return {
    // A parcel weighs something: 0 stands for "not weighed".
    weightGrams: gramsFromKilograms(text(meterageWeightQty)) || undefined,
    ...(fees.length > 0 ? { fees, wholeBill: true } : {}),
  };
}

function toFee({ type, name, value }: WireCharge): readonly BookingFee[] {
  const amount = text(value).trim();
  if (amount === '') return [];
  return [{ kind: text(type).trim() || 'value', text: optionalText(name), amountFen: fenFromYuan(amount) }];
}
