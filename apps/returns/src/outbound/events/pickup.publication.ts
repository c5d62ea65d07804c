import * as contract from '@cartrail/contracts';
import { toIso } from '@cartrail/kernel';
import type { Publication } from '@cartrail/messaging';
import type { PickupFact } from '../../domain/pickup/pickup-facts.js';
import type { Pickup } from '../../domain/pickup/pickup.js';
import type { Slot } from '../../domain/rules/slots.js';

/** A pickup's fact in the words of the contract; what only its neighbours hear stays inside. */
export function toPickupPublication(fact: PickupFact, state: Pickup): Publication | undefined {
  const ref = refOf(state);
  switch (fact.type) {
    case 'BookingWanted':
    case 'AnswerLost':
    case 'CancellationWanted':
    case 'NewsWanted':
    case 'NumberKnown':
    case 'Ended':
      return undefined;
    case 'Booked': {
      const { slot, quoteFen, priceKind, payer } = state;
      const about = { slot: toSlot(slot), number: fact.number, quoteFen, priceKind, payer };
      return {
        event: contract.PickupBooked,
        data: { ...ref, ...about, bookedAt: toIso(fact.at) },
        occurredAt: fact.at,
      };
    }
    case 'Changed': {
      const { type: _type, slot, at, ...news } = fact;
      const about = { ...news, slot: slot && toSlot(slot), quoteFen: state.quoteFen };
      return {
        event: contract.PickupChanged,
        data: { ...ref, ...about, changedAt: toIso(at) },
        occurredAt: at,
      };
    }
    case 'Completed': {
      const { number, at } = fact;
      return {
        event: contract.PickupCompleted,
        data: { ...ref, number, pickedUpAt: toIso(at) },
        occurredAt: at,
      };
    }
    case 'Failed': {
      const { status, code, why, at } = fact;
      return {
        event: contract.PickupFailed,
        data: { ...ref, status, code, why, failedAt: toIso(at) },
        occurredAt: at,
      };
    }
    case 'Cancelled': {
      const { by, why, at } = fact;
      return {
        event: contract.PickupCancelled,
        data: { ...ref, by, why, cancelledAt: toIso(at) },
        occurredAt: at,
      };
    }
  }
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
