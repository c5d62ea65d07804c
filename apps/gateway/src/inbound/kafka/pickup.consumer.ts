import {
  CredentialsAccepted,
  CredentialsRefused,
  InterceptionChanged,
  PickupBooked,
  PickupCancelled,
  PickupChanged,
  PickupCompleted,
  PickupFailed,
  topics,
  type EventEnvelope,
  type EventOf,
  type PickupRef,
} from '@cartrail/contracts';
import { Consumes, On } from '@cartrail/messaging';
import { withParcel } from '../../domain/merge.js';
import { withPickup, withReturn } from '../../domain/merge-returns.js';
import type { PickupPart } from '../../domain/return-document.js';
import { CaseChanges } from './case-changes.js';

@Consumes(topics.pickupEvents, {
  group: 'gateway.cases',
  // Tracking makes an alert of them.
  ignore: [CredentialsRefused, CredentialsAccepted],
})
export class PickupConsumer {
  constructor(private readonly cases: CaseChanges) {}

  @On(PickupBooked)
  booked(event: EventOf<typeof PickupBooked>) {
    const { slot, number, quoteFen, priceKind, payer, bookedAt } = event.data;
    return this.one(event, { status: 'Placed', slot, number, quoteFen, priceKind, payer, bookedAt });
  }

  @On(PickupChanged)
  changed(event: EventOf<typeof PickupChanged>) {
    const { status, slot, courier, number, weightGrams, quoteFen, chargedFen } = event.data;
    const known = { slot, courier, number, weightGrams, chargedFen };
    const told = Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined));
    return this.one(event, { status, quoteFen, ...told });
  }

  @On(PickupCompleted)
  completed(event: EventOf<typeof PickupCompleted>) {
    const { number, pickedUpAt } = event.data;
    return this.one(event, { status: 'PickedUp', pickedUpAt, ...(number === undefined ? {} : { number }) });
  }

  @On(PickupFailed)
  failed(event: EventOf<typeof PickupFailed>) {
    const { status, code, why, failure, failedAt } = event.data;
    return this.one(event, { status, code, why, failure, endedAt: failedAt });
  }

  @On(PickupCancelled)
  cancelled(event: EventOf<typeof PickupCancelled>) {
    const { why, cancelledAt } = event.data;
    return this.one(event, { status: 'CancelledByUser', why, endedAt: cancelledAt });
  }

  @On(InterceptionChanged)
  interception(event: EventOf<typeof InterceptionChanged>) {
    const { interceptionId, orderIds, number, carrier, status, byHand, why, ...rest } = event.data;
    const { provider, providerInterceptId, changedAt } = rest;
    const told = { status, byHand, why, provider, providerInterceptId, changedAt };
    return this.cases.of(event, orderIds, ({ parcels }) => ({
      parcels: withParcel(parcels, { number, carrier }, (parcel) => ({
        ...parcel,
        interception: { interceptionId, ...told },
      })),
    }));
  }

  private one(event: EventEnvelope<PickupRef>, part: Omit<PickupPart, 'pickupId' | 'provider' | 'carrier'>) {
    const { returnId, orderId, pickupId, provider, carrier } = event.data;
    return this.cases.of(event, [orderId], ({ returns }) => ({
      returns: withReturn(returns, returnId, (known) => ({
        ...known,
        pickups: withPickup(known.pickups, { pickupId, provider, carrier, ...part }),
      })),
    }));
  }
}
