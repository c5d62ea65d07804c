import { UNKNOWN, type ScanStatus, type StatusMeaning, type StatusReason } from '../status.js';

const rows: readonly (readonly [codes: string, meaning: StatusMeaning])[] = [
  ['46 51 127 138 655', { status: 'CREATED' }],
  ['43 50 54', { status: 'PICKED_UP' }],
  ['30 31 36 95 105 106 197 302 303 305 310 407 408 603 628 3036 5000', { status: 'IN_TRANSIT' }],
  ['517', { status: 'IN_TRANSIT', reason: 'forwarded' }],
  ['34 44 204 634', { status: 'OUT_FOR_DELIVERY' }],
  ['123 125 130 218 642 657 678', { status: 'AVAILABLE_FOR_PICKUP' }],
  ['33 70', { status: 'DELIVERY_FAILED' }],
  ['126', { status: 'EXCEPTION', reason: 'locker' }],
  ['870', { status: 'EXCEPTION' }],
  ['80 8000 97 128 658 677 679 935', { status: 'DELIVERED' }],
  ['77 99 648', { status: 'RETURNING' }],
];

const spread = (of: typeof rows): ReadonlyMap<string, StatusMeaning> =>
  new Map(of.flatMap(([codes, meaning]) => codes.split(' ').map((code) => [code, meaning] as const)));

/**
 * `opCode` of a node → ours, after carriers §4.4 and, where ours is finer, domain-rules §6.1. 607 is not in it: one
 * source takes it for a step of the pickup, another for a handover to a station.
 */
export const statusTable = spread(rows);

/** `secondaryStatusCode`, or the `firstStatusCode` above it: SF's own words for a node, where it sends them. */
const stateTable = spread([
  ['101 1', { status: 'PICKED_UP' }],
  ['201 2', { status: 'IN_TRANSIT' }],
  ['204 205', { status: 'IN_TRANSIT', reason: 'customs' }],
  ['301 3', { status: 'OUT_FOR_DELIVERY' }],
  ['401 4', { status: 'DELIVERED' }],
  ['501 5', { status: 'CANCELLED' }],
  ['1101 11', { status: 'AVAILABLE_FOR_PICKUP' }],
  ['1301 13', { status: 'DELIVERY_FAILED' }],
]);

/** `opCode+reasonCode` that mean something else than the code alone. */
const reasonTable = spread([
  ['8000+6', { status: 'EXCEPTION', reason: 'lost' }],
  ['8000+2', { status: 'EXCEPTION' }],
  ['70+46', { status: 'CANCELLED' }],
  ['70+83 70+85', { status: 'AVAILABLE_FOR_PICKUP' }],
]);

const unknown: { readonly status: ScanStatus; readonly reason?: StatusReason } = { status: UNKNOWN };
export type Meaning = typeof unknown;

/** What a code says on its own. */
export const toStatus = (opCode: string): Meaning => statusTable.get(opCode) ?? unknown;

/** The codes a node carries; `''` where it has none. */
export interface NodeCodes {
  readonly opCode: string;
  readonly first: string;
  readonly secondary: string;
  readonly reason: string;
}

/** What the codes of a node say together: a code of a failed delivery (33) may come with the state of a cancellation. */
export function toMeaning({ opCode, first, secondary, reason }: NodeCodes): Meaning {
  const state = stateTable.get(secondary) ?? stateTable.get(first);
  if (state?.status === 'CANCELLED') return state;
  return reasonTable.get(`${opCode}+${reason}`) ?? statusTable.get(opCode) ?? state ?? unknown;
}
