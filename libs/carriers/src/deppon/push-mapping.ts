import type { BookingReport } from '../booking.js';
import { normaliseNumber } from '../catalogue.js';
import { carriersOf } from '../direct.js';
import { optionalText, text } from '../json.js';
import { withoutPersonal } from '../refusals.js';
import type { CarrierReport, Courier } from '../report.js';
import { COURIER_NAMED, toBookingStatus } from './booking-status-table.js';
import { CARRIER } from './booking-request.js';
import { PROVIDER } from './manifest.js';
import { OWN_CODE, toReport } from './mapping.js';
import type { WireJourney, WireOrderPush, WireOrderState } from './wire.js';

/** For each brand the parcel may be followed as, as a push names none; empty where it names no waybill. */
export function toPushedReports(journey: WireJourney): readonly CarrierReport[] {
  const number = normaliseNumber(text(journey.tracking_number));
  if (number === '') return [];
  return carriersOf(PROVIDER).map((carrier) => ({
    ...toReport({ number, carrier }, journey, undefined),
    // Whether a push tells everything so far is not documented.
    fullHistory: false,
  }));
}

/** `undefined` where it names no order. The names are the ones that an order is answered with. */
export function toBookingReport(push: WireOrderPush): BookingReport | undefined {
  const bookingId = text(push.logisticID).trim();
  if (bookingId === '') return undefined;
  const number = numberIn(push.mailNo);
  const code = text(push.statusType).trim();
  const comments = text(push.comments);
  const named = code === COURIER_NAMED;
  return {
    provider: PROVIDER,
    bookingId,
    providerOrderId: number,
    status: toBookingStatus(code),
    code,
    // How a courier's name stands in the words is not documented, so none of them are kept.
    text: named ? undefined : optionalText(withoutPersonal(comments)),
    number,
    carrier: CARRIER,
    carrierCode: OWN_CODE,
    courier: named ? courierIn(comments) : undefined,
    fees: [],
  };
}

/** How an order stands. What the answer names of weight and money may be what was ordered: nobody says it is charged. */
export function toDetail({ mailNo, statusType }: WireOrderState, bookingId: string): BookingReport {
  const number = numberIn(mailNo);
  const code = text(statusType).trim();
  return {
    provider: PROVIDER,
    bookingId,
    providerOrderId: number,
    status: toBookingStatus(code),
    code,
    number,
    carrier: CARRIER,
    carrierCode: OWN_CODE,
    fees: [],
  };
}

/** The master's, of a parcel of several pieces. */
export const numberIn = (mailNo: unknown): string | undefined =>
  normaliseNumber(text(mailNo).split(',')[0] ?? '') || undefined;

function courierIn(comments: string): Courier | undefined {
  const phone = /(?<!\d)1\d{10}(?!\d)/.exec(comments)?.[0];
  return phone === undefined ? undefined : { phone };
}
