import { UNKNOWN, type ScanStatus, type StatusMeaning, type StatusReason } from '../status.js';

/** `scanType` of a scan, its Chinese name (with or without 扫描 at its end), and ours; carriers §9. */
const rows: readonly (readonly [code: string, name: string, meaning: StatusMeaning])[] = [
  ['1', '快件揽收', { status: 'PICKED_UP' }],
  ['2', '入仓', { status: 'IN_TRANSIT' }],
  ['3', '发件', { status: 'IN_TRANSIT' }],
  ['4', '到件', { status: 'IN_TRANSIT' }],
  ['5', '出仓', { status: 'IN_TRANSIT' }],
  ['6', '入库', { status: 'AVAILABLE_FOR_PICKUP' }],
  ['7', '代理点收入', { status: 'AVAILABLE_FOR_PICKUP', reason: 'station' }],
  ['8', '快件取出', { status: 'OUT_FOR_DELIVERY' }],
  ['9', '出库', { status: 'OUT_FOR_DELIVERY' }],
  ['10', '快件签收', { status: 'DELIVERED' }],
  ['11', '问题件', { status: 'EXCEPTION' }],
  ['12', '安检', { status: 'IN_TRANSIT' }],
  ['13', '其他', { status: 'IN_TRANSIT' }],
  ['14', '退件', { status: 'RETURNING' }],
];

export const statusTable: ReadonlyMap<string, StatusMeaning> = new Map(
  rows.flatMap(([code, name, meaning]) => [[code, meaning] as const, [name, meaning] as const]),
);

const problems = (
  meaning: StatusMeaning,
  ...codes: readonly string[]
): (readonly [string, StatusMeaning])[] => codes.map((code) => [code, meaning] as const);

const trouble: StatusMeaning = { status: 'EXCEPTION' };

/** `problemType` of a 问题件 and ours, after carriers §9 and domain-rules §6.1; where these say no more, it is trouble. */
export const problemTable: ReadonlyMap<string, StatusMeaning> = new Map([
  // 客户取消寄件, 作废
  ...problems({ status: 'CANCELLED' }, 'A1', 'A26', 'A31'),
  // 拒收
  ...problems({ status: 'RETURNING', reason: 'refused' }, 'A2', 'A14', 'A35'),
  // 退回件
  ...problems({ status: 'RETURNING' }, 'A4', 'A25'),
  ...problems({ status: 'DELIVERY_FAILED', reason: 'address' }, 'A3', 'A12', 'A15', 'A16', 'A19'),
  // 联系不上
  ...problems({ status: 'DELIVERY_FAILED', reason: 'unreachable' }, 'A9', 'A10'),
  // 到付拒付: he would not pay, which is not yet a return.
  ...problems({ status: 'EXCEPTION', reason: 'refused' }, 'A29'),
  // Late or tried again, kept at a branch, force majeure, and what has no group of its own.
  ...problems(trouble, 'A11', 'A13', 'A23', 'A34', 'A17', 'A18', 'A21', 'A27', 'A28', 'A33'),
  ...problems(trouble, 'A7', 'A8', 'A20', 'A24', 'A30', 'A32'),
]);

const PROBLEM: StatusMeaning | undefined = statusTable.get('11');
const BETWEEN = '/';

/** Both codes in one, as they came: `3`, `问题件扫描`, `11/A9`. */
export const scanCode = (scanType: string, problemType: string): string =>
  problemType === '' ? scanType : `${scanType}${BETWEEN}${problemType}`;

const unknown: { readonly status: ScanStatus; readonly reason?: StatusReason } = { status: UNKNOWN };

/** What a code made by `scanCode` means. A problem nobody mapped is still a problem. */
export function toStatus(code: string): typeof unknown {
  const [scanType = '', problemType = ''] = code.split(BETWEEN);
  const meaning = statusTable.get(scanType.replace(/扫描$/u, ''));
  return (meaning === PROBLEM ? problemTable.get(problemType) : undefined) ?? meaning ?? unknown;
}
