import { HOUR, MINUTE, type Instant } from '@cartrail/kernel';
import { cityOf } from '../orders/cities.js';
import type { Parcel, Scan } from '../state/model.js';

/** A node of the way home comes this long after the one before. */
const PACE = 10 * HOUR;
const QUICK_PACE = 2 * MINUTE;

/**
 * The scans of a parcel that is to go back to its sender: it has been where it has been, is stopped where it would have
 * been seen next, and goes home from there. One that nobody has taken yet is taken first.
 */
export function turnedBack(parcel: Parcel, now: Instant): Scan[] {
  const been = parcel.scans.filter(({ at }) => at <= now);
  const before = been.length > 0 ? been : parcel.scans.slice(0, 1);
  const stop = parcel.scans[before.length];
  if (!stop) return parcel.scans;
  const pace = parcel.plan === 'quick' ? QUICK_PACE : PACE;
  const home = cityOf(parcel.fromRegion).city;
  const node = (after: number, code: string, location: string, text: string): Scan => {
    const at = stop.at + after * pace;
    return { at, visibleAt: at, code, text: `【${location}】${text}`, location };
  };
  return [
    ...before,
    node(0, '413', stop.location, '快件已拦截，将退回寄件人'),
    node(1, '407', stop.location, `退回件已发往${home}`),
    node(3, '406', home, '退回件已由寄件人签收'),
  ];
}
