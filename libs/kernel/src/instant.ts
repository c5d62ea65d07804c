/** Milliseconds since 1970-01-01T00:00:00Z. Business time; comes from a {@link Clock}, never from `Date.now()`. */
export type Instant = number;

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const SHANGHAI_OFFSET = 8 * HOUR;
const RFC_3339 = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/;
const WALL_TIME = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?$/;

/** RFC 3339 UTC with milliseconds, the only form of an instant on our wires. */
export const toIso = (instant: Instant): string => new Date(instant).toISOString();

/** Reads RFC 3339 with any offset. Throws `RangeError` on anything else, a day that is in no calendar among it. */
export function fromIso(text: string): Instant {
  const instant = Date.parse(text);
  const day = RFC_3339.exec(text)?.[1];
  if (day === undefined || Number.isNaN(instant) || !isDay(day))
    throw new RangeError(`not an RFC 3339 time: ${text}`);
  return instant;
}

/** `Date.parse` takes the 30th of February for the 2nd of March. */
const isDay = (day: string): boolean => new Date(Date.parse(day)).toISOString().startsWith(day);

/**
 * A vendor's wall time (`yyyy-MM-dd HH:mm[:ss[.SSS]]`), which is Asia/Shanghai: UTC+8, no daylight saving.
 * Returns `undefined` where the text names no real moment (`2025-02-30 …`, `""`, `0000-00-00 00:00:00`).
 */
export function fromShanghai(text: string): Instant | undefined {
  const match = WALL_TIME.exec(text.trim());
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second = '0', fraction = '0'] = match;
  const fields = [
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  ] as const;
  const utc = Date.UTC(...fields, Number(fraction.padEnd(3, '0')));
  const back = new Date(utc);
  const exact =
    back.getUTCFullYear() === fields[0] &&
    back.getUTCMonth() === fields[1] &&
    back.getUTCDate() === fields[2] &&
    back.getUTCHours() === fields[3] &&
    back.getUTCMinutes() === fields[4] &&
    back.getUTCSeconds() === fields[5];
  return exact ? utc - SHANGHAI_OFFSET : undefined;
}

/** `yyyy-MM-dd HH:mm:ss` in Asia/Shanghai, as vendors write it. */
export const toShanghai = (instant: Instant): string =>
  new Date(instant + SHANGHAI_OFFSET).toISOString().slice(0, 19).replace('T', ' ');
