import { DAY, HOUR, type Instant } from '@cartrail/kernel';
import { sinceMidnight, startOfDay, type TimeOfDay } from './days.js';

export interface Slot {
  readonly from: Instant;
  readonly to: Instant;
}

type Hours = readonly [from: TimeOfDay, to: TimeOfDay];

interface PickupHours {
  readonly windows: readonly Hours[];
  /** Today can be chosen before this time only; absent: until a slot is too near its end. */
  readonly sameDayBefore?: TimeOfDay;
  readonly notToday?: true;
}

/** No slot is booked with less than this left before its end (§7.5). */
const LEAST_LEFT = 2 * HOUR;
/** Today, tomorrow, the day after. */
const DAYS_AHEAD = 3;

const every = (hours: number, from: number, to: number): Hours[] => {
  const at = (hour: number): TimeOfDay => `${String(hour).padStart(2, '0')}:00` as TimeOfDay;
  return Array.from({ length: (to - from) / hours }, (_, n) => [
    at(from + n * hours),
    at(from + (n + 1) * hours),
  ]);
};

const wholeDay: PickupHours = { windows: [['09:00', '19:00']], sameDayBefore: '17:00' };
const halves: PickupHours = {
  windows: [
    ['09:00', '14:00'],
    ['14:00', '19:00'],
  ],
};

/** §7.5, from Kuaidi100's booking document. */
const carriers: Readonly<Partial<Record<string, PickupHours>>> = {
  YTO: {
    windows: [
      ['09:00', '12:00'],
      ['12:00', '16:00'],
      ['16:00', '19:00'],
    ],
  },
  STO: wholeDay,
  ZTO: wholeDay,
  EMS: wholeDay,
  JTSD: halves,
  YD: halves,
  DBL: halves,
  JD: { windows: [['09:00', '19:00']], notToday: true },
  SF: { windows: every(1, 9, 22) },
};

/** The aggregator's own "smart" slots, for a carrier the document does not name. */
const smart: PickupHours = { windows: every(2, 9, 19) };

export type SlotRefusal = 'return/slot-not-offered' | 'return/slot-too-late';

/** What can still be booked: today, tomorrow and the day after in Asia/Shanghai, earliest first. */
export const slotsFor = (carrier: string, now: Instant): readonly Slot[] =>
  published(carrier, now).filter((slot) => !tooLate(carrier, slot, now));

/** `undefined`: it can be booked. Too late: less than two hours are left before its end, or today's cut-off passed. */
export function slotRefusal(carrier: string, slot: Slot, now: Instant): SlotRefusal | undefined {
  if (slot.to < now + LEAST_LEFT) return 'return/slot-too-late';
  if (!published(carrier, now).some(({ from, to }) => from === slot.from && to === slot.to))
    return 'return/slot-not-offered';
  return tooLate(carrier, slot, now) ? 'return/slot-too-late' : undefined;
}

const hoursOf = (carrier: string): PickupHours => carriers[carrier] ?? smart;

function published(carrier: string, now: Instant): Slot[] {
  const today = startOfDay(now);
  const { windows, notToday } = hoursOf(carrier);
  return Array.from({ length: DAYS_AHEAD }, (_, day) => today + day * DAY)
    .slice(notToday === true ? 1 : 0)
    .flatMap((midnight) =>
      windows.map(([from, to]) => ({
        from: midnight + sinceMidnight(from),
        to: midnight + sinceMidnight(to),
      })),
    );
}

function tooLate(carrier: string, slot: Slot, now: Instant): boolean {
  if (slot.to - now < LEAST_LEFT) return true;
  const { sameDayBefore } = hoursOf(carrier);
  const today = startOfDay(now);
  if (sameDayBefore === undefined || startOfDay(slot.from) !== today) return false;
  return now >= today + sinceMidnight(sameDayBefore);
}
