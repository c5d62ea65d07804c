import type { Fen, Instant } from '@cartrail/kernel';
import type { Slot } from '../rules/slots.js';
import type { Cancelling, Pickup, PickupFailure } from './pickup.js';
import type { PickupStatus } from './moves.js';

type Public =
  | { readonly type: 'Booked'; readonly number?: string; readonly at: Instant }
  | {
      readonly type: 'Changed';
      readonly status: PickupStatus;
      readonly slot?: Slot;
      readonly courier?: Pickup['courier'];
      readonly number?: string;
      readonly weightGrams?: number;
      readonly chargedFen?: Fen;
      readonly at: Instant;
    }
  | { readonly type: 'Completed'; readonly number?: string; readonly at: Instant }
  | {
      readonly type: 'Failed';
      readonly status: PickupStatus;
      readonly code?: string;
      readonly why?: string;
      readonly failure?: PickupFailure;
      readonly at: Instant;
    }
  | ({ readonly type: 'Cancelled' } & Cancelling);

/** What follows elsewhere; nobody outside hears it. */
type Private =
  | { readonly type: 'BookingWanted' }
  | { readonly type: 'AnswerLost' }
  | {
      readonly type: 'CancellationWanted';
      readonly bookingId: string;
      readonly providerOrderId?: string;
      readonly why: string;
    }
  | { readonly type: 'NewsWanted'; readonly bookingId: string; readonly at: Instant }
  | { readonly type: 'NumberKnown'; readonly number: string; readonly at: Instant }
  /** The provider would not call the courier off. */
  | { readonly type: 'StillBooked'; readonly at: Instant }
  /** No courier comes on this pickup. */
  | { readonly type: 'Ended' }
  /** It had ended, and a courier comes all the same. */
  | { readonly type: 'Revived' };

export type PickupFact = Public | Private;
