import { DAY, SECOND, type Instant } from '@cartrail/kernel';
import { invalid, missing } from './answers.js';
import type { Params } from './params.js';

const LARGEST_PAGE = 100;
const EIGHT_HOURS = DAY / 3;

/** Three months of the calendar before an instant. */
export function threeMonthsBefore(now: Instant): Instant {
  const there = new Date(now + EIGHT_HOURS);
  there.setUTCMonth(there.getUTCMonth() - 3);
  return there.getTime() - EIGHT_HOURS;
}

export const second = (at: Instant): Instant => Math.floor(at / SECOND) * SECOND;

/** A window of one of the platform's two times, `modified` or `created`, within the last three months. */
export function windowOf(
  params: Params,
  what: 'modified' | 'created',
  now: Instant,
  { needed, longest }: { readonly needed: boolean; readonly longest: number },
): (at: Instant) => boolean {
  const [from, to] = [params.time(`start_${what}`), params.time(`end_${what}`)];
  if (needed && from === undefined) throw missing(`start_${what}`);
  if (needed && to === undefined) throw missing(`end_${what}`);
  if (from !== undefined && from < threeMonthsBefore(now)) throw invalid(`start_${what}`);
  if (from !== undefined && to !== undefined && (to <= from || to - from > longest))
    throw invalid(`end_${what}`);
  return (at) => (from === undefined || second(at) >= from) && (to === undefined || second(at) <= to);
}

/** A page of rows: with their number, or with no more than whether there is another page. */
export function pageOf<T>(params: Params, rows: readonly T[]): { rows: readonly T[]; counted: object } {
  const [page, size] = [
    params.whole('page_no', 1, Number.MAX_SAFE_INTEGER),
    params.whole('page_size', 40, LARGEST_PAGE),
  ];
  const end = page * size;
  return {
    rows: rows.slice(end - size, end),
    counted: params.flag('use_has_next') ? { has_next: rows.length > end } : { total_results: rows.length },
  };
}
