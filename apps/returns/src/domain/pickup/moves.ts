export type PickupStatus = keyof typeof moves;

/** No courier comes: by the provider's, the carrier's, the buyer's or our own doing. */
const failures = ['Rejected', 'PickupFailed', 'CancelledByUser', 'CancelledByCarrier'] as const;
/** The courier has the parcel; reports may skip steps. */
const taken = ['PickedUp', 'WeightChanged', 'Settled', 'Delivered'] as const;

/**
 * Where a pickup may go; domain-rules §7.6. A report that the parcel was taken holds against everything before it,
 * even a cancellation: the courier was quicker. `Accepted` again is a booking the provider revived.
 */
export const moves = {
  Quoted: ['Placed', 'Accepted', 'Unknown', ...failures, ...taken],
  Unknown: ['Placed', 'Accepted', ...failures, ...taken],
  Placed: ['Accepted', ...failures, ...taken],
  Accepted: [...failures, ...taken],
  PickedUp: ['WeightChanged', 'Settled', 'Delivered'],
  WeightChanged: ['Settled', 'Delivered'],
  Settled: ['Delivered'],
  Delivered: [],
  Rejected: ['Accepted', ...taken],
  PickupFailed: ['Accepted', ...taken],
  CancelledByUser: ['Accepted', ...taken],
  CancelledByCarrier: ['Accepted', ...taken],
} as const;

export const allows = (from: PickupStatus, to: PickupStatus): boolean =>
  (moves[from] as readonly PickupStatus[]).includes(to);

export const hasFailed = (status: PickupStatus): boolean =>
  (failures as readonly PickupStatus[]).includes(status);

export const isTaken = (status: PickupStatus): boolean => (taken as readonly PickupStatus[]).includes(status);
