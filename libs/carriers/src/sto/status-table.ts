import { UNKNOWN, type ScanStatus, type StatusMeaning, type StatusReason } from '../status.js';

/**
 * `scanType` of a scan → ours (carriers §7). The action codes of international parcels are listed there without a
 * meaning, so they stay unknown.
 */
export const statusTable: ReadonlyMap<string, StatusMeaning> = new Map<string, StatusMeaning>([
  ['收件', { status: 'PICKED_UP' }],
  ['发件', { status: 'IN_TRANSIT' }],
  ['到件', { status: 'IN_TRANSIT' }],
  ['装袋', { status: 'IN_TRANSIT' }],
  ['改地址件', { status: 'IN_TRANSIT' }],
  // Another carrier takes it on.
  ['转邮', { status: 'IN_TRANSIT', reason: 'forwarded' }],
  ['转同行', { status: 'IN_TRANSIT', reason: 'forwarded' }],
  ['派件', { status: 'OUT_FOR_DELIVERY' }],
  ['第三方代派', { status: 'OUT_FOR_DELIVERY' }],
  // Taken out of the locker by the courier, not by the receiver.
  ['快件取出', { status: 'OUT_FOR_DELIVERY' }],
  ['柜机代收', { status: 'AVAILABLE_FOR_PICKUP', reason: 'locker' }],
  ['派件入柜', { status: 'AVAILABLE_FOR_PICKUP', reason: 'locker' }],
  ['驿站代收', { status: 'AVAILABLE_FOR_PICKUP', reason: 'station' }],
  ['第三方代收', { status: 'AVAILABLE_FOR_PICKUP', reason: 'proxy' }],
  ['代取快递', { status: 'AVAILABLE_FOR_PICKUP', reason: 'proxy' }],
  ['留仓件', { status: 'AVAILABLE_FOR_PICKUP' }],
  // Inferred, not documented: the receiver fetched it from the station.
  ['驿站出库', { status: 'DELIVERED', reason: 'station' }],
  ['签收', { status: 'DELIVERED' }],
  ['退回件', { status: 'RETURNING' }],
  ['问题件', { status: 'EXCEPTION' }],
]);

const unknown: { readonly status: ScanStatus; readonly reason?: StatusReason } = { status: UNKNOWN };

export const toStatus = (code: string): typeof unknown => statusTable.get(code) ?? unknown;
