import { fromShanghai, type Instant } from '@cartrail/kernel';
import { normaliseNumber } from '../catalogue.js';
import { isRecord, list, optionalText, record, text } from '../json.js';
import type { CarrierReport, UnreadableScan } from '../report.js';
import { courierOf, placePartsOf } from '../scan-details.js';
import { scansAsListed, scansInOrder, type UnorderedScan } from '../scans-in-order.js';
import { CARRIER, PROVIDER } from './manifest.js';
import { toPushStatus, toQueryStatus } from './status-table.js';
import type { WireScan, WireTrace } from './wire.js';

/**
 * The answer to a query. Not a full history in our sense: pushes name the same events by other codes and words, so
 * that nothing is withdrawn by being absent here.
 */
export const toReport = (number: string, scans: unknown): CarrierReport => ({
  ...reportOf(number),
  ...scansAsListed(list(scans).map((scan) => toScan(isRecord(scan) ? scan : {}))),
});

/** A push of one event; `undefined` where it names no waybill. */
export function toPushedReport(trace: WireTrace): CarrierReport | undefined {
  const number = normaliseNumber(text(trace.billCode));
  if (number === '') return undefined;
  return {
    ...reportOf(number),
    ...scansInOrder([toPushedScan(trace)]),
    note: noteOf(trace),
    courier: courierOf(trace.courier, trace.courierPhone),
  };
}

type Journey = Pick<CarrierReport, 'scans' | 'unreadable'>;

const reportOf = (number: string): Omit<CarrierReport, keyof Journey> => ({
  provider: PROVIDER,
  number,
  carrier: CARRIER,
  carrierCode: CARRIER,
  fullHistory: false,
});

function toScan(scan: WireScan): UnorderedScan | UnreadableScan {
  const occurredText = text(scan.scanDate).trim();
  const occurredAt = fromEpoch(occurredText);
  const code = text(scan.scanType).trim();
  const description = text(scan.desc);
  if (occurredAt === undefined) return { occurredText, code, text: description };
  const site = record(scan.scanSite);
  return {
    provider: PROVIDER,
    occurredAt,
    occurredText,
    code,
    text: description,
    place: optionalText(site['city']) ?? optionalText(site['name']),
    placeParts: placePartsOf({ province: site['prov'], city: site['city'], site: site['name'] }),
    courier: courierOf(scan.operateUser, scan.operateUserPhone),
    ...toQueryStatus(code),
  };
}

/** Thirteen digits: fewer would be seconds, and put the scan into 1970. */
const fromEpoch = (milliseconds: string): Instant | undefined =>
  /^[1-9]\d{12}$/.test(milliseconds) ? Number(milliseconds) : undefined;

function toPushedScan(trace: WireTrace): UnorderedScan | UnreadableScan {
  const occurredText = text(trace.actionTime);
  const occurredAt = fromShanghai(occurredText);
  const code = text(trace.action).trim();
  const description = text(trace.desc);
  if (occurredAt === undefined) return { occurredText, code, text: description };
  return {
    provider: PROVIDER,
    occurredAt,
    occurredText,
    code,
    text: description,
    place: optionalText(trace.city) ?? optionalText(trace.facilityName),
    placeParts: placePartsOf({ city: trace.city, district: trace.dist, site: trace.facilityName }),
    courier: courierOf(trace.courier, trace.courierPhone),
    ...toPushStatus(code),
  };
}

/** What kind of return or problem it is, raw: the vendor's values are not documented to us. */
function noteOf({ returnType, problemCode }: WireTrace): string | undefined {
  const parts = Object.entries({ returnType, problemCode }).flatMap(([name, value]) => {
    const written = text(value).trim();
    return written === '' ? [] : [`${name} ${written}`];
  });
  return parts.length === 0 ? undefined : parts.join(', ');
}
