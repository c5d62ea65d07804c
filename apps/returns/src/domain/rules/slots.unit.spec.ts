import { describe, expect, it } from '@jest/globals';
import { fromIso, HOUR, MINUTE, toShanghai, type Instant } from '@cartrail/kernel';
import fc from 'fast-check';
import { slotRefusal, slotsFor } from './slots.js';

const at = (wall: string): Instant => fromIso(`${wall}+08:00`);
const slot = (date: string, from: string, to: string) => ({
  from: at(`${date}T${from}:00`),
  to: at(`${date}T${to}:00`),
});

const shown = (carrier: string, now: string, day?: string): string[] =>
  slotsFor(carrier, at(now))
    .map(({ from, to }) => `${toShanghai(from).slice(0, 16)}–${toShanghai(to).slice(11, 16)}`)
    .filter((text) => day === undefined || text.startsWith(day));

const carriers = ['ZTO', 'YTO', 'STO', 'YD', 'JTSD', 'EMS', 'JD', 'SF', 'DBL', 'NOBODY'];

describe('pickup slots (§7.5)', () => {
  it.each([
    ['YTO', ['09:00–12:00', '12:00–16:00', '16:00–19:00']],
    ['STO', ['09:00–19:00']],
    ['ZTO', ['09:00–19:00']],
    ['EMS', ['09:00–19:00']],
    ['JTSD', ['09:00–14:00', '14:00–19:00']],
    ['YD', ['09:00–14:00', '14:00–19:00']],
    ['DBL', ['09:00–14:00', '14:00–19:00']],
    ['JD', ['09:00–19:00']],
    ['NOBODY', ['09:00–11:00', '11:00–13:00', '13:00–15:00', '15:00–17:00', '17:00–19:00']],
  ])('%s comes tomorrow and the day after', (carrier, windows) => {
    for (const day of ['2026-11-13', '2026-11-14'])
      expect(shown(carrier, '2026-11-12T08:00:00', day)).toEqual(windows.map((hours) => `${day} ${hours}`));
    expect(shown(carrier, '2026-11-12T08:00:00', '2026-11-15')).toEqual([]);
  });

  it('SF comes by the hour, from 9 to 22', () => {
    const tomorrow = shown('SF', '2026-11-12T08:00:00', '2026-11-13');
    expect(tomorrow).toHaveLength(13);
    expect([tomorrow[0], tomorrow[12]]).toEqual(['2026-11-13 09:00–10:00', '2026-11-13 21:00–22:00']);
  });

  it('JD does not come on the same day', () => {
    expect(shown('JD', '2026-11-12T00:00:00', '2026-11-12')).toEqual([]);
    const today = slot('2026-11-12', '09:00', '19:00');
    expect(slotRefusal('JD', today, at('2026-11-12T08:00:00'))).toBe('return/slot-not-offered');
  });

  it('a whole-day carrier comes the same day when asked before 17:00', () => {
    const today = slot('2026-11-12', '09:00', '19:00');
    expect(slotRefusal('ZTO', today, at('2026-11-12T16:59:59'))).toBeUndefined();
    expect(slotRefusal('ZTO', today, at('2026-11-12T17:00:00'))).toBe('return/slot-too-late');
  });

  it('is not booked with less than two hours left before its end', () => {
    const noon = slot('2026-11-12', '09:00', '12:00');
    expect(slotRefusal('YTO', noon, at('2026-11-12T10:00:00'))).toBeUndefined();
    expect(slotRefusal('YTO', noon, at('2026-11-12T10:00:01'))).toBe('return/slot-too-late');
    expect(shown('YTO', '2026-11-12T10:00:01', '2026-11-12')[0]).toBe('2026-11-12 12:00–16:00');
  });

  it.each([
    ['hours nobody published', slot('2026-11-13', '09:00', '13:00')],
    ['a day too far away', slot('2026-11-15', '09:00', '12:00')],
    ['a slot turned around', { from: at('2026-11-13T12:00:00'), to: at('2026-11-13T09:00:00') }],
  ])('is not offered for %s', (_, wrong) => {
    expect(slotRefusal('YTO', wrong, at('2026-11-12T10:00:00'))).toBe('return/slot-not-offered');
  });

  it('counts days in Shanghai', () => {
    // 00:30 on the 13th there is still the 12th in Greenwich.
    expect(shown('YTO', '2026-11-13T00:30:00')[0]).toBe('2026-11-13 09:00–12:00');
  });

  it('offers exactly what can be booked, earliest first, at any time of day', () => {
    const now = fc.integer({ min: at('2026-11-01T00:00:00'), max: at('2026-11-30T00:00:00') });
    fc.assert(
      fc.property(fc.constantFrom(...carriers), now, (carrier, asked) => {
        const slots = slotsFor(carrier, asked);
        expect(slots.length).toBeGreaterThan(0);
        expect(slots.every((one) => slotRefusal(carrier, one, asked) === undefined)).toBe(true);
        expect(slots.every(({ to }) => to - asked >= 2 * HOUR)).toBe(true);
        expect([...slots].sort((a, b) => a.from - b.from)).toEqual(slots);
        const [first] = slots;
        if (first && first.to - asked < 24 * HOUR)
          expect(slotRefusal(carrier, first, first.to - 2 * HOUR + MINUTE)).toBe('return/slot-too-late');
      }),
    );
  });
});
