import { DeliveryGivenUp, DeliverySucceeded } from '@cartrail/contracts';
import { toIso } from '@cartrail/kernel';
import type { Publication } from '@cartrail/messaging';
import type { Delivery, DeliveryFact } from '../../domain/delivery.js';

/** The end of a delivery; single attempts stay in our own tables. */
export function publishDeliveryFact(
  fact: DeliveryFact,
  deliveryId: string,
  delivery: Delivery,
): Publication | undefined {
  if (fact.kind === 'AttemptMade') return undefined;
  const { channel, endpointId, eventId, attemptsEver, lastStatus } = delivery;
  return {
    event: fact.kind === 'DeliverySucceeded' ? DeliverySucceeded : DeliveryGivenUp,
    data: {
      deliveryId,
      channel,
      endpointId,
      eventId,
      attempts: attemptsEver,
      at: toIso(fact.at),
      lastStatus,
    },
    occurredAt: fact.at,
  };
}
