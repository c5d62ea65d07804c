/** Why goods come back, in our spelling. */
export const returnReasons = [
  'no_reason',
  'quality',
  'wrong_item',
  'short',
  'transit_damage',
  'late',
  'not_as_described',
  'UNKNOWN',
] as const;

export type ReturnReason = (typeof returnReasons)[number];

/** A word of a newer producer is UNKNOWN, not a guess. */
export const asReason = (text: string): ReturnReason =>
  returnReasons.find((reason) => reason === text) ?? 'UNKNOWN';

/** Whose doing it is: everything but a change of mind is not the buyer's (R-15, §3.5); UNKNOWN is nobody's yet. */
export type Cause = 'buyer' | 'merchant' | 'unknown';

export function causeOf(reason: ReturnReason): Cause {
  if (reason === 'no_reason') return 'buyer';
  return reason === 'UNKNOWN' ? 'unknown' : 'merchant';
}
