import { fenToYuan, toShanghai } from '@cartrail/kernel';
import type { PushedBooking } from '../booking.js';
import { findCarrier } from '../catalogue.js';
import type { CallbackContent } from '../port.js';
import type { CarrierReport, Courier } from '../report.js';
import { UNKNOWN } from '../status.js';

const known = (parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined && part !== '').join('  ');

/** What a push says, for people; times are of Shanghai. */
export const contentLines = ({
  reports,
  bookings,
  unreadable,
  ignored = [],
}: CallbackContent): readonly string[] => [
  ...reports.flatMap(reportLines),
  ...bookings.flatMap(bookingLines),
  ...[...unreadable, ...ignored].map((what) => `not read: ${what}`),
];

function reportLines(report: CarrierReport): readonly string[] {
  const { number, fullHistory, formerCarrier, providerState, subscription, courier, note } = report;
  return [
    known([
      number,
      carrierOf(report.carrier, report.carrierCode),
      formerCarrier && `formerly ${formerCarrier}`,
      fullHistory ? 'whole history' : 'what is new',
      providerState && `state ${providerState}`,
      subscription && `subscription ${subscription}`,
    ]),
    ...report.scans.map(({ occurredAt, status, reason, code, place, text, withdrawn }) =>
      known([
        `  ${toShanghai(occurredAt)}`,
        meaning(status, reason).padEnd(24),
        `code ${JSON.stringify(code)}`,
        withdrawn ? 'taken back' : undefined,
        place,
        text,
      ]),
    ),
    ...report.unreadable.map(({ occurredText, code, text }) =>
      known([`  no such time: ${JSON.stringify(occurredText)}`, `code ${JSON.stringify(code)}`, text]),
    ),
    ...aside('courier', courierOf(courier)),
    ...aside('note', note),
  ];
}

function bookingLines(report: PushedBooking): readonly string[] {
  const { bookingId, providerOrderId, status, code, number, carrier, weightGrams, courier, fees } = report;
  return [
    known([
      bookingId === undefined ? 'a booking, by its number' : `booking ${bookingId}`,
      providerOrderId && `order ${providerOrderId}`,
      meaning(status),
      `code ${JSON.stringify(code)}`,
      number,
      carrier && carrierOf(carrier, report.carrierCode),
      weightGrams === undefined ? undefined : `${weightGrams} g`,
      report.wholeBill && 'whole bill',
      report.text,
    ]),
    ...aside('courier', courierOf(courier)),
    ...fees.map(({ kind, amountFen, text }) =>
      known([`  fee ${kind}`, `${fenToYuan(amountFen)} yuan`, text]),
    ),
  ];
}

/** An unknown code changes nothing; it stands beside this. */
const meaning = (status: string, reason?: string): string =>
  status === UNKNOWN ? UNKNOWN : [status, reason].filter((part) => part !== undefined).join('.');

const carrierOf = (carrier: string, carrierCode = ''): string =>
  [carrier, findCarrier(carrier)?.zh ?? '', carrierCode && `(${carrierCode})`]
    .filter((part) => part !== '')
    .join(' ');

const courierOf = (courier: Courier | undefined): string => known([courier?.name, courier?.phone]);

const aside = (what: string, words: string | undefined): readonly string[] =>
  words === undefined || words === '' ? [] : [`  ${what} ${words}`];
