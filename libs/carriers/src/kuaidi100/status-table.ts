import { UNKNOWN, type ScanStatus, type StatusMeaning, type StatusReason } from '../status.js';

/**
 * `statusCode` of a node, its documented name, and ours, after domain-rules §6.1 and, where that is silent,
 * carriers §14. Not KDNiao's numbers: there 1 is collected and 2 on its way, here 0 is on its way and 2 trouble.
 */
const rows: readonly (readonly [code: string, name: string, meaning: StatusMeaning])[] = [
  ['101', '已下单', { status: 'CREATED' }],
  ['102', '待揽收', { status: 'AWAIT_PICKUP' }],
  ['1', '揽收', { status: 'PICKED_UP' }],
  ['103', '已揽收', { status: 'PICKED_UP' }],
  ['0', '在途', { status: 'IN_TRANSIT' }],
  ['1001', '到达派件城市', { status: 'ARRIVED_CITY' }],
  ['1002', '干线', { status: 'IN_TRANSIT' }],
  ['1003', '转递', { status: 'IN_TRANSIT' }],
  ['7', '转投', { status: 'IN_TRANSIT', reason: 'forwarded' }],
  ['8', '清关', { status: 'IN_TRANSIT', reason: 'customs' }],
  ['10', '待清关', { status: 'IN_TRANSIT', reason: 'customs' }],
  ['11', '清关中', { status: 'IN_TRANSIT', reason: 'customs' }],
  ['12', '已清关', { status: 'IN_TRANSIT', reason: 'customs' }],
  ['13', '清关异常', { status: 'EXCEPTION', reason: 'customs' }],
  ['5', '派件', { status: 'OUT_FOR_DELIVERY' }],
  ['501', '投柜或驿站', { status: 'AVAILABLE_FOR_PICKUP' }],
  ['3', '签收', { status: 'DELIVERED', reason: 'self' }],
  ['301', '本人签收', { status: 'DELIVERED', reason: 'self' }],
  ['302', '派件异常后签收', { status: 'DELIVERED', reason: 'after-exception' }],
  ['303', '代签', { status: 'DELIVERED', reason: 'proxy' }],
  ['304', '投柜或站签收', { status: 'DELIVERED', reason: 'locker' }],
  ['2', '疑难', { status: 'EXCEPTION' }],
  ['201', '超时未签收', { status: 'EXCEPTION' }],
  ['202', '超时未更新', { status: 'EXCEPTION', reason: 'stale' }],
  ['203', '拒收', { status: 'RETURNING', reason: 'refused' }],
  ['204', '派件异常', { status: 'DELIVERY_FAILED' }],
  ['205', '柜或驿站超时未取', { status: 'EXCEPTION', reason: 'locker' }],
  ['206', '无法联系', { status: 'DELIVERY_FAILED', reason: 'unreachable' }],
  ['207', '超区', { status: 'DELIVERY_FAILED', reason: 'overarea' }],
  ['208', '滞留', { status: 'DELIVERY_FAILED' }],
  ['209', '破损', { status: 'EXCEPTION', reason: 'damaged' }],
  ['210', '销单', { status: 'CANCELLED' }],
  ['401', '已销单', { status: 'CANCELLED' }],
  ['14', '拒签', { status: 'RETURNING', reason: 'refused' }],
  ['6', '退回', { status: 'RETURNING' }],
  ['4', '退签', { status: 'RETURNED' }],
];

/** By code and by name: a node without `statusCode` still carries the name in `status`. */
export const statusTable: ReadonlyMap<string, StatusMeaning> = new Map(
  rows.flatMap(([code, name, meaning]) => [[code, meaning] as const, [name, meaning] as const]),
);

const unknown: { readonly status: ScanStatus; readonly reason?: StatusReason } = { status: UNKNOWN };

export const toStatus = (code: string): typeof unknown => statusTable.get(code) ?? unknown;
