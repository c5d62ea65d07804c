import type { CallbackContent } from '@cartrail/carriers';

const MOST_NAMED = 5;

/**
 * What a push leaves for a person, without its content; undefined where all of it was read. `signed`: what its scans say
 * counts, and a scan that cannot be read is lost. Where nobody signed it the carrier is asked anyway.
 */
export function leftOf(
  { reports, bookings, unreadable, ignored = [] }: CallbackContent,
  signed: boolean,
): string | undefined {
  const left = [...unreadable];
  if (signed && reports.some((report) => report.unreadable.length > 0)) left.push('a scan without a time');
  if (unreadable.length + ignored.length + reports.length + bookings.length === 0)
    left.push('nothing in it can be read');
  const more = left.length > MOST_NAMED ? [`and ${left.length - MOST_NAMED} more`] : [];
  return left.length === 0 ? undefined : [...left.slice(0, MOST_NAMED), ...more].join(', ');
}
