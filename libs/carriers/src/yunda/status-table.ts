import { UNKNOWN, type ScanStatus, type StatusMeaning, type StatusReason } from '../status.js';

/**
 * `action` of a step → ours, after carriers §8 and, where ours is finer, domain-rules §6.1. OTHER claims nothing, and
 * neither does OUTBOUND by itself: see `toMeaning`.
 */
const rows: readonly (readonly [actions: string, meaning: StatusMeaning])[] = [
  ['ACCEPT GOT', { status: 'PICKED_UP' }],
  ['ARRIVAL DEPARTURE TRANSFER', { status: 'IN_TRANSIT' }],
  ['OVERSEA_IN OVERSEA_OUT OVERSEA_ARRIVAL OVERSEA_DEPARTURE', { status: 'IN_TRANSIT' }],
  ['CLEARANCE_START CLEARANCE_FINISH', { status: 'IN_TRANSIT', reason: 'customs' }],
  ['SENT', { status: 'OUT_FOR_DELIVERY' }],
  // A locker or a station; it does not say which.
  ['INBOUND', { status: 'AVAILABLE_FOR_PICKUP' }],
  ['SIGNED', { status: 'DELIVERED' }],
  ['SIGNFAIL', { status: 'DELIVERY_FAILED' }],
  ['RETURN', { status: 'RETURNING' }],
  // Refused at the door; the way back is RETURN.
  ['REJECTION', { status: 'EXCEPTION', reason: 'refused' }],
  ['ISSUE', { status: 'EXCEPTION' }],
  ['CLEARANCE_FAIL', { status: 'EXCEPTION', reason: 'customs' }],
];

export const statusTable: ReadonlyMap<string, StatusMeaning> = new Map(
  rows.flatMap(([actions, meaning]) => actions.split(' ').map((action) => [action, meaning] as const)),
);

const unknown: { readonly status: ScanStatus; readonly reason?: StatusReason } = { status: UNKNOWN };

export const toStatus = (action: string): typeof unknown => statusTable.get(action) ?? unknown;

/**
 * An action and its words together. Who took an OUTBOUND parcel out, the courier or the receiver, is told differently
 * by different sources: only words that say it was signed for (签收) tell.
 */
export const toMeaning = (action: string, description: string): typeof unknown =>
  action === 'OUTBOUND' && saysSigned(description) ? { status: 'DELIVERED' } : toStatus(action);

/** Not "not signed yet", "please sign" or "signing failed" (未签收, 请签收, 签收失败): those are in the same clause. */
const saysSigned = (description: string): boolean =>
  description
    .split(/[，。；！、,;!\n]/)
    .some((clause) => clause.includes('签收') && !/[未没不非请待拒勿]|失败|异常/.test(clause));
