import { UNKNOWN, type ScanStatus, type StatusMeaning, type StatusReason } from '../status.js';

/**
 * `Action` of a trace (= `StateEx`) → ours, after domain-rules §6.1 and, where that is silent, carriers §14.
 * The coarse `State` is not read: it stays 4 once anything went wrong on the way.
 */
export const statusTable: ReadonlyMap<string, StatusMeaning> = new Map<string, StatusMeaning>([
  ['0', { status: 'CREATED' }],
  ['10', { status: 'AWAIT_PICKUP' }],
  ['1', { status: 'PICKED_UP' }],
  ['2', { status: 'IN_TRANSIT' }],
  ['201', { status: 'ARRIVED_CITY' }],
  ['202', { status: 'OUT_FOR_DELIVERY' }],
  ['204', { status: 'IN_TRANSIT' }],
  ['205', { status: 'ARRIVED_CITY' }],
  ['206', { status: 'IN_TRANSIT' }],
  ['211', { status: 'AVAILABLE_FOR_PICKUP' }],
  ['3', { status: 'DELIVERED', reason: 'self' }],
  ['301', { status: 'DELIVERED', reason: 'self' }],
  ['302', { status: 'DELIVERED', reason: 'after-exception' }],
  ['304', { status: 'DELIVERED', reason: 'proxy' }],
  ['311', { status: 'DELIVERED', reason: 'locker' }],
  ['4', { status: 'EXCEPTION' }],
  ['401', { status: 'EXCEPTION' }],
  ['402', { status: 'EXCEPTION' }],
  ['403', { status: 'EXCEPTION', reason: 'stale' }],
  ['404', { status: 'RETURNING', reason: 'refused' }],
  ['405', { status: 'DELIVERY_FAILED' }],
  ['406', { status: 'RETURNED' }],
  ['407', { status: 'RETURNING' }],
  ['412', { status: 'EXCEPTION', reason: 'locker' }],
  ['413', { status: 'RETURNING', reason: 'intercepted' }],
  ['414', { status: 'EXCEPTION', reason: 'damaged' }],
  ['415', { status: 'CANCELLED' }],
  ['416', { status: 'DELIVERY_FAILED', reason: 'unreachable' }],
  ['417', { status: 'EXCEPTION' }],
  ['418', { status: 'EXCEPTION' }],
  ['419', { status: 'OUT_FOR_DELIVERY', reason: 'rescheduled' }],
  ['420', { status: 'DELIVERY_FAILED', reason: 'address' }],
  ['421', { status: 'DELIVERY_FAILED', reason: 'unreachable' }],
  ['422', { status: 'EXCEPTION' }],
  ['423', { status: 'DELIVERY_FAILED', reason: 'overarea' }],
  ['5', { status: 'IN_TRANSIT', reason: 'forwarded' }],
  ['6', { status: 'IN_TRANSIT', reason: 'customs' }],
  ['601', { status: 'IN_TRANSIT', reason: 'customs' }],
  ['602', { status: 'IN_TRANSIT', reason: 'customs' }],
  ['603', { status: 'IN_TRANSIT', reason: 'customs' }],
  ['604', { status: 'EXCEPTION', reason: 'customs' }],
]);

const unknown: { readonly status: ScanStatus; readonly reason?: StatusReason } = { status: UNKNOWN };

export const toStatus = (code: string): typeof unknown => statusTable.get(code) ?? unknown;
