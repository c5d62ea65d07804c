import { fromShanghai } from '@cartrail/kernel';
import { normaliseNumber } from '../catalogue.js';
import { isRecord, list, optionalText, text } from '../json.js';
import type { CarrierReport, Courier, UnreadableScan } from '../report.js';
import { courierOf, placePartsOf } from '../scan-details.js';
import { scansAsListed, type UnorderedScan } from '../scans-in-order.js';
import { CARRIER, PROVIDER } from './manifest.js';
import { toMeaning } from './status-table.js';
import type { WireStep, WireTrace } from './wire.js';

/** The answer to a query about this number, which has the whole history; `undefined` where it names another one. */
export function toReport(
  number: string,
  trace: WireTrace,
  note: string | undefined,
): CarrierReport | undefined {
  if (![number, ''].includes(normaliseNumber(text(trace.mailno)))) return undefined;
  const journey = toScans(trace.steps);
  return {
    provider: PROVIDER,
    number,
    carrier: CARRIER,
    carrierCode: CARRIER,
    ...journey,
    // An empty history replaces nothing: it says that there is nothing to say.
    fullHistory: journey.scans.length > 0,
    providerState: optionalText(trace.status),
    // With a history, the words only say that the query went well.
    note: journey.scans.length > 0 ? undefined : note,
  };
}

export const toScans = (steps: unknown): Pick<CarrierReport, 'scans' | 'unreadable'> =>
  scansAsListed(list(steps).map((step) => toScan(isRecord(step) ? step : {})));

function toScan(step: WireStep): UnorderedScan | UnreadableScan {
  const occurredText = text(step.time);
  const occurredAt = fromShanghai(occurredText);
  const code = text(step.action).trim();
  const description = text(step.description);
  if (occurredAt === undefined) return { occurredText, code, text: description };
  return {
    provider: PROVIDER,
    occurredAt,
    occurredText,
    code,
    text: description,
    place: optionalText(step.city) ?? optionalText(step.station_name),
    placeParts: placePartsOf({ city: step.city, site: step.station_name }),
    courier: whoHadIt(step),
    ...toMeaning(code, description),
  };
}

/** A phone beside somebody who signed may be his. */
const whoHadIt = ({ phone, signer }: WireStep): Courier | undefined =>
  optionalText(signer) === undefined ? courierOf(undefined, phone) : undefined;
