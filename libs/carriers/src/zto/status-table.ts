import { UNKNOWN, type ScanStatus, type StatusMeaning, type StatusReason } from '../status.js';

type Row = readonly [code: string, meaning: StatusMeaning];
type Meaning = { readonly status: ScanStatus; readonly reason?: StatusReason };

/** `action` of a push (carriers §5). */
export const pushTable: ReadonlyMap<string, StatusMeaning> = new Map<string, StatusMeaning>([
  ['GOT', { status: 'PICKED_UP' }],
  ['DEPARTURE', { status: 'IN_TRANSIT' }],
  ['ARRIVAL', { status: 'IN_TRANSIT' }],
  ['DISPATCH', { status: 'OUT_FOR_DELIVERY' }],
  ['INBOUND', { status: 'AVAILABLE_FOR_PICKUP' }],
  // 第三方妥投: delivered to the station, not to the buyer.
  ['HANDOVERSCAN_SIGNED', { status: 'AVAILABLE_FOR_PICKUP' }],
  ['DEPARTURE_SIGNED', { status: 'DELIVERED' }],
  ['SIGNED', { status: 'DELIVERED' }],
  ['RETURN_SCAN', { status: 'RETURNING' }],
  ['RETURN_SIGNED', { status: 'RETURNED' }],
  ['PROBLEM', { status: 'EXCEPTION' }],
]);

const named = (meaning: StatusMeaning, ...codes: readonly string[]): readonly Row[] =>
  codes.map((code) => [code, meaning]);

/** `scanType` of a query: Chinese names, numbers, and words that are not those of the pushes. */
export const queryTable: ReadonlyMap<string, StatusMeaning> = new Map<string, StatusMeaning>([
  ...named({ status: 'PICKED_UP' }, '收件', '1'),
  ...named({ status: 'IN_TRANSIT' }, '发件', '2', '到件', '3', '转单', '9', '安检'),
  ...named({ status: 'OUT_FOR_DELIVERY' }, '派件', '4', 'DELIVERY', '45'),
  ...named({ status: 'AVAILABLE_FOR_PICKUP' }, '44', '第三方签收', '7'),
  // Put into somebody else's locker; not 到件.
  ...named({ status: 'AVAILABLE_FOR_PICKUP', reason: 'locker' }, 'ARRIVAL'),
  ...named({ status: 'DELIVERED' }, '签收', '5'),
  ...named({ status: 'DELIVERED', reason: 'locker' }, 'SIGNED'),
  ...named({ status: 'RETURNING' }, '退件', '8'),
  ...named({ status: 'RETURNED' }, '退件签收'),
  ...named({ status: 'EXCEPTION' }, '问题件', '事件', 'DEPARTURE'),
]);

const unknown: Meaning = { status: UNKNOWN };

export const toPushStatus = (action: string): Meaning => pushTable.get(action) ?? unknown;

export const toQueryStatus = (scanType: string): Meaning => queryTable.get(scanType) ?? unknown;

/**
 * What a code means where nobody says whether a push or a query told it. `ARRIVAL` and `DEPARTURE` mean different
 * things in the two, so by themselves they mean nothing.
 */
export function toStatus(code: string): Meaning {
  const pushed = pushTable.get(code);
  const queried = queryTable.get(code);
  if (pushed && queried) return pushed.status === queried.status ? { status: pushed.status } : unknown;
  return pushed ?? queried ?? unknown;
}
