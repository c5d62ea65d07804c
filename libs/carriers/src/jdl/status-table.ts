import { UNKNOWN, type ScanStatus, type StatusMeaning, type StatusReason } from '../status.js';

const rows: readonly (readonly [codes: string, meaning: StatusMeaning])[] = [
  ['10010', { status: 'CREATED' }],
  ['200018 200034 200030 200037 200035 200036', { status: 'AWAIT_PICKUP' }],
  ['200053', { status: 'AWAIT_PICKUP', reason: 'rescheduled' }],
  // Nobody fetched it. Another try may follow, so this is no cancellation.
  ['200052 200059 200064 200067', { status: 'EXCEPTION' }],
  ['200010', { status: 'CANCELLED' }],
  ['200001', { status: 'PICKED_UP' }],
  ['10032 10033 10054 200004 200005 200006 200007 200008 200009', { status: 'IN_TRANSIT' }],
  ['200011 200012 200013 200017 200019 200038 200039 200040 200050', { status: 'IN_TRANSIT' }],
  ['200055 200056 200058 200061 200072 200075 200076 200077', { status: 'IN_TRANSIT' }],
  ['11000', { status: 'OUT_FOR_DELIVERY' }],
  ['200051', { status: 'AVAILABLE_FOR_PICKUP' }],
  ['200057', { status: 'AVAILABLE_FOR_PICKUP', reason: 'station' }],
  ['10034 10042', { status: 'DELIVERED' }],
  ['200003 200023 200031', { status: 'DELIVERY_FAILED' }],
  // Refused at the door, which JDL has yet to confirm.
  ['200068 200069', { status: 'EXCEPTION', reason: 'refused' }],
  ['10035', { status: 'RETURNING', reason: 'refused' }],
  ['200060', { status: 'RETURNING' }],
  ['200033 200054', { status: 'RETURNED' }],
  ['200032 200070', { status: 'EXCEPTION' }],
];

/**
 * `category`, the stage a node belongs to. Two say nothing about where a parcel is: 403 (控单中) and 700 (退款). 530 (拒收)
 * also covers what is yet to be confirmed, so it is coarser than 10035.
 */
const categoryRows: typeof rows = [
  ['100', { status: 'CREATED' }],
  ['390', { status: 'AWAIT_PICKUP' }],
  ['420', { status: 'PICKED_UP' }],
  ['430', { status: 'IN_TRANSIT' }],
  ['440', { status: 'OUT_FOR_DELIVERY' }],
  ['480', { status: 'EXCEPTION', reason: 'intercepted' }],
  ['500', { status: 'EXCEPTION' }],
  ['510', { status: 'DELIVERED' }],
  ['530', { status: 'EXCEPTION', reason: 'refused' }],
  ['690', { status: 'CANCELLED' }],
];

const spread = (of: typeof rows): ReadonlyMap<string, StatusMeaning> =>
  new Map(of.flatMap(([codes, meaning]) => codes.split(' ').map((code) => [code, meaning] as const)));

const states = spread(rows);
const categories = spread(categoryRows);

/** `state` and `category` → ours, after carriers §10 and, where ours is finer, domain-rules §6.1. They share no number. */
export const statusTable: ReadonlyMap<string, StatusMeaning> = new Map([...states, ...categories]);

const unknown: { readonly status: ScanStatus; readonly reason?: StatusReason } = { status: UNKNOWN };

export const toStatus = (code: string): typeof unknown => statusTable.get(code) ?? unknown;

/** What both say together: the stage speaks where JDL names no state, or one that says nothing about the parcel. */
export const toMeaning = (state: string, category: string): typeof unknown =>
  states.get(state) ??
  (state === '' || stageDecides.has(state) ? categories.get(category) : undefined) ??
  unknown;

/** Documented without a place of their own: a new number was printed (换单打印), and two about payment (支付). */
const stageDecides: ReadonlySet<string> = new Set(['200020', '200062', '200063']);
