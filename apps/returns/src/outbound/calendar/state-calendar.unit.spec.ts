import { describe, expect, it } from '@jest/globals';
import { knowsYear, stateCalendar } from './state-calendar.js';

const rests = (date: string) => [
  stateCalendar.isRestDay(date, 'statutory'),
  stateCalendar.isRestDay(date, 'statutory_and_weekend'),
];

describe('the calendar of the state', () => {
  it.each([
    ['a holiday', '2026-10-01', [true, true]],
    ['a weekday inside a holiday', '2026-02-23', [true, true]],
    ['a plain weekend', '2026-11-21', [false, true]],
    ['a weekend made a working day', '2026-10-10', [false, false]],
    ['a working day', '2026-11-18', [false, false]],
    ["a December day of the next year's notice", '2022-12-31', [true, true]],
  ])('tells %s', (_, date, expected) => {
    expect(rests(date)).toEqual(expected);
  });

  it('says that it does not know where the library would fall back to weekends', () => {
    expect(rests('2003-10-01')).toEqual([undefined, undefined]);
    expect(rests('2999-01-01')).toEqual([undefined, undefined]);
  });

  it('does not know the end of a year before the notice of the next one', () => {
    const last =
      Array.from({ length: 200 }, (_, n) => 2000 + n)
        .filter(knowsYear)
        .at(-1) ?? 0;
    expect(rests(`${last}-12-27`)).not.toContain(undefined);
    expect(rests(`${last}-12-31`)).toEqual([undefined, undefined]);
  });

  // Red on 1 January means: the library's next release has the new notice. Update chinese-days.
  it('knows the current year', () => {
    expect(knowsYear(new Date().getFullYear())).toBe(true);
  });

  it('takes nothing but a date', () => {
    expect(() => stateCalendar.isRestDay('2026-11-18 10:00', 'statutory')).toThrow(RangeError);
  });
});
