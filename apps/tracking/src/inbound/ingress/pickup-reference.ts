import { fromShortId } from '@cartrail/kernel';

/** The parameter of a callback's URL that names the pickup it was booked for. No signature covers it. */
export const PICKUP = 'pickup';

/** The pickup's id; undefined for text that is no short id of ours. */
export function pickupIn(text: string): string | undefined {
  try {
    return fromShortId(text);
  } catch {
    return undefined;
  }
}
