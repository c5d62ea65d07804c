import { DAY, HOUR, type Instant } from '@cartrail/kernel';

/** Asia/Shanghai: UTC+8, no daylight saving. */
const OFFSET = 8 * HOUR;

/** 00:00 in Asia/Shanghai of the day the instant falls on. */
export const startOfDay = (instant: Instant): Instant => Math.floor((instant + OFFSET) / DAY) * DAY - OFFSET;

/** `yyyy-MM-dd` of the instant in Asia/Shanghai. */
export const dateText = (instant: Instant): string => new Date(instant + OFFSET).toISOString().slice(0, 10);

/** A time of day in Asia/Shanghai, `HH:mm`. */
export type TimeOfDay = `${number}:${number}`;

const TIME_OF_DAY = /^([01]\d|2[0-4]):([0-5]\d)$/;

/** Milliseconds since local midnight; `24:00` is the end of the day. */
export function sinceMidnight(time: TimeOfDay): number {
  const match = TIME_OF_DAY.exec(time);
  if (!match) throw new RangeError(`not a time of day: ${time}`);
  return Number(match[1]) * HOUR + (Number(match[2]) * HOUR) / 60;
}

export const timeOfDay = (instant: Instant): number => instant - startOfDay(instant);
