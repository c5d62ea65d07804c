import { createRequire } from 'node:module';
import type { Calendar } from '../../domain/rules/window.js';

/** Dates (`yyyy-MM-dd`) with the names of what is kept on them. */
interface Notices {
  /** Days off, the weekends inside a holiday among them. */
  readonly holidays: Readonly<Record<string, string>>;
  /** Weekends made working days. */
  readonly workdays: Readonly<Record<string, string>>;
}

const require = createRequire(import.meta.url);

/**
 * The State Council's holiday notices, as the library chinese-days carries them. Its functions are not used: they
 * build their tables in the machine's own time zone (west of Greenwich every day is off by one), and fall back to
 * "Saturday and Sunday", without a word, for a year they have no notice of.
 */
const notices = require('chinese-days/dist/chinese-days.json') as Notices;

export const stateCalendar: Calendar = {
  isRestDay(date, counting) {
    const year = yearOf(date);
    if (!knowsYear(year)) return undefined;
    // The New Year holiday, which the next year's notice sets, may begin in December.
    if (date.slice(5) >= '12-28' && !knowsYear(year + 1)) return undefined;
    if (date in notices.holidays) return true;
    return counting === 'statutory_and_weekend' && isWeekend(date) && !(date in notices.workdays);
  },
};

export const knowsYear = (year: number): boolean => `${year}-10-01` in notices.holidays;

const DATE = /^(\d{4})-\d{2}-\d{2}$/;

function yearOf(date: string): number {
  const match = DATE.exec(date);
  if (!match) throw new RangeError(`not a date: ${date}`);
  return Number(match[1]);
}

const isWeekend = (date: string): boolean => [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay());
