import { fromShanghai } from '@cartrail/kernel';
import { normaliseNumber } from '../catalogue.js';
import { isRecord, list, text } from '../json.js';
import type { CarrierReport, CarrierScan, UnreadableScan } from '../report.js';
import { courierOf, placePartsOf } from '../scan-details.js';
import { scansInOrder, type UnorderedScan } from '../scans-in-order.js';
import { notAnAnswer } from './errors.js';
import { CARRIER, PROVIDER } from './manifest.js';
import { toMeaning } from './status-table.js';
import type { WireNode, WirePush, WireTrace } from './wire.js';

/** Absent data says that nothing is known; data that cannot be read says nothing at all. */
export function traceOf(data: unknown): WireTrace {
  if (data === undefined || data === null) return {};
  if (!isRecord(data)) throw notAnAnswer(false);
  const { traceDetails: nodes }: WireTrace = data;
  if (nodes !== undefined && nodes !== null && !Array.isArray(nodes)) throw notAnAnswer(false);
  return data;
}

/** The answer to a query about one waybill, in normal form; `undefined` where it is about others only. */
export function toReport(number: string, trace: WireTrace): CarrierReport | undefined {
  const nodes = list(trace.traceDetails).map((node): WireNode => (isRecord(node) ? node : {}));
  const ours = nodes.filter((node) => isAbout(number, node));
  if (nodes.length > 0 && ours.length === 0) return undefined;
  const journey = toScans(ours);
  return {
    provider: PROVIDER,
    number,
    carrier: CARRIER,
    carrierCode: CARRIER,
    ...journey,
    // An empty history replaces nothing: JDL tells none to strangers.
    fullHistory: journey.scans.length > 0,
    note: noteOf(number, nodes, ours),
    courier: courierOf(trace.collectorName, trace.collectorPhone),
  };
}

/** A push of one node; `undefined` where it names no waybill. A node of a piece is one of its parcel. */
export function toPushedReport(push: WirePush): CarrierReport | undefined {
  const number = pushedNumber(push);
  if (number === undefined) return undefined;
  const scan = toScan(push);
  return {
    provider: PROVIDER,
    number,
    carrier: CARRIER,
    carrierCode: CARRIER,
    ...scansInOrder(['occurredAt' in scan ? { ...scan, ...placeOf(push) } : scan]),
    fullHistory: false,
    note: joined(text(push.cancelReason), relabelled([push])),
  };
}

export const pushedNumber = (push: WirePush): string | undefined =>
  normaliseNumber(numberOf(push).split('-')[0] ?? '') || undefined;

function placeOf(push: WirePush): Pick<CarrierScan, 'place' | 'placeParts'> {
  const { routeProvinceName: province, routeCityName: city, routeDistrictName: district } = push;
  const { operateSite: site } = push;
  return {
    place: [city, province, site].map(text).find(Boolean),
    placeParts: placePartsOf({ province, city, district, site }),
  };
}

export const toScans = (nodes: readonly WireNode[]): Pick<CarrierReport, 'scans' | 'unreadable'> =>
  scansInOrder(nodes.map(toScan));

const numberOf = (node: WireNode): string => text(node.waybillCode).trim().toUpperCase();

/** A parcel of several pieces names each behind a hyphen. */
function isAbout(number: string, node: WireNode): boolean {
  const named = numberOf(node);
  return named === '' || named === number || named.startsWith(`${number}-`);
}

/** A parcel that goes back may get a new number, whose nodes are another parcel's. */
function noteOf(number: string, nodes: readonly WireNode[], ours: readonly WireNode[]): string | undefined {
  const others = new Set(nodes.filter((node) => !isAbout(number, node)).map(numberOf));
  const told = others.size === 0 ? undefined : `the answer also tells of ${[...others].join(', ')}`;
  return joined(relabelled(ours), told);
}

const joined = (...notes: readonly (string | undefined)[]): string | undefined =>
  notes.filter(Boolean).join('; ') || undefined;

/** 换单打印: the parcel goes on under another number, which stands in the words only. */
const RELABELLED = '200020';

function relabelled(nodes: readonly WireNode[]): string | undefined {
  const numbers = nodes
    .filter((node) => codesOf(node).state === RELABELLED)
    .flatMap(({ operationRemark }) => /JDVC\d+/.exec(text(operationRemark)) ?? []);
  return numbers.length === 0 ? undefined : `a new label was printed: ${[...new Set(numbers)].join(', ')}`;
}

function toScan(node: WireNode): UnorderedScan | UnreadableScan {
  const occurredText = text(node.operationTime);
  const occurredAt = fromShanghai(occurredText);
  const { state, category, code } = codesOf(node);
  const description = wordsOf(node);
  if (occurredAt === undefined) return { occurredText, code, text: description };
  return {
    provider: PROVIDER,
    occurredAt,
    occurredText,
    code,
    text: description,
    courier: courierOf(node.operatorName, node.operatorPhone),
    ...toMeaning(state, category),
  };
}

interface Codes {
  readonly state: string;
  readonly category: string;
  /** The finer of the two. */
  readonly code: string;
}

export function codesOf(node: WireNode): Codes {
  const state = text(node.state).trim();
  const category = text(node.category).trim();
  return { state, category, code: state || category };
}

export const wordsOf = ({ operationRemark, operationTitle, categoryName }: WireNode): string =>
  text(operationRemark) || text(operationTitle) || text(categoryName);
