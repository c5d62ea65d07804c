import * as contract from '@cartrail/contracts';
import { toIso } from '@cartrail/kernel';
import type { Publication } from '@cartrail/messaging';
import type { PickupFact } from '../../domain/pickup/pickup-facts.js';
import type { Pickup } from '../../domain/pickup/pickup.js';
import type { Slot } from '../../domain/rules/slots.js';

type Of<T extends PickupFact['type']> = Extract<PickupFact, { readonly type: T }>;
type PublicFact = Of<'Booked' | 'Changed' | 'Completed' | 'Failed' | 'Cancelled'>;

/** A pickup's fact in the words of the contract; what only its neighbours hear stays inside. */
export function toPickupPublication(fact: PickupFact, state: Pickup): Publication | undefined {
  switch (fact.type) {
    case 'BookingWanted':
    case 'AnswerLost':
    case 'CancellationWanted':
    case 'NewsWanted':
    case 'NumberKnown':
    case 'StillBooked':
    case 'Ended':
    case 'Revived':
      return undefined;
    default: {
      const { event, data } = told(fact, state);
      return { event, data: { ...refOf(state), ...data }, occurredAt: fact.at };
    }
  }
}

interface Told {
  readonly event: Publication['event'];
  readonly data: object;
}

function told(fact: PublicFact, { slot, quoteFen, priceKind, payer }: Pickup): Told {
  switch (fact.type) {
    case 'Booked': {
      const about = { slot: toSlot(slot), number: fact.number, quoteFen, priceKind, payer };
      return { event: contract.PickupBooked, data: { ...about, bookedAt: toIso(fact.at) } };
    }
    case 'Changed':
      return changed(fact, quoteFen);
    case 'Completed': {
      const { number, at } = fact;
      return { event: contract.PickupCompleted, data: { number, pickedUpAt: toIso(at) } };
    }
    case 'Failed': {
      const { status, code, why, failure, at } = fact;
      return { event: contract.PickupFailed, data: { status, code, why, failure, failedAt: toIso(at) } };
    }
    case 'Cancelled': {
      const { by, why, at } = fact;
      return { event: contract.PickupCancelled, data: { by, why, cancelledAt: toIso(at) } };
    }
  }
}

function changed(fact: Of<'Changed'>, quoteFen: number): Told {
  const { status, slot, courier, number, weightGrams, chargedFen, at } = fact;
  const news = { status, slot: slot && toSlot(slot), courier, number, weightGrams, chargedFen };
  return { event: contract.PickupChanged, data: { ...news, quoteFen, changedAt: toIso(at) } };
}

const toSlot = ({ from, to }: Slot) => ({ from: toIso(from), to: toIso(to) });

const refOf = ({ id, returnId, orderId, shopId, provider, carrier, providerBookingId }: Pickup) => ({
  pickupId: id,
  returnId,
  orderId,
  shopId,
  provider,
  carrier,
  providerBookingId,
});
