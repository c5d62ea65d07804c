/** Where a parcel is, in our words. Every provider's codes are translated into these. */
export const canonicalStatuses = [
  'CREATED',
  'AWAIT_PICKUP',
  'PICKED_UP',
  'IN_TRANSIT',
  'ARRIVED_CITY',
  'OUT_FOR_DELIVERY',
  'DELIVERY_FAILED',
  'AVAILABLE_FOR_PICKUP',
  'DELIVERED',
  'RETURNING',
  'RETURNED',
  'EXCEPTION',
  'CANCELLED',
  'EXPIRED',
] as const;

export type CanonicalStatus = (typeof canonicalStatuses)[number];

/** A code nobody mapped yet: kept raw, counted, changes no state. */
export const UNKNOWN = 'UNKNOWN';
export type ScanStatus = CanonicalStatus | typeof UNKNOWN;

export const statusReasons = [
  'self',
  'proxy',
  'locker',
  'station',
  'after-exception',
  'refused',
  'address',
  'unreachable',
  'overarea',
  'damaged',
  'lost',
  'intercepted',
  'customs',
  'weather',
  'rescheduled',
  'oversize',
  'forwarded',
  'stale',
] as const;

export type StatusReason = (typeof statusReasons)[number];

export interface StatusTraits {
  /** How far along the main road; `null` off it (interruptions, the way back, and ends before delivery). */
  readonly rank: number | null;
  readonly flow: 'forward' | 'interruption' | 'return' | 'end';
  /** Only a correction, a redelivery or a return may change it. */
  readonly terminal: boolean;
}

const forward = (rank: number, terminal = false): StatusTraits => ({ rank, flow: 'forward', terminal });
const interruption: StatusTraits = { rank: null, flow: 'interruption', terminal: false };
const end: StatusTraits = { rank: null, flow: 'end', terminal: true };

export const statusTraits: Readonly<Record<CanonicalStatus, StatusTraits>> = {
  CREATED: forward(0),
  AWAIT_PICKUP: forward(1),
  PICKED_UP: forward(2),
  IN_TRANSIT: forward(3),
  ARRIVED_CITY: forward(4),
  OUT_FOR_DELIVERY: forward(5),
  AVAILABLE_FOR_PICKUP: forward(5),
  DELIVERED: forward(6, true),
  DELIVERY_FAILED: interruption,
  EXCEPTION: interruption,
  RETURNING: { rank: null, flow: 'return', terminal: false },
  RETURNED: { rank: null, flow: 'return', terminal: true },
  CANCELLED: end,
  EXPIRED: end,
};

/** What one provider code means to us. */
export interface StatusMeaning {
  readonly status: CanonicalStatus;
  readonly reason?: StatusReason;
}
