import { fromShanghai } from '@cartrail/kernel';
import { carrierFrom, normaliseNumber } from '../catalogue.js';
import { flag, isRecord, list, optionalText, record, text } from '../json.js';
import type { CarrierReport, UnreadableScan } from '../report.js';
import { scansAsListed, type UnorderedScan } from '../scans-in-order.js';
import { partsOfArea } from './area.js';
import { PROVIDER } from './manifest.js';
import { toStatus } from './status-table.js';
import type { WireNode, WireTrack, WireTrackPush } from './wire.js';

export const toScans = (nodes: unknown): Pick<CarrierReport, 'scans' | 'unreadable'> =>
  scansAsListed(list(nodes).map((node) => toScan(isRecord(node) ? node : {})));

function toScan(node: WireNode): UnorderedScan | UnreadableScan {
  const occurredText = optionalText(node.ftime) ?? text(node.time);
  const occurredAt = fromShanghai(occurredText);
  const code = text(node.statusCode).trim() || text(node.status).trim();
  const description = text(node.context);
  if (occurredAt === undefined) return { occurredText, code, text: description };
  return {
    provider: PROVIDER,
    occurredAt,
    occurredText,
    code,
    text: description,
    place: optionalText(node.location) ?? optionalText(node.areaName),
    placeParts: partsOfArea(node),
    ...toStatus(code),
  };
}

/** `undefined` where it names no waybill. `replaces`: what is not in it was withdrawn. */
export function toReport(track: WireTrack, replaces: boolean): CarrierReport | undefined {
  const number = normaliseNumber(text(track.nu));
  const carrierCode = text(track.com).trim();
  if (number === '' || carrierCode === '') return undefined;
  const journey = toScans(track.data);
  const message = optionalText(track.message);
  return {
    provider: PROVIDER,
    number,
    carrier: carrierFrom('kuaidi100', carrierCode),
    carrierCode,
    ...journey,
    // An empty history replaces nothing: it says that there is nothing to say.
    fullHistory: replaces && journey.scans.length > 0,
    providerState: optionalText(track.state),
    note: message === 'ok' ? undefined : message,
    estimatedDeliveryText: optionalText(track.arrivalTime),
  };
}

const subscriptions: ReadonlyMap<string, CarrierReport['subscription']> = new Map([
  ['shutdown', 'ended'],
  ['abort', 'aborted'],
]);

export interface PushedReports {
  readonly parcel?: CarrierReport;
  /** Of the leg in the country of destination (`destResult`), which has a number and a carrier of its own. */
  readonly abroad?: CarrierReport;
}

/** A track push: merged into what is known, except `updateall`, which replaces it. */
export function toPushedReports(push: WireTrackPush): PushedReports {
  const parcel = toPushedReport(push);
  const abroad = toReport(record(push.destResult), text(push.status) === 'updateall');
  if (!parcel || !abroad || parcel.number !== abroad.number || parcel.carrier !== abroad.carrier)
    return { parcel, abroad };
  // Two legs of one waybill: neither is the whole of it.
  return { parcel: { ...parcel, fullHistory: false }, abroad: { ...abroad, fullHistory: false } };
}

export function toPushedReport(push: WireTrackPush): CarrierReport | undefined {
  const status = text(push.status);
  const track: WireTrack = record(push.lastResult);
  const corrected = flag(push.autoCheck) ? optionalText(push.comNew) : undefined;
  const report = toReport({ ...track, com: corrected ?? track.com }, status === 'updateall');
  return (
    report && {
      ...report,
      formerCarrier: formerCarrier(report, push),
      subscription: subscriptions.get(status),
      note: optionalText(push.message) ?? report.note,
    }
  );
}

function formerCarrier(report: CarrierReport, { autoCheck, comOld }: WireTrackPush): string | undefined {
  const old = flag(autoCheck) ? optionalText(comOld) : undefined;
  if (old === undefined || old === report.carrierCode) return undefined;
  const carrier = carrierFrom('kuaidi100', old);
  return carrier === report.carrier ? undefined : carrier;
}
