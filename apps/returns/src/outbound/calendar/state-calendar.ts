import chineseDays from 'chinese-days';
import type { Calendar } from '../../domain/rules/window.js';

/**
 * The State Council's holiday notices, as the library chinese-days carries them.
 *
 * For a year it has no notice of, the library falls back to "Saturday and Sunday" without a word, so a year counts as
 * known only when it lists official holidays. The last days of December may belong to the New Year holiday, which
 * the next year's notice sets: they are known once that one is.
 */
export const stateCalendar: Calendar = {
  isRestDay(date, counting) {
    const day = localNoon(date);
    const year = day.getFullYear();
    if (!knowsYear(year)) return undefined;
    if (date.slice(5) >= FIRST_OF_NEXT_NOTICE && !knowsYear(year + 1)) return undefined;
    if (!chineseDays.isHoliday(day)) return false;
    return counting === 'statutory_and_weekend' || chineseDays.getHolidaysInRange(day, day, false).length > 0;
  },
};

const FIRST_OF_NEXT_NOTICE = '12-28';
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

export const knowsYear = (year: number): boolean =>
  chineseDays.getHolidaysInRange(new Date(year, 0, 1, 12), new Date(year, 11, 31, 12), false).length > 0;

/** The library reads a date by the machine's own zone, and a text as midnight in UTC: only noon is the same day. */
function localNoon(date: string): Date {
  const match = DATE.exec(date);
  if (!match) throw new RangeError(`not a date: ${date}`);
  return new Date(Number(match[1]), Number(match[2]) - 1, Number(match[3]), 12);
}
