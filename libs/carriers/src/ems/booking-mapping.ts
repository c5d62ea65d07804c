import type { BookingReport, BookingStatus } from '../booking.js';
import type { CarrierReport } from '../report.js';
import type { ScanStatus } from '../status.js';

/** Of what happened to the parcel last. A parcel nobody has scanned is one nobody has come for yet. */
const statuses: Readonly<Record<ScanStatus, BookingStatus>> = {
  CREATED: 'placed',
  AWAIT_PICKUP: 'placed',
  PICKED_UP: 'picked_up',
  IN_TRANSIT: 'in_transit',
  ARRIVED_CITY: 'in_transit',
  OUT_FOR_DELIVERY: 'out_for_delivery',
  AVAILABLE_FOR_PICKUP: 'out_for_delivery',
  DELIVERY_FAILED: 'out_for_delivery',
  DELIVERED: 'delivered',
  RETURNING: 'in_transit',
  RETURNED: 'returned',
  CANCELLED: 'cancelled_by_carrier',
  // It happens with or without the parcel in hand.
  EXCEPTION: 'UNKNOWN',
  EXPIRED: 'UNKNOWN',
  UNKNOWN: 'UNKNOWN',
};

/** How an order stands by the trace of its parcel: no call tells more. It names no charges and no weight. */
export function toBookingDetail({
  provider,
  number,
  carrier,
  carrierCode,
  scans,
}: CarrierReport): BookingReport {
  const last = scans.findLast(({ withdrawn }) => withdrawn !== true);
  return {
    provider,
    bookingId: number,
    status: last ? statuses[last.status] : 'placed',
    code: last?.code ?? '',
    text: last?.text,
    number,
    carrier,
    carrierCode,
    fees: [],
  };
}
