import { describe, expect, it } from '@jest/globals';
import { DAY, fromIso, HOUR, toIso, type Instant } from '@cartrail/kernel';
import fc from 'fast-check';
import { clockStart, daysAfter, inWindow, returnWindow, type Calendar, type RestDays } from './window.js';

const at = (wall: string): Instant => fromIso(`${wall}+08:00`);

const noRest: Calendar = { isRestDay: () => false };
const unpublished: Calendar = { isRestDay: () => undefined };

/** Holidays by date; weekends are the plain ones. */
const calendar = (...holidays: string[]): Calendar => ({
  isRestDay: (date: string, counting: RestDays) =>
    holidays.includes(date) ||
    (counting === 'statutory_and_weekend' && [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay())),
});

const days = (from: string, count: number): string[] =>
  Array.from({ length: count }, (_, n) => toIso(fromIso(`${from}T00:00:00Z`) + n * DAY).slice(0, 10));

describe('the window of a return', () => {
  it('T1: starts the day after signing, lasts 168 hours, and ends at midnight in Shanghai', () => {
    const window = returnWindow(at('2026-11-10T15:20:00'), noRest);
    expect(window).toEqual({ from: at('2026-11-11T00:00:00'), until: at('2026-11-18T00:00:00') });
    expect(window.until - window.from).toBe(168 * HOUR);
    expect(inWindow(at('2026-11-17T23:59:59'), window)).toBe(true);
    expect(inWindow(at('2026-11-18T00:00:00'), window)).toBe(false);
  });

  it('T1: takes an application made on the day of signing, before the first day begins', () => {
    const window = returnWindow(at('2026-11-10T15:20:00'), noRest);
    expect(inWindow(at('2026-11-10T15:21:00'), window)).toBe(true);
  });

  it.each([
    ['the first second of the day', '2026-11-10T00:00:00'],
    ['the last second of the day', '2026-11-10T23:59:59'],
  ])('belongs to the day in Shanghai, signed at %s', (_, signed) => {
    expect(returnWindow(at(signed), noRest).from).toBe(at('2026-11-11T00:00:00'));
  });

  it('ends the day after the holidays its last day falls into', () => {
    // 7 days from 26 September: the last one is 2 October.
    const nationalDay = calendar(...days('2026-10-01', 7));
    const signed = at('2026-09-25T12:00:00');
    expect(returnWindow(signed, nationalDay).until).toBe(at('2026-10-09T00:00:00'));
    const off = { days: 7, extendLastDay: 'off' } as const;
    expect(returnWindow(signed, nationalDay, off).until).toBe(at('2026-10-03T00:00:00'));
  });

  it('moves past a weekend only where weekends count', () => {
    // The last day is Saturday, 21 November.
    const signed = at('2026-11-14T12:00:00');
    const until = (extendLastDay: 'statutory' | 'statutory_and_weekend') =>
      returnWindow(signed, calendar(), { days: 7, extendLastDay }).until;
    expect(until('statutory')).toBe(at('2026-11-22T00:00:00'));
    expect(until('statutory_and_weekend')).toBe(at('2026-11-24T00:00:00'));
  });

  it('is not moved on a guess where the calendar is not published, and says so', () => {
    expect(returnWindow(at('2026-12-25T12:00:00'), unpublished)).toEqual({
      from: at('2026-12-26T00:00:00'),
      until: at('2027-01-02T00:00:00'),
      calendarUnknown: true,
    });
  });

  it('never ends earlier for a later signing, more days, or more rest days', () => {
    const signing = fc.integer({ min: at('2025-12-01T00:00:00'), max: at('2027-01-31T00:00:00') });
    const some = fc.subarray(days('2026-01-01', 400));
    fc.assert(
      fc.property(signing, signing, some, fc.integer({ min: 7, max: 30 }), (one, other, rest, count) => {
        const [early, late] = one < other ? [one, other] : [other, one];
        const until = (signed: Instant, extendLastDay: 'off' | RestDays, length = count) =>
          returnWindow(signed, calendar(...rest), { days: length, extendLastDay }).until;
        for (const counting of ['off', 'statutory', 'statutory_and_weekend'] as const) {
          expect(until(late, counting)).toBeGreaterThanOrEqual(until(early, counting));
          expect(until(early, counting, count + 1)).toBeGreaterThanOrEqual(until(early, counting));
          expect(until(early, counting) - daysAfter(early, count)).toBeGreaterThanOrEqual(0);
        }
        expect(until(early, 'statutory')).toBeGreaterThanOrEqual(until(early, 'off'));
        expect(until(early, 'statutory_and_weekend')).toBeGreaterThanOrEqual(until(early, 'statutory'));
      }),
    );
  });
});

describe('a working-hours clock', () => {
  it.each([
    ['before the quiet hours', '2026-11-10T22:59:59', '2026-11-10T22:59:59'],
    ['as they begin', '2026-11-10T23:00:00', '2026-11-11T08:00:00'],
    ['after midnight', '2026-11-11T03:00:00', '2026-11-11T08:00:00'],
    ['as they end', '2026-11-11T08:00:00', '2026-11-11T08:00:00'],
  ])('of 23:00 to 08:00 starts at the end of the quiet hours, %s', (_, happened, counted) => {
    expect(clockStart(at(happened), '23:00', '08:00')).toBe(at(counted));
  });

  it('knows quiet hours within one day, and none at all', () => {
    expect(clockStart(at('2026-11-10T13:00:00'), '12:00', '14:00')).toBe(at('2026-11-10T14:00:00'));
    expect(clockStart(at('2026-11-10T13:00:00'), '12:00', '12:00')).toBe(at('2026-11-10T13:00:00'));
  });

  it('takes no time of day that is none', () => {
    expect(() => clockStart(0, '25:00', '08:00')).toThrow(RangeError);
  });
});
