import { fromShanghai } from '@cartrail/kernel';
import { normaliseNumber } from '../catalogue.js';
import { isRecord, text } from '../json.js';
import type { CarrierReport, UnreadableScan } from '../report.js';
import { courierOf, placePartsOf } from '../scan-details.js';
import { scansAsListed, type UnorderedScan } from '../scans-in-order.js';
import { CARRIER, PROVIDER } from './manifest.js';
import { toStatus } from './status-table.js';
import type { WireScan, WireTrace } from './wire.js';

/** The answer to a query about this number; `undefined` where a scan is one of another parcel. */
export function toReport(
  number: string,
  traces: readonly unknown[],
  note?: string,
): CarrierReport | undefined {
  if (traces.filter(isRecord).some((trace) => isOfAnother(trace, number))) return undefined;
  const journey = toScans(traces);
  return {
    provider: PROVIDER,
    number,
    carrier: CARRIER,
    carrierCode: CARRIER,
    ...journey,
    // An empty history replaces nothing: it says that there is nothing to say.
    fullHistory: journey.scans.length > 0,
    note,
  };
}

function isOfAnother(trace: WireTrace, number: string): boolean {
  const own = normaliseNumber(text(trace.waybill_No));
  return own !== '' && own !== number;
}

export const toScans = (traces: readonly unknown[]): Pick<CarrierReport, 'scans' | 'unreadable'> =>
  scansAsListed(traces.map((trace) => toScan(isRecord(trace) ? trace : {})));

function toScan(trace: WireScan): UnorderedScan | UnreadableScan {
  const occurredText = text(trace.upload_Time);
  const occurredAt = fromShanghai(occurredText);
  const code = text(trace.infoContent).trim();
  const description = text(trace.processInfo);
  if (occurredAt === undefined) return { occurredText, code, text: description };
  return {
    provider: PROVIDER,
    occurredAt,
    occurredText,
    code,
    text: description,
    place: [trace.city, trace.district].map(text).filter(Boolean).join(' ') || undefined,
    placeParts: placePartsOf({ city: trace.city, district: trace.district, site: trace.orgName }),
    courier: courierOf(trace.employee, undefined),
    ...toStatus(code),
  };
}
