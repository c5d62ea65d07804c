import { DAY, HOUR, MINUTE, type Instant } from '@cartrail/kernel';
import type { Booking } from '../state/booking.model.js';
import type { Parcel } from '../state/model.js';
import { between, seeded } from '../state/seeded.js';

/** What can happen to a booking by itself. */
export type Step =
  | 'told'
  | 'rejected'
  | 'accepted'
  | 'approaching'
  | 'carrier-cancels'
  | 'picked-up'
  | 'failed'
  | 'weighed'
  | 'settled'
  | 'settled-again'
  | 'moving'
  | 'delivering'
  | 'signed';

export interface Due {
  at: Instant;
  step: Step;
}

/** Without a slot a courier comes within some hours. */
const ANY_TIME = { after: 2 * HOUR, until: 4 * HOUR };
const LATE_MS = 2 * HOUR;

/** From the booking to the door. */
export function untilPickup(one: Booking): Due[] {
  const random = seeded(`courier ${one.taskId}`);
  const told = one.madeAt + between(random, 1, 3) * MINUTE;
  const first: Due = { at: told, step: 'told' };
  const accepted = told + between(random, 2, 26) * MINUTE;
  const slot = one.slot ?? { from: one.madeAt + ANY_TIME.after, to: one.madeAt + ANY_TIME.until };
  const early = Math.max(slot.from, accepted + 10 * MINUTE);
  const inSlot = early + between(random, 0.1, 0.8) * Math.max(0, slot.to - early);
  const visit = (at: Instant): Due[] => [
    first,
    { at: accepted, step: 'accepted' },
    { at: Math.max(accepted, at - 10 * MINUTE), step: 'approaching' },
    { at, step: 'picked-up' },
  ];
  switch (one.choice.plan) {
    case 'comes':
    case 'reweighs':
      return visit(inSlot);
    case 'late':
      return visit(Math.max(slot.to, accepted) + LATE_MS);
    case 'never':
      return [first, { at: accepted, step: 'accepted' }, { at: slot.to + DAY, step: 'failed' }];
    case 'rejects':
      return [{ at: told, step: 'rejected' }];
    case 'cancels':
      return [
        first,
        { at: accepted, step: 'accepted' },
        { at: accepted + 20 * MINUTE, step: 'carrier-cancels' },
      ];
  }
}

/** From the door to the warehouse: the parcel's own course, and the money. */
export function afterPickup(one: Booking, parcel: Parcel, at: Instant): Due[] {
  const seen = (step: Step, test: RegExp): Due[] => {
    const scan = parcel.scans.find(({ code }) => test.test(code));
    return scan ? [{ at: scan.visibleAt, step }] : [];
  };
  const money: Due[] =
    one.choice.plan === 'reweighs'
      ? [
          { at: at + HOUR, step: 'weighed' },
          { at: at + 2 * HOUR, step: 'settled' },
          { at: at + 5 * HOUR, step: 'settled-again' },
        ]
      : [{ at: at + 3 * HOUR, step: 'settled' }];
  return [
    ...seen('moving', /^(2|204|206)$/),
    ...seen('delivering', /^202$/),
    ...seen('signed', /^3/),
    ...money,
  ];
}
