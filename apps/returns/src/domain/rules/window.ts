import { DAY, HOUR, type Instant } from '@cartrail/kernel';
import { dateText, sinceMidnight, startOfDay, timeOfDay, type TimeOfDay } from './days.js';

/** Which days count as rest days when the law moves the end of a period (Civil Code 203). */
export type RestDays = 'statutory' | 'statutory_and_weekend';
export type ExtendLastDay = 'off' | RestDays;

/** The state's calendar. A year nobody has published yet is unknown, and answered `undefined`, never guessed. */
export interface Calendar {
  /** `date` is `yyyy-MM-dd`; a weekend made a working day is no rest day. */
  isRestDay(date: string, counting: RestDays): boolean | undefined;
}

/** Half-open: `from` is in, `until` is out. */
export interface Window {
  readonly from: Instant;
  readonly until: Instant;
  /** The calendar had no data for the last day, so that the end was not moved: it may be later, never earlier. */
  readonly calendarUnknown?: true;
}

export interface WindowOptions {
  readonly days: number;
  readonly extendLastDay: ExtendLastDay;
}

/** a tenant's policy may be longer. */
export const statutoryWindow: WindowOptions = { days: 7, extendLastDay: 'statutory' };

/** Days start the day after the trigger at 00:00 and end at 24:00 of the last day (R-02, §2.2, §2.4). */
export function returnWindow(
  signedAt: Instant,
  calendar: Calendar,
  options: WindowOptions = statutoryWindow,
): Window {
  const from = startOfDay(signedAt) + DAY;
  return { from, ...endOf(from, calendar, options) };
}

function endOf(from: Instant, calendar: Calendar, options: WindowOptions): Omit<Window, 'from'> {
  let until = from + options.days * DAY;
  if (options.extendLastDay === 'off') return { until };
  let rests = calendar.isRestDay(dateText(until - 1), options.extendLastDay);
  while (rests === true) {
    until += DAY;
    rests = calendar.isRestDay(dateText(until - 1), options.extendLastDay);
  }
  return rests === undefined ? { until, calendarUnknown: true } : { until };
}

/**
 * Whether something done at `at` is in time. An application made before the window opens (on the day of signing)
 * is: the period only says when the right ends.
 */
export const inWindow = (at: Instant, window: Window): boolean => at < window.until;

/** Hours start at the trigger itself (§2.3). */
export const hoursAfter = (trigger: Instant, hours: number): Instant => trigger + hours * HOUR;

/** Days as the law counts them, without moving the end: the deadline is `until` of the last day (§2.2). */
export const daysAfter = (trigger: Instant, days: number): Instant => startOfDay(trigger) + (days + 1) * DAY;

/** A working-hours clock: what happens in the quiet hours counts from their end (§2.5). */
export function clockStart(instant: Instant, quietFrom: TimeOfDay, quietTo: TimeOfDay): Instant {
  const from = sinceMidnight(quietFrom);
  const to = sinceMidnight(quietTo);
  const time = timeOfDay(instant);
  const midnight = startOfDay(instant);
  if (from <= to) return time >= from && time < to ? midnight + to : instant;
  if (time >= from) return midnight + DAY + to;
  return time < to ? midnight + to : instant;
}
