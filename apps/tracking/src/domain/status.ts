/** Our parcel states. Vendors add codes without notice: what nobody has mapped is `UNKNOWN` and moves nothing. */
export const statuses = [
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

export type Status = (typeof statuses)[number];
export type ScanStatus = Status | 'UNKNOWN';

const known: ReadonlySet<string> = new Set(statuses);

export const toScanStatus = (text: string): ScanStatus => (known.has(text) ? (text as Status) : 'UNKNOWN');

/** Only these climb; the others interrupt the climb or end it. */
const ranks: Partial<Record<Status, number>> = {
  CREATED: 0,
  AWAIT_PICKUP: 1,
  PICKED_UP: 2,
  IN_TRANSIT: 3,
  ARRIVED_CITY: 4,
  OUT_FOR_DELIVERY: 5,
  AVAILABLE_FOR_PICKUP: 6,
  DELIVERED: 7,
};

export const rankOf = (status: Status): number | undefined => ranks[status];

export const isTerminal = (status: Status): boolean =>
  status === 'DELIVERED' || status === 'RETURNED' || status === 'CANCELLED' || status === 'EXPIRED';

export interface Position {
  readonly status: Status;
  readonly reason?: string;
  /** Rank of the climb so far; an interruption keeps it. */
  readonly rank: number;
}

export const start: Position = { status: 'CREATED', rank: 0 };

/** One step of the fold; the same object when the scan moves nothing. */
export function step(at: Position, status: Status, reason: string | undefined): Position {
  switch (at.status) {
    case 'DELIVERED':
      return afterDelivery(at, status, reason);
    case 'RETURNED':
      return at;
    case 'CANCELLED':
    case 'EXPIRED':
      // A revived waybill: the carrier moves it again. Only a physical scan counts.
      return (rankOf(status) ?? 0) >= 2 || status.startsWith('RETURN')
        ? { status, reason, rank: rankOf(status) ?? at.rank }
        : at;
    case 'RETURNING':
      return onItsWayBack(at, status, reason);
    default:
      return underway(at, status, reason);
  }
}

/** After delivery only a redelivery or a return is a correction; fees, reminders and repeats are not. */
const afterDelivery = (at: Position, status: Status, reason: string | undefined): Position =>
  status === 'RETURNING' || status === 'RETURNED' || status === 'OUT_FOR_DELIVERY'
    ? { status, reason, rank: rankOf(status) ?? at.rank }
    : at;

/**
 * The same stations again are no progress towards the buyer. Most carriers have one word for every signature: on the way
 * back it is the sender's. Who merely refused may still have taken it.
 */
function onItsWayBack(at: Position, status: Status, reason: string | undefined): Position {
  if (status !== 'RETURNED' && status !== 'DELIVERED') return at;
  const signedBySender = status === 'RETURNED' || at.reason !== 'refused';
  return { status: signedBySender ? 'RETURNED' : 'DELIVERED', reason, rank: 7 };
}

function underway(at: Position, status: Status, reason: string | undefined): Position {
  const rank = rankOf(status);
  if (rank === undefined) return { status, reason, rank: at.rank };
  const interrupted = at.status === 'EXCEPTION' || at.status === 'DELIVERY_FAILED';
  // After an interruption the parcel goes on from wherever the carrier next sees it: a misrouted one starts lower.
  if (interrupted) return rank >= 2 ? { status, reason, rank } : at;
  return rank > at.rank ? { status, reason, rank } : at;
}
