import { fromShanghai } from '@cartrail/kernel';
import type { BookingReport, PushedBooking } from '../booking.js';
import { isRecord, list, optionalText, text } from '../json.js';
import { courierOf } from '../scan-details.js';
import { isOfOrder, toBookingStatus } from './booking-status-table.js';
import { CARRIER, PROVIDER } from './manifest.js';
import { codesOf, pushedNumber, toScans, wordsOf } from './mapping.js';
import type { WireNode, WirePush, WireTrace } from './wire.js';

/** How an order stands after the last thing that happened to it. JDL's answer names no charges. */
export function toBookingDetail(trace: WireTrace, bookingId: string): BookingReport {
  const nodes = list(trace.traceDetails).map((node): WireNode => (isRecord(node) ? node : {}));
  const number = firstWaybill(nodes);
  const own = nodes.filter((node) => [number, ''].includes(waybillOf(node)));
  const last = toScans(own).scans.at(-1);
  return {
    provider: PROVIDER,
    bookingId,
    status: toBookingStatus(last?.code ?? '', last?.status),
    code: last?.code ?? '',
    text: last?.text,
    number,
    carrier: CARRIER,
    carrierCode: CARRIER,
    courier: courierOf(trace.collectorName, trace.collectorPhone),
    fees: [],
  };
}

export function isAboutOrder(push: WirePush): boolean {
  const { state, category } = codesOf(push);
  return isOfOrder(state, category);
}

/**
 * A pushed node of an order. It names our reference and never JDL's `orderCode`, so the reference stands for the
 * booking's id; `undefined` where it names no parcel either.
 */
export function toPushedBooking(push: WirePush): PushedBooking | undefined {
  const { code } = codesOf(push);
  const bookingId = optionalText(text(push.orderId).trim());
  const number = pushedNumber(push);
  const news = {
    provider: PROVIDER,
    status: toBookingStatus(code),
    code,
    text: optionalText(push.cancelReason) ?? optionalText(wordsOf(push)),
    carrier: CARRIER,
    carrierCode: CARRIER,
    fees: [],
  };
  if (bookingId !== undefined) return { ...news, bookingId, number };
  return number === undefined ? undefined : { ...news, number };
}

/** The one the order began with: a parcel that goes back may get another. */
function firstWaybill(nodes: readonly WireNode[]): string | undefined {
  const named = nodes.filter((node) => waybillOf(node) !== '' && fromShanghai(timeOf(node)) !== undefined);
  const [first] = [...named].sort((one, other) => (timeOf(one) < timeOf(other) ? -1 : 1));
  return first && waybillOf(first);
}

const timeOf = (node: WireNode): string => text(node.operationTime);

/** Without the piece that is named behind a hyphen. */
const waybillOf = (node: WireNode): string => text(node.waybillCode).trim().toUpperCase().split('-')[0] ?? '';
