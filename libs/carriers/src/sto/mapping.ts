import { fromShanghai } from '@cartrail/kernel';
import { normaliseNumber } from '../catalogue.js';
import { isRecord, list, optionalText, record, text } from '../json.js';
import type { CarrierReport, UnreadableScan } from '../report.js';
import { courierOf, placePartsOf } from '../scan-details.js';
import { scansAsListed, type UnorderedScan } from '../scans-in-order.js';
import { PROVIDER } from './manifest.js';
import { toStatus } from './status-table.js';
import type { WireAnswer, WireTrace } from './wire.js';

export const CARRIER = 'STO';

/** The answer to a query about this number; `undefined` where it tells of other numbers only. */
export function toReport(answer: WireAnswer, number: string): CarrierReport | undefined {
  const journeys = Object.entries(record(answer.data));
  const own = journeys.find(([key]) => normaliseNumber(key) === number);
  if (!own && journeys.length > 0) return undefined;
  const journey = toScans(own?.[1]);
  return {
    provider: PROVIDER,
    number,
    carrier: CARRIER,
    carrierCode: CARRIER,
    ...journey,
    // An empty history replaces nothing: it says that there is nothing to say.
    fullHistory: journey.scans.length > 0,
    note: optionalText(answer.errorMsg),
  };
}

export const toScans = (traces: unknown): Pick<CarrierReport, 'scans' | 'unreadable'> =>
  scansAsListed(list(traces).map((trace) => toScan(isRecord(trace) ? trace : {})));

function toScan(trace: WireTrace): UnorderedScan | UnreadableScan {
  const occurredText = text(trace.opTime);
  const occurredAt = fromShanghai(occurredText);
  const code = text(trace.scanType).trim();
  const description = text(trace.memo) || text(trace.issueName);
  if (occurredAt === undefined) return { occurredText, code, text: description };
  return {
    provider: PROVIDER,
    occurredAt,
    occurredText,
    code,
    text: description,
    place: optionalText(trace.opOrgCityName) ?? optionalText(trace.opOrgName),
    placeParts: placePartsOf({
      province: trace.opOrgProvinceName,
      city: trace.opOrgCityName,
      site: trace.opOrgName,
    }),
    courier: courierOf(trace.bizEmpName, trace.bizEmpPhone),
    ...toStatus(code),
  };
}
