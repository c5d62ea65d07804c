import type { BookingReport, BookingStatus } from '../booking.js';
import { normaliseNumber } from '../catalogue.js';
import { optionalText, text } from '../json.js';
import type { CarrierReport } from '../report.js';
import { courierOf } from '../scan-details.js';
import { UNKNOWN } from '../status.js';
import { CARRIER, PROVIDER } from './manifest.js';
import { toScans } from './mapping.js';
import type { WireScan, WireUpdate } from './wire.js';

/** `infoContent` → what it says of an order (carriers §6). A new time for the courier leaves an order accepted. */
const bookingStatusTable: ReadonlyMap<string, BookingStatus> = new Map<string, BookingStatus>([
  ['ACCEPT', 'accepted'],
  ['ORDER_BOOKING', 'accepted'],
  ['NOT_SEND', 'pickup_failed'],
  ['GOT', 'picked_up'],
]);

/** These claim nothing of a parcel, also where they name one. */
const ORDERS_ONLY: ReadonlySet<string> = new Set(['ACCEPT', 'ORDER_BOOKING', 'NOT_SEND']);

/** `undefined` where it tells of an order only. */
export function toPushedReport(update: WireUpdate): CarrierReport | undefined {
  const number = normaliseNumber(text(update.mailNo));
  if (number === '' || ORDERS_ONLY.has(codeOf(update))) return undefined;
  const { acceptTime, infoContent, remark, city, district, orgName } = update;
  const employee = optionalText(update.deliveryName) ?? update.empName;
  const scan: WireScan = {
    upload_Time: acceptTime,
    infoContent,
    processInfo: remark,
    city,
    district,
    orgName,
    employee,
  };
  return {
    provider: PROVIDER,
    number,
    carrier: CARRIER,
    carrierCode: CARRIER,
    ...toScans([scan]),
    // A push tells one event.
    fullHistory: false,
    echo: optionalText(update.txLogisticID),
    note: optionalText(update.questionCause),
    courier: courierOf(update.deliveryName, undefined),
  };
}

/** `undefined` where it tells of no order: of a parcel that is named, a code we know of parcels alone is no news of it. */
export function toBookingReport(update: WireUpdate): BookingReport | undefined {
  const bookingId = text(update.txLogisticID).trim();
  const number = normaliseNumber(text(update.mailNo)) || undefined;
  const code = codeOf(update);
  const status = bookingStatusTable.get(code);
  if (bookingId === '' || (status === undefined && number !== undefined)) return undefined;
  return {
    provider: PROVIDER,
    bookingId,
    status: status ?? UNKNOWN,
    code,
    text: wordsOf(update),
    number,
    carrier: CARRIER,
    courier: courierOf(update.empName, undefined),
    fees: [],
  };
}

const codeOf = ({ infoContent }: WireUpdate): string => text(infoContent).trim();

/** Why, and when the courier comes now, as it was written. */
function wordsOf(update: WireUpdate): string | undefined {
  const window = [update.bookingStartTime, update.bookingEndTime].map(text).filter(Boolean).join(' – ');
  return [text(update.remark), text(update.questionCause), window].filter(Boolean).join(' ') || undefined;
}
