import { UNKNOWN, type ScanStatus, type StatusMeaning, type StatusReason } from '../status.js';

/**
 * `opCode` → ours, after carriers §11 with the finer statuses of domain-rules §6.1. What is listed here wins over the
 * ranges and families below, as §11 has it.
 */
const rows: readonly (readonly [codes: string, meaning: StatusMeaning])[] = [
  ['203 464 O_001', { status: 'PICKED_UP' }],
  ['208 303 305 389 399 404 423 538 911 912 954 EDA EXD', { status: 'IN_TRANSIT' }],
  ['466 467 468 469 470 486 487 493 EDB EDC EME EXA EXB EXC', { status: 'IN_TRANSIT', reason: 'customs' }],
  ['C_002 C_003 C_004 C_005 C_006 C_007 C_008', { status: 'IN_TRANSIT', reason: 'customs' }],
  ['C_010 C_011 C_012 C_032 C_033', { status: 'IN_TRANSIT', reason: 'customs' }],
  // The office that delivers.
  ['461 516 713', { status: 'ARRIVED_CITY' }],
  ['702 749 O_014', { status: 'OUT_FOR_DELIVERY' }],
  ['491 747 O_017', { status: 'AVAILABLE_FOR_PICKUP' }],
  ['463 704 748 O_010 O_016', { status: 'DELIVERED' }],
  ['462 542 705 O_013', { status: 'DELIVERY_FAILED' }],
  ['651 751', { status: 'EXCEPTION' }],
  ['013', { status: 'EXCEPTION', reason: 'intercepted' }],
  ['987 988', { status: 'EXCEPTION', reason: 'lost' }],
  ['312 326 405 447 482 708 741 750', { status: 'RETURNING' }],
  ['711 O_011 C_009', { status: 'RETURNED' }],
  ['801', { status: 'CANCELLED' }],
  // The address was changed, and the parcel is on its way to the new one.
  ['756 802 803', { status: 'IN_TRANSIT', reason: 'forwarded' }],
];

/** Codes of §11's ranges; all of them are on their way. */
const ranges: readonly (readonly [first: number, last: number])[] = [
  [336, 396],
  [457, 461],
  [465, 500],
  [505, 534],
  [932, 950],
];
const FAMILY = /^[CV]_\d+$/;

/** Within the ranges and on no way: they undo an event, and nobody says which one 492 (境外进口取消) does. */
const undoings: ReadonlySet<string> = new Set(['472', '474', '483', '492']);

function isOnItsWay(code: string): boolean {
  if (undoings.has(code)) return false;
  if (FAMILY.test(code)) return true;
  return (
    /^\d{3}$/.test(code) && ranges.some(([first, last]) => first <= Number(code) && Number(code) <= last)
  );
}

const statusTable: ReadonlyMap<string, StatusMeaning> = new Map(
  rows.flatMap(([codes, meaning]) => codes.split(' ').map((code) => [code, meaning] as const)),
);

/** `deliverCode`: who or what took the parcel. Settled by a claim (180), nobody did. */
const deliveries: ReadonlyMap<string, StatusMeaning> = new Map<string, StatusMeaning>([
  ['10', { status: 'DELIVERED', reason: 'self' }],
  ['20', { status: 'DELIVERED', reason: 'proxy' }],
  ['30', { status: 'DELIVERED', reason: 'station' }],
  ['50', { status: 'DELIVERED', reason: 'locker' }],
  ['60', { status: 'DELIVERED', reason: 'proxy' }],
  ['70', { status: 'DELIVERED', reason: 'proxy' }],
  ['180', { status: 'EXCEPTION' }],
]);

/** `attemptDeliveryCode`: why it was not delivered. */
const attempts: ReadonlyMap<string, StatusMeaning> = new Map<string, StatusMeaning>([
  ['1', { status: 'DELIVERY_FAILED', reason: 'address' }],
  ['2', { status: 'DELIVERY_FAILED', reason: 'address' }],
  ['3', { status: 'DELIVERY_FAILED', reason: 'address' }],
  ['4', { status: 'DELIVERY_FAILED', reason: 'unreachable' }],
  ['5', { status: 'DELIVERY_FAILED', reason: 'address' }],
  ['6', { status: 'DELIVERY_FAILED', reason: 'rescheduled' }],
  ['7', { status: 'DELIVERY_FAILED', reason: 'refused' }],
  ['10', { status: 'DELIVERY_FAILED', reason: 'intercepted' }],
  ['11', { status: 'DELIVERY_FAILED', reason: 'forwarded' }],
  ['12', { status: 'DELIVERY_FAILED', reason: 'forwarded' }],
  ['13', { status: 'EXCEPTION', reason: 'lost' }],
]);

const unknown: { readonly status: ScanStatus; readonly reason?: StatusReason } = { status: UNKNOWN };

export const toStatus = (code: string): typeof unknown =>
  statusTable.get(code) ?? (isOnItsWay(code) ? { status: 'IN_TRANSIT' } : unknown);

/** The meaning of a code beside what the same event says about its delivery. */
export function toMeaning(code: string, deliverCode: string, attemptDeliveryCode: string): typeof unknown {
  const meaning = toStatus(code);
  if (meaning.status === 'DELIVERED') return deliveries.get(deliverCode) ?? meaning;
  return meaning.status === 'DELIVERY_FAILED' ? (attempts.get(attemptDeliveryCode) ?? meaning) : meaning;
}
