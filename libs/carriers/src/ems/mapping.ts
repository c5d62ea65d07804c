import { fromShanghai } from '@cartrail/kernel';
import { normaliseNumber } from '../catalogue.js';
import { carriersOf } from '../direct.js';
import { isRecord, list, optionalText, text } from '../json.js';
import type { CarrierReport, UnreadableScan } from '../report.js';
import { scansInOrder, type UnorderedScan } from '../scans-in-order.js';
import { courierOf, placePartsOf } from '../scan-details.js';
import { PROVIDER } from './manifest.js';
import { toMeaning } from './status-table.js';
import { withVoided } from './voids.js';
import type { WireItem } from './wire.js';

/** What was asked about; EMS repeats the number in every item, and names no carrier. */
type Asked = Pick<CarrierReport, 'number' | 'carrier'>;

/** The answer to a query; what was undone is in it, marked, because an earlier answer had it without the mark. */
export function toReport(asked: Asked, items: unknown, note: string | undefined): CarrierReport {
  const { scans, unreadable } = scansInOrder(wireItems(items).map(toScan));
  return {
    provider: PROVIDER,
    ...asked,
    carrierCode: 'EMS',
    scans: withVoided(scans),
    unreadable,
    // An empty answer withdraws nothing.
    fullHistory: scans.length > 0,
    note,
  };
}

/**
 * A push of one event, for each brand that the parcel may be followed as: it names none. What it undoes is in other
 * pushes, so a void comes as it is, and claims nothing. Empty where it names no waybill.
 */
export function toPushedReports(item: WireItem): readonly CarrierReport[] {
  const number = normaliseNumber(text(item.waybillNo));
  if (number === '') return [];
  const journey = scansInOrder([toScan(item)]);
  return carriersOf(PROVIDER).map((carrier) => ({
    provider: PROVIDER,
    number,
    carrier,
    carrierCode: 'EMS',
    ...journey,
    fullHistory: false,
  }));
}

/** Whether an item names a waybill, and not this one. */
export const isAboutAnother = (number: string, items: unknown): boolean =>
  wireItems(items).some((item) => ![number, ''].includes(normaliseNumber(text(item.waybillNo))));

const wireItems = (items: unknown): readonly WireItem[] =>
  list(items).map((item) => (isRecord(item) ? item : {}));

function toScan(item: WireItem): UnorderedScan | UnreadableScan {
  const occurredText = text(item.opTime);
  const occurredAt = fromShanghai(occurredText);
  const code = text(item.opCode).trim();
  const description = text(item.opDesc) || text(item.opName);
  if (occurredAt === undefined) return { occurredText, code, text: description };
  return {
    provider: PROVIDER,
    occurredAt,
    occurredText,
    code,
    text: description,
    place: optionalText(item.opOrgCity) ?? optionalText(item.opOrgProvName),
    placeParts: placePartsOf({
      province: item.opOrgProvName,
      city: item.opOrgCity,
      site: item.opOrgName,
    }),
    courier: courierOf(item.operatorName, undefined),
    ...toMeaning(code, text(item.deliverCode).trim(), text(item.attemptDeliveryCode).trim()),
  };
}
