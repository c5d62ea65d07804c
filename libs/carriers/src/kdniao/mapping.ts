import { fromShanghai, type Instant } from '@cartrail/kernel';
import { carrierFrom, normaliseNumber } from '../catalogue.js';
import type { CarrierReport, CarrierScan, Courier, UnreadableScan } from '../report.js';
import { isRecord, list, optionalText, text } from './json.js';
import { PROVIDER } from './manifest.js';
import { toStatus } from './status-table.js';
import type { WireTrace, WireTrack } from './wire.js';

/** `undefined` where the item names no waybill. */
export function toReport(track: WireTrack): CarrierReport | undefined {
  const number = normaliseNumber(text(track.LogisticCode));
  const carrierCode = text(track.ShipperCode).trim();
  if (number === '' || carrierCode === '') return undefined;
  return {
    provider: PROVIDER,
    number,
    carrier: carrierFrom('kdniao', carrierCode),
    carrierCode,
    ...toScans(track.Traces),
    fullHistory: true,
    providerState: optionalText(track.StateEx) ?? optionalText(track.State),
    echo: optionalText(track.CallBack),
    note: optionalText(track.Reason),
    estimatedDeliveryText: optionalText(track.EstimatedDeliveryTime),
    courier: toCourier(track),
  };
}

function toCourier(track: WireTrack): Courier | undefined {
  const name = optionalText(track.DeliveryMan);
  const phone = optionalText(track.DeliveryManTel);
  return name === undefined && phone === undefined ? undefined : { name, phone };
}

type Scans = Pick<CarrierReport, 'scans' | 'unreadable'>;

/** The traces in the order things happened, each once, whichever way round and however often they were sent. */
export function toScans(traces: unknown): Scans {
  const seen = new Map<string, Omit<CarrierScan, 'order'>>();
  const unreadable: UnreadableScan[] = [];
  for (const trace of list(traces)) {
    const scan = toScan(isRecord(trace) ? trace : {});
    if ('occurredAt' in scan) {
      const identity = `${scan.occurredAt}\n${scan.code}\n${scan.text}`;
      if (!seen.has(identity)) seen.set(identity, scan);
    } else {
      unreadable.push(scan);
    }
  }
  return { scans: ordered([...seen.values()]), unreadable };
}

function ordered(scans: Omit<CarrierScan, 'order'>[]): CarrierScan[] {
  const first = scans[0];
  const last = scans.at(-1);
  if (first && last && first.occurredAt > last.occurredAt) scans.reverse();
  scans.sort((one, other) => one.occurredAt - other.occurredAt);
  let previous: Instant | undefined;
  let order = 0;
  return scans.map((scan) => {
    order = scan.occurredAt === previous ? order + 1 : 0;
    previous = scan.occurredAt;
    return { ...scan, order };
  });
}

function toScan(trace: WireTrace): Omit<CarrierScan, 'order'> | UnreadableScan {
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
    ...toStatus(code),
  };
}
