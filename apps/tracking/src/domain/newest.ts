import type { Instant } from '@cartrail/kernel';

/** The value with the highest sequence told so far; in which order they were told does not show. */
export interface Newest<T> {
  readonly sequence: number;
  /** When it was first said. */
  readonly at: Instant;
  readonly value: T;
}

/** The later word holds; one that says the same again only shows that it was said earlier, or still holds later. */
export function newer<T>(
  known: Newest<T> | undefined,
  { sequence, at }: { readonly sequence: number; readonly at: Instant },
  value: T | undefined,
): Newest<T> | undefined {
  if (value === undefined) return known;
  if (!known) return { sequence, at, value };
  if (JSON.stringify(known.value) !== JSON.stringify(value)) {
    return sequence > known.sequence ? { sequence, at, value } : known;
  }
  if (sequence <= known.sequence && at >= known.at) return known;
  return { sequence: Math.max(sequence, known.sequence), at: Math.min(at, known.at), value };
}
