import type { EffectRequest } from '@cartrail/messaging';
import type { PickupFact } from '../../domain/pickup/pickup-facts.js';
import type { Pickup } from '../../domain/pickup/pickup.js';

/** What a pickup's facts ask of its provider. A request names the pickup only: nobody's address lies in a queue. */
export const effectsOf = (
  pickup: Pickup,
  facts: readonly PickupFact[],
  tenantId: string,
): readonly EffectRequest[] => facts.flatMap((fact) => effectOf(pickup, fact, tenantId));

function effectOf({ id, cancelling }: Pickup, fact: PickupFact, tenantId: string): EffectRequest[] {
  switch (fact.type) {
    case 'BookingWanted':
      return [{ kind: 'pickup.book', tenantId, idempotencyKey: id, request: { pickupId: id } }];
    case 'AnswerLost':
      return [{ kind: 'pickup.find', tenantId, idempotencyKey: id, request: { pickupId: id } }];
    case 'CancellationWanted': {
      const { bookingId, providerOrderId, why } = fact;
      return [
        {
          kind: 'pickup.cancel',
          tenantId,
          // Asked for again after a refusal, it is another question.
          idempotencyKey: `${id}:${bookingId}:${cancelling?.at ?? 0}`,
          request: { pickupId: id, bookingId, providerOrderId, why },
        },
      ];
    }
    case 'NewsWanted':
      return [
        {
          kind: 'pickup.detail',
          tenantId,
          idempotencyKey: `${id}:${fact.at}`,
          request: { pickupId: id, bookingId: fact.bookingId },
        },
      ];
    default:
      return [];
  }
}
