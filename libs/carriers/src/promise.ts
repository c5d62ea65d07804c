import { fromShanghai } from '@cartrail/kernel';
import type { Promised } from './booking.js';
import { text } from './json.js';

/** A time in Shanghai as a vendor promises it, or a span of two, of which the later one is the promise; `undefined` where there is none. */
export function promiseFrom(written: unknown): Promised | undefined {
  const said = text(written).trim();
  if (said === '') return undefined;
  const times = said.split(',').map((part) => fromShanghai(part.trim()));
  const known = times.filter((time) => time !== undefined);
  return known.length === times.length ? { text: said, at: Math.max(...known) } : { text: said };
}
