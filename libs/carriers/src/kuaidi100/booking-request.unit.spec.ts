import { fromShanghai, type Instant } from '@cartrail/kernel';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { slotFields } from './booking-request.js';

const at = (text: string): Instant => fromShanghai(text) ?? 0;
const slot = (from: string, to: string): { from: Instant; to: Instant } => ({ from: at(from), to: at(to) });

describe('a slot in the words of Kuaidi100', () => {
  const now = at('2025-01-31 23:59:59');

  it.each([
    ['2025-01-31', '今天'],
    ['2025-02-01', '明天'],
    ['2025-02-02', '后天'],
  ])('calls %s %s on the evening of 31 January', (day, dayType) => {
    expect(slotFields(slot(`${day} 09:00:00`, `${day} 12:30:00`), now)).toEqual({
      dayType,
      pickupStartTime: '09:00',
      pickupEndTime: '12:30',
    });
  });

  it('counts days by Shanghai, where the day begins while it is yesterday in UTC', () => {
    const early = slot('2025-01-31 00:30:00', '2025-01-31 02:00:00');
    expect(slotFields(early, at('2025-01-31 00:01:00'))?.dayType).toBe('今天');
    expect(slotFields(early, at('2025-01-30 23:59:00'))?.dayType).toBe('明天');
  });

  it.each([
    ['a day that is over', slot('2025-01-30 09:00:00', '2025-01-30 12:00:00')],
    ['a day too far away', slot('2025-02-03 09:00:00', '2025-02-03 12:00:00')],
    ['two days', slot('2025-01-31 22:00:00', '2025-02-01 01:00:00')],
  ])('has no words for %s', (_what, given) => {
    expect(slotFields(given, now)).toBe(undefined);
  });

  it('finds words for every slot of the next two days', () => {
    const minute = fc.nat({ max: 1_438 });
    fc.assert(
      fc.property(fc.nat({ max: 2 }), minute, fc.nat({ max: 1_439 }), (days, start, ofNow) => {
        const today = at('2025-01-31 00:00:00');
        const from = today + days * 86_400_000 + start * 60_000;
        const fields = slotFields({ from, to: from + 60_000 }, today + ofNow * 60_000);
        expect(fields?.dayType).toBe(['今天', '明天', '后天'][days]);
        expect(fields?.pickupStartTime).toMatch(/^\d\d:\d\d$/);
      }),
    );
  });
});
