import { fromShanghai } from '@cartrail/kernel';
import { normaliseNumber } from '../catalogue.js';
import { isRecord, list, optionalText, record, text } from '../json.js';
import type { CarrierReport, UnreadableScan } from '../report.js';
import { placePartsOf } from '../scan-details.js';
import { scansAsListed, scansInOrder, type UnorderedScan } from '../scans-in-order.js';
import { PROVIDER } from './manifest.js';
import { toMeaning, type Meaning } from './status-table.js';
import type { WireNode, WireRoutes } from './wire.js';

/** `whole`: the answer to a query, which is in the order of time; pushes come in none. */
export const toScans = (nodes: unknown, whole = false): Pick<CarrierReport, 'scans' | 'unreadable'> =>
  (whole ? scansAsListed : scansInOrder)(list(nodes).map((node) => toScan(isRecord(node) ? node : {})));

function toScan(node: WireNode): UnorderedScan | UnreadableScan {
  const occurredText = text(node.acceptTime);
  const occurredAt = fromShanghai(occurredText);
  const code = text(node.opCode).trim();
  const description = text(node.remark);
  if (occurredAt === undefined) return { occurredText, code, text: description };
  return {
    provider: PROVIDER,
    occurredAt,
    occurredText,
    code,
    text: description,
    place: optionalText(node.acceptAddress),
    placeParts: placePartsOf({ city: node.acceptAddress }),
    ...meaningOf(node, code, description),
  };
}

/** What SF's lockers are called; a parcel that was put into one comes with the code of a signature. */
const LOCKER = '自助柜';

function meaningOf(node: WireNode, opCode: string, description: string): Meaning {
  const meaning = toMeaning({
    opCode,
    first: text(node.firstStatusCode).trim(),
    secondary: text(node.secondaryStatusCode).trim(),
    reason: text(node.reasonCode).trim(),
  });
  return meaning.status === 'DELIVERED' && description.includes(LOCKER)
    ? { ...meaning, reason: 'locker' }
    : meaning;
}

/** The answer to a query about one waybill; `undefined` where it is about others only. */
export function toReport(msgData: unknown, number: string): CarrierReport | undefined {
  const all = list(record(msgData)['routeResps']).filter(isRecord);
  const found = all.find((each: WireRoutes) => normaliseNumber(text(each.mailNo)) === number);
  return found || all.length === 0 ? reportOf(number, found ?? {}) : undefined;
}

function reportOf(number: string, { routes, reasonCode, reasonRemark }: WireRoutes): CarrierReport {
  const journey = toScans(routes, true);
  const note = [text(reasonCode), text(reasonRemark)].filter((part) => part !== '').join(' ');
  return {
    provider: PROVIDER,
    number,
    carrier: 'SF',
    carrierCode: 'SF',
    ...journey,
    // An empty history replaces nothing: SF tells none to strangers, and none of long ago.
    fullHistory: journey.scans.length > 0,
    note: note === '' ? undefined : note,
  };
}
