import { fromShanghai } from '@cartrail/kernel';
import { normaliseNumber } from '../catalogue.js';
import { isRecord, list, optionalText, text } from '../json.js';
import type { CarrierReport, UnreadableScan } from '../report.js';
import { courierOf, placePartsOf } from '../scan-details.js';
import { scansAsListed, scansInOrder, type UnorderedScan } from '../scans-in-order.js';
import { CARRIER, PROVIDER } from './manifest.js';
import { scanCode, toStatus } from './status-table.js';
import type { WireDetail, WireTrace } from './wire.js';

/**
 * `undefined` where it names no waybill. `whole`: the answer to a query, which has everything; whether a push has is
 * not documented, so a push withdraws nothing.
 */
export function toReport(trace: WireTrace, whole: boolean): CarrierReport | undefined {
  const number = normaliseNumber(text(trace.billCode));
  if (number === '') return undefined;
  const journey = toScans(trace.details, whole);
  return {
    provider: PROVIDER,
    number,
    carrier: CARRIER,
    carrierCode: CARRIER,
    ...journey,
    // An empty history replaces nothing: it says that there is nothing to say.
    fullHistory: whole && journey.scans.length > 0,
    echo: optionalText(trace.txlogisticId),
  };
}

/** `whole`: the answer to a query, which comes newest first; a push may be an increment. */
export const toScans = (details: unknown, whole = false): Pick<CarrierReport, 'scans' | 'unreadable'> =>
  (whole ? scansAsListed : scansInOrder)(
    list(details).map((detail) => toScan(isRecord(detail) ? detail : {})),
  );

function toScan(detail: WireDetail): UnorderedScan | UnreadableScan {
  const occurredText = text(detail.scanTime);
  const occurredAt = fromShanghai(occurredText);
  const scanType = text(detail.scanType).trim() || text(detail.scanTypeName).trim();
  const code = scanCode(scanType, text(detail.problemType).trim());
  const description = text(detail.desc);
  if (occurredAt === undefined) return { occurredText, code, text: description };
  return {
    provider: PROVIDER,
    occurredAt,
    occurredText,
    code,
    text: description,
    place: placeOf(detail),
    placeParts: placePartsOf({
      province: detail.scanNetworkProvince,
      city: detail.scanNetworkCity,
      district: detail.scanNetworkArea,
      site: detail.scanNetworkName,
    }),
    courier: courierOf(detail.staffName, detail.staffContact),
    ...toStatus(code),
  };
}

function placeOf({ scanNetworkCity, scanNetworkName }: WireDetail): string | undefined {
  return [scanNetworkCity, scanNetworkName].map(text).filter(Boolean).join(' ') || undefined;
}
