import type { BookingReport, NumberReport } from '../booking.js';
import { normaliseNumber } from '../catalogue.js';
import { optionalText, record, text } from '../json.js';
import type { CarrierReport } from '../report.js';
import { courierOf } from '../scan-details.js';
import { gramsFromKilograms } from '../weight.js';
import { toBookingStatus } from './booking-status-table.js';
import { CARRIER, toScans } from './mapping.js';
import { PROVIDER } from './manifest.js';
import type {
  WireOrderEvent,
  WireOrderInfo,
  WirePushedTrace,
  WireSettleWeight,
  WireTracePush,
} from './wire.js';

/** `undefined` where it names no waybill. */
export function toPushedReport(push: WireTracePush): CarrierReport | undefined {
  const number = normaliseNumber(text(push.waybillNo));
  if (number === '') return undefined;
  const trace: WirePushedTrace = record(push.trace);
  return {
    provider: PROVIDER,
    number,
    carrier: CARRIER,
    carrierCode: CARRIER,
    ...journeyOf(trace),
    // A push tells one event.
    fullHistory: false,
    echo: optionalText(push.linkCode),
    note: optionalText(trace.issueName),
    courier: courierOf(trace.bizEmpName, trace.bizEmpPhone),
  };
}

/** How `tz` is written is not documented to us: a time that may not be Shanghai's is one that cannot be read. */
const SHANGHAI = /^(?:(?:GMT|UTC)?\+?0?8(?::?00)?|Asia\/Shanghai)?$/i;

function journeyOf(trace: WirePushedTrace): Pick<CarrierReport, 'scans' | 'unreadable'> {
  const tz = text(trace.tz).trim();
  return toScans([SHANGHAI.test(tz) ? trace : { ...trace, opTime: `${text(trace.opTime)} ${tz}` }]);
}

const CHANGE = 'ORDER_STATUS_CHANGE_NOTIFY';

/** `undefined` where it names no order. */
export function toBookingReport(push: WireOrderEvent): BookingReport | undefined {
  const info = infoOf(push);
  const bookingId = text(info.orderId).trim();
  if (bookingId === '') return undefined;
  const event = text(push.event).trim();
  const code = event === CHANGE ? text(info.status).trim() : event;
  const number = normaliseNumber(text(info.billCode)) || undefined;
  return {
    provider: PROVIDER,
    bookingId,
    // Cancelling prefers the number.
    providerOrderId: number,
    status: toBookingStatus(code),
    code,
    text: wordsOf(event, info),
    number,
    carrier: CARRIER,
    courier: courierOf(info.userName, info.userMobile),
    fees: [],
  };
}

/** Each event has a member of its own. */
const infoOf = ({ changeInfo, cancelInfo, modifyInfo, returnInfo }: WireOrderEvent): WireOrderInfo =>
  record(changeInfo ?? cancelInfo ?? modifyInfo ?? returnInfo);

/** Why; and where the time was changed, when the courier comes now, as it was written. */
function wordsOf(event: string, { reason, fetchStartTime, fetchEndTime }: WireOrderInfo): string | undefined {
  const window = event === CHANGE ? [] : [fetchStartTime, fetchEndTime].map(text).filter(Boolean);
  return [text(reason), window.join(' – ')].filter(Boolean).join(' ') || undefined;
}

/** What STO settles a parcel by; `undefined` where it names no parcel, or no weight in whole grams. */
export function toSettleWeight({ BillCode, SettleWeight }: WireSettleWeight): NumberReport | undefined {
  const number = normaliseNumber(text(BillCode));
  const weightGrams = gramsFromKilograms(text(SettleWeight));
  if (number === '' || !weightGrams) return undefined;
  return {
    provider: PROVIDER,
    number,
    status: 'weight_changed',
    code: 'SettleWeight',
    carrier: CARRIER,
    weightGrams,
    fees: [],
  };
}
