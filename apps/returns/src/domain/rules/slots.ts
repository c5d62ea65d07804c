import type { Instant } from '@cartrail/kernel';

export interface Slot {
  readonly from: Instant;
  readonly to: Instant;
}

/** What can still be booked: today, tomorrow and the day after in Asia/Shanghai, earliest first. */
export declare function slotsFor(carrier: string, now: Instant): readonly Slot[];

export type SlotRefusal = 'return/slot-not-offered' | 'return/slot-too-late';

/** `undefined`: it can be booked. Too late: less than two hours are left before its end, or the day's cut-off passed. */
export declare function slotRefusal(carrier: string, slot: Slot, now: Instant): SlotRefusal | undefined;
