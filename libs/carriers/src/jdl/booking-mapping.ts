import { fromShanghai } from '@cartrail/kernel';
import type { BookingReport } from '../booking.js';
import { isRecord, list, text } from '../json.js';
import { courierOf } from '../scan-details.js';
import { toScans } from './mapping.js';
import { toBookingStatus } from './booking-status-table.js';
import { CARRIER, PROVIDER } from './manifest.js';
import type { WireNode, WireTrace } from './wire.js';

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

/** The one the order began with: a parcel that goes back may get another. */
function firstWaybill(nodes: readonly WireNode[]): string | undefined {
  const named = nodes.filter((node) => waybillOf(node) !== '' && fromShanghai(timeOf(node)) !== undefined);
  const [first] = [...named].sort((one, other) => (timeOf(one) < timeOf(other) ? -1 : 1));
  return first && waybillOf(first);
}

const timeOf = (node: WireNode): string => text(node.operationTime);

/** Without the piece that is named behind a hyphen. */
const waybillOf = (node: WireNode): string => text(node.waybillCode).trim().toUpperCase().split('-')[0] ?? '';
