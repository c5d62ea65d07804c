import type { Instant } from '@cartrail/kernel';
import { newer, type Newest } from './newest.js';
import type { Stage } from './thresholds.js';

/** How far a booked pickup is: waiting for one of the stages, or past waiting. */
export type PickupStage = Stage | 'COLLECTED' | 'FAILED' | 'CANCELLED';

/** One of the pickup's own events, as far as the detectors need it. */
export interface PickupNews {
  /** Of the pickup: of two values the one with the higher sequence holds, whichever came first. */
  readonly sequence: number;
  readonly at: Instant;
  readonly stage?: PickupStage;
  readonly bookedAt?: Instant;
  readonly slotEndsAt?: Instant;
  readonly charge?: Charge;
  readonly carrier?: string;
  readonly number?: string;
}

export interface Charge {
  readonly quoteFen: number;
  /** All of it so far. */
  readonly chargedFen: number;
}

/** What is known of one pickup. */
export interface FollowedPickup {
  readonly pickupId: string;
  readonly stage?: Newest<PickupStage>;
  readonly bookedAt?: Newest<Instant>;
  readonly slotEndsAt?: Newest<Instant>;
  readonly charge?: Newest<Charge>;
  readonly carrier?: Newest<string>;
  readonly number?: Newest<string>;
}

/** The same object when the news is none. */
export function hearPickup(known: FollowedPickup, news: PickupNews): FollowedPickup {
  const next: FollowedPickup = {
    pickupId: known.pickupId,
    stage: newer(known.stage, news, news.stage),
    bookedAt: newer(known.bookedAt, news, news.bookedAt),
    slotEndsAt: newer(known.slotEndsAt, news, news.slotEndsAt),
    charge: newer(known.charge, news, news.charge),
    carrier: newer(known.carrier, news, news.carrier),
    number: newer(known.number, news, news.number),
  };
  const same =
    next.stage === known.stage && next.bookedAt === known.bookedAt && next.slotEndsAt === known.slotEndsAt;
  const rest = next.charge === known.charge && next.carrier === known.carrier && next.number === known.number;
  return same && rest ? known : next;
}

/** When the courier took the parcel, once that is known. */
export const collectedAt = ({ stage }: FollowedPickup): Instant | undefined =>
  stage?.value === 'COLLECTED' ? stage.at : undefined;

/** From when it is too long a wait for somebody to take the order, or for the parcel to be fetched. */
export function waitOf({ stage, bookedAt, slotEndsAt }: FollowedPickup): Instant | undefined {
  switch (stage?.value) {
    case 'ACCEPT':
      return bookedAt?.value ?? stage.at;
    case 'COLLECT':
      return slotEndsAt?.value;
    case 'COLLECTED':
    case 'FAILED':
    case 'CANCELLED':
    case undefined:
      return undefined;
  }
}

const words: Readonly<Record<PickupStage, string>> = {
  ACCEPT: 'booked',
  COLLECT: 'accepted',
  COLLECTED: 'picked-up',
  FAILED: 'pickup-failed',
  CANCELLED: 'pickup-cancelled',
};

export const pickupNews = ({ stage }: FollowedPickup): string => words[stage?.value ?? 'ACCEPT'];
