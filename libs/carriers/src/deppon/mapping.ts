import { fromShanghai } from '@cartrail/kernel';
import { normaliseNumber } from '../catalogue.js';
import { isRecord, list, optionalText, text } from '../json.js';
import type { CarrierReport, UnreadableScan } from '../report.js';
import { placePartsOf } from '../scan-details.js';
import { scansInOrder, type UnorderedScan } from '../scans-in-order.js';
import { PROVIDER } from './manifest.js';
import { toStatus } from './status-table.js';
import type { WireJourney, WireTrace } from './wire.js';

/** What was asked about; Deppon repeats the number and names no carrier. */
type Asked = Pick<CarrierReport, 'number' | 'carrier'>;

/** What Deppon calls itself in its own messages. */
export const OWN_CODE = 'DEPPON';

export function toReport(asked: Asked, journey: WireJourney, note: string | undefined): CarrierReport {
  const read = scansInOrder(list(journey.trace_list).map((trace) => toScan(isRecord(trace) ? trace : {})));
  // An empty history replaces nothing: it says that there is nothing to say.
  return {
    provider: PROVIDER,
    ...asked,
    carrierCode: OWN_CODE,
    ...read,
    fullHistory: read.scans.length > 0,
    note,
  };
}

/** Whether the answer names a waybill, and not this one. */
export const isAboutAnother = (number: string, journey: WireJourney): boolean =>
  ![number, ''].includes(normaliseNumber(text(journey.tracking_number)));

function toScan(trace: WireTrace): UnorderedScan | UnreadableScan {
  const occurredText = text(trace.time);
  const occurredAt = fromShanghai(occurredText);
  const code = text(trace.status).trim();
  const description = text(trace.description);
  if (occurredAt === undefined) return { occurredText, code, text: description };
  return {
    provider: PROVIDER,
    occurredAt,
    occurredText,
    code,
    text: description,
    place: optionalText(trace.city) ?? optionalText(trace.site),
    placeParts: placePartsOf({ city: trace.city, site: trace.site }),
    ...toStatus(code),
  };
}
