import type { CarrierReport } from '@cartrail/carriers';
import { metrics } from '../metrics.js';

/**
 * Counts a parcel of a push that nobody follows, once: a push that names no brand is a report for each brand the parcel
 * may be followed as, and all but one of them find nobody. The answer is told of every report that found no parcel.
 */
export function unfollowedIn(reports: readonly CarrierReport[]): (report: CarrierReport) => void {
  const unfound = new Map<string, number>();
  for (const { number } of reports) unfound.set(number, (unfound.get(number) ?? 0) + 1);
  return ({ provider, number }) => {
    const left = (unfound.get(number) ?? 0) - 1;
    unfound.set(number, left);
    if (left === 0) metrics.unfollowed.inc({ provider });
  };
}

/** Of parcels: lines of a push that names no brand are told of each brand, and are the same lines. */
export function unreadableIn(reports: readonly CarrierReport[]): number {
  const lines = new Map(reports.map(({ number, unreadable }) => [number, unreadable.length]));
  return [...lines.values()].reduce((sum, count) => sum + count, 0);
}
