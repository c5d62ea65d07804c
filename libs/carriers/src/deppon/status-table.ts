import { UNKNOWN, type ScanStatus, type StatusMeaning, type StatusReason } from '../status.js';

/** `status` of a scan → ours (carriers §12). `OTHER` changes nothing, so it stays unknown. */
export const statusTable: ReadonlyMap<string, StatusMeaning> = new Map<string, StatusMeaning>([
  ['GOT', { status: 'PICKED_UP' }],
  ['DEPARTURE', { status: 'IN_TRANSIT' }],
  ['ARRIVAL', { status: 'IN_TRANSIT' }],
  ['ADVANCE_NOTICE', { status: 'IN_TRANSIT' }],
  // 暂存
  ['INBOUND', { status: 'IN_TRANSIT' }],
  ['OPERATETRACK', { status: 'IN_TRANSIT' }],
  ['ADVANCE_DELIVERY', { status: 'OUT_FOR_DELIVERY' }],
  ['SENT_SCAN', { status: 'OUT_FOR_DELIVERY' }],
  ['STA_INBOUND', { status: 'AVAILABLE_FOR_PICKUP' }],
  ['SIGNED', { status: 'DELIVERED' }],
  ['STA_SIGN', { status: 'DELIVERED' }],
  // 滞留
  ['ERROR', { status: 'EXCEPTION' }],
  // Refused by the receiver or voided: the code does not tell which.
  ['FAILED', { status: 'EXCEPTION' }],
  ['BACK_SIGNED', { status: 'RETURNED' }],
]);

const unknown: { readonly status: ScanStatus; readonly reason?: StatusReason } = { status: UNKNOWN };

export const toStatus = (code: string): typeof unknown => statusTable.get(code) ?? unknown;
