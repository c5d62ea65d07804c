import chineseDays from 'chinese-days';
import type { Calendar } from '../../domain/rules/window.js';

/**
 * The State Council's holiday notices, as the library chinese-days carries them.
 *
 * For a year it has no notice of, the library falls back to "Saturday and Sunday" without a word, so a year counts as
 * known only when its National Day is named. The last days of December may belong to the New Year holiday, which the
 * next year's notice sets: they are known once that one is.
 */
export const stateCalendar: Calendar = {
  isRestDay(date, counting) {
    const day = localNoon(date);
    const year = day.getFullYear();
    if (!knowsYear(year)) return undefined;
    if (date.slice(5) >= FIRST_OF_NEXT_NOTICE && !knowsYear(year + 1)) return undefined;
    const { work, name } = chineseDays.getDayDetail(day);
    return !work && (counting === 'statutory_and_weekend' || isOfNotice(name));
  },
};

const FIRST_OF_NEXT_NOTICE = '12-28';
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** A day of a notice is named in both languages (`National Day,国庆节,3`), any other by its weekday (`Thursday`). */
const isOfNotice = (name: string): boolean => name.includes(',');

export const knowsYear = (year: number): boolean =>
  isOfNotice(chineseDays.getDayDetail(new Date(year, 9, 1, 12)).name);

/**
 * The library names a `Date` by the machine's own zone and a text by UTC, and its ranges mix the two: the noon of a
 * single day is the same day everywhere.
 */
function localNoon(date: string): Date {
  const match = DATE.exec(date);
  if (!match) throw new RangeError(`not a date: ${date}`);
  return new Date(Number(match[1]), Number(match[2]) - 1, Number(match[3]), 12);
}
