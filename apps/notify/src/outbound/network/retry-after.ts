import { SECOND, type Instant } from '@cartrail/kernel';

/** `Retry-After` in seconds or as a date, as a wait from now; undefined when it is absent or makes no sense. */
export function retryAfterMs(header: string | string[] | undefined, now: Instant): number | undefined {
  const text = Array.isArray(header) ? header[0] : header;
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text.trim())) return Number(text) * SECOND;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
