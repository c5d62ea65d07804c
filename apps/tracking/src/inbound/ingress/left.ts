import type { CallbackContent } from '@cartrail/carriers';

/**
 * Read by nobody on purpose, or a weight beside what it belongs to: its report is told without it, and told once more
 * with it its fees would be charged once more.
 */
const COUNTED_ONLY = / is (not read|no whole gram)$/;
const MOST_NAMED = 5;

/**
 * What a push leaves for a person, without its content; undefined where all of it was read. `signed`: what its scans say
 * counts, and a scan that cannot be read is lost. Where nobody signed it the carrier is asked anyway.
 */
export function leftOf(
  { reports, bookings, unreadable }: CallbackContent,
  signed: boolean,
): string | undefined {
  const left = unreadable.filter((what) => !COUNTED_ONLY.test(what));
  if (signed && reports.some((report) => report.unreadable.length > 0)) left.push('a scan without a time');
  if (unreadable.length + reports.length + bookings.length === 0) left.push('nothing in it can be read');
  const more = left.length > MOST_NAMED ? [`and ${left.length - MOST_NAMED} more`] : [];
  return left.length === 0 ? undefined : [...left.slice(0, MOST_NAMED), ...more].join(', ');
}
