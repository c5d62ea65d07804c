import { UNKNOWN, type ScanStatus, type StatusMeaning, type StatusReason } from '../status.js';

/**
 * `infoContent` of a scan → ours, after carriers §6 and, where it is finer, domain-rules §6.1. ACCEPT, ORDER_BOOKING
 * and NOT_SEND are missing: they tell of a booking and claim nothing of a parcel.
 */
export const statusTable: ReadonlyMap<string, StatusMeaning> = new Map<string, StatusMeaning>([
  ['GOT', { status: 'PICKED_UP' }],
  ['ARRIVAL', { status: 'IN_TRANSIT' }],
  ['DEPARTURE', { status: 'IN_TRANSIT' }],
  ['AIRSEND', { status: 'IN_TRANSIT' }],
  ['AIRPICK', { status: 'IN_TRANSIT' }],
  ['FORWARDING', { status: 'IN_TRANSIT', reason: 'forwarded' }],
  ['SENT_SCAN', { status: 'OUT_FOR_DELIVERY' }],
  // 自提柜入柜
  ['INBOUND', { status: 'AVAILABLE_FOR_PICKUP', reason: 'locker' }],
  ['SIGNED', { status: 'DELIVERED' }],
  // 签收失败: the courier was there and could not hand it over.
  ['FAILED', { status: 'DELIVERY_FAILED' }],
  ['TMS_RETURN', { status: 'RETURNING' }],
]);

const unknown: { readonly status: ScanStatus; readonly reason?: StatusReason } = { status: UNKNOWN };

export const toStatus = (code: string): typeof unknown => statusTable.get(code) ?? unknown;
