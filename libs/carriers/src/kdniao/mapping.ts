import { fromShanghai } from '@cartrail/kernel';
import { carrierFrom, normaliseNumber } from '../catalogue.js';
import type { CarrierReport, UnreadableScan } from '../report.js';
import { courierOf, placePartsOf } from '../scan-details.js';
import { scansAsListed, type UnorderedScan } from '../scans-in-order.js';
import { isRecord, list, optionalText, text } from '../json.js';
import { PROVIDER } from './manifest.js';
import { toStatus } from './status-table.js';
import type { WireTrace, WireTrack } from './wire.js';

/** `undefined` where the item names no waybill. */
export function toReport(track: WireTrack): CarrierReport | undefined {
  const number = normaliseNumber(text(track.LogisticCode));
  const carrierCode = text(track.ShipperCode).trim();
  if (number === '' || carrierCode === '') return undefined;
  const journey = toScans(track.Traces);
  return {
    provider: PROVIDER,
    number,
    carrier: carrierFrom('kdniao', carrierCode),
    carrierCode,
    ...journey,
    // An empty history replaces nothing: it says that there is nothing to say.
    fullHistory: journey.scans.length > 0,
    providerState: optionalText(track.StateEx) ?? optionalText(track.State),
    echo: optionalText(track.CallBack),
    note: optionalText(track.Reason),
    estimatedDeliveryText: optionalText(track.EstimatedDeliveryTime),
    courier: courierOf(track.DeliveryMan, track.DeliveryManTel),
  };
}

export const toScans = (traces: unknown): Pick<CarrierReport, 'scans' | 'unreadable'> =>
  scansAsListed(list(traces).map((trace) => toScan(isRecord(trace) ? trace : {})));

function toScan(trace: WireTrace): UnorderedScan | UnreadableScan {
  const occurredText = text(trace.AcceptTime);
  const occurredAt = fromShanghai(occurredText);
  const code = text(trace.Action).trim();
  const description = text(trace.AcceptStation);
  if (occurredAt === undefined) return { occurredText, code, text: description };
  return {
    provider: PROVIDER,
    occurredAt,
    occurredText,
    code,
    text: description,
    place: optionalText(trace.Location),
    placeParts: placePartsOf({ city: trace.Location }),
    ...toStatus(code),
  };
}
