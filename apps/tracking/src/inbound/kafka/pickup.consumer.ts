import { Inject } from '@nestjs/common';
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
  type BookingAccountRef,
  type EventEnvelope,
  type EventOf,
  type PickupRef,
} from '@cartrail/contracts';
import { fromIso, type Decision } from '@cartrail/kernel';
import { causeOf, change, Consumes, On, type AnyChange } from '@cartrail/messaging';
import { bookingAccepted, bookingRefused, type CarrierAccount } from '../../domain/carrier-account.js';
import type { PickupNews, PickupStage } from '../../domain/followed-pickup.js';
import { heardOfPickup } from '../../domain/followed-return.js';
import { ACCOUNTS, STOPS, type AccountStore, type StopStore } from '../stores.js';
import { heardOfStop, type StopConcern } from '../../domain/stop-concern.js';
import { ReturnChanges } from './return-changes.js';

/** Of a status nobody has named here the stage is not changed. */
const stages: Readonly<Record<string, PickupStage>> = {
  Placed: 'ACCEPT',
  Unknown: 'ACCEPT',
  Accepted: 'COLLECT',
  PickedUp: 'COLLECTED',
  WeightChanged: 'COLLECTED',
  Settled: 'COLLECTED',
  Delivered: 'COLLECTED',
};

/** Hears whether a courier comes, what is charged for it, and which parcels a person has to stop. */
@Consumes(topics.pickupEvents, { group: 'tracking.returns' })
export class PickupConsumer {
  constructor(
    private readonly returns: ReturnChanges,
    @Inject(ACCOUNTS) private readonly accounts: AccountStore,
    @Inject(STOPS) private readonly stops: StopStore,
  ) {}

  @On(PickupBooked)
  booked(event: EventOf<typeof PickupBooked>): AnyChange[] {
    const { slot, number, bookedAt } = event.data;
    const at = fromIso(bookedAt);
    return this.heard(event, { at, bookedAt: at, stage: 'ACCEPT', slotEndsAt: fromIso(slot.to), number });
  }

  @On(PickupChanged)
  changed(event: EventOf<typeof PickupChanged>): AnyChange[] {
    const { status, slot, number, quoteFen, chargedFen, changedAt } = event.data;
    return this.heard(event, {
      at: fromIso(changedAt),
      stage: stages[status],
      slotEndsAt: slot && fromIso(slot.to),
      number,
      charge: chargedFen === undefined ? undefined : { quoteFen, chargedFen },
    });
  }

  @On(PickupCompleted)
  completed(event: EventOf<typeof PickupCompleted>): AnyChange[] {
    const { pickedUpAt, number } = event.data;
    return this.heard(event, { at: fromIso(pickedUpAt), stage: 'COLLECTED', number });
  }

  @On(PickupFailed)
  failed(event: EventOf<typeof PickupFailed>): AnyChange[] {
    return this.heard(event, { at: fromIso(event.data.failedAt), stage: 'FAILED' });
  }

  @On(PickupCancelled)
  cancelled(event: EventOf<typeof PickupCancelled>): AnyChange[] {
    return this.heard(event, { at: fromIso(event.data.cancelledAt), stage: 'CANCELLED' });
  }

  @On(CredentialsRefused)
  refused(event: EventOf<typeof CredentialsRefused>): AnyChange[] {
    const at = fromIso(event.data.refusedAt);
    return this.ofAccount(event, (account) => bookingRefused(account, at));
  }

  @On(CredentialsAccepted)
  accepted(event: EventOf<typeof CredentialsAccepted>): AnyChange[] {
    return this.ofAccount(event, bookingAccepted);
  }

  @On(InterceptionChanged)
  interception(event: EventOf<typeof InterceptionChanged>): AnyChange[] {
    const { interceptionId: id, orderIds, number, carrier, byHand, status, changedAt } = event.data;
    const since = byHand ? fromIso(changedAt) : undefined;
    const sequence = Number(event.sequence);
    const heard: StopConcern = { orderIds, number, carrier, since, news: status, sequence };
    return [
      change({
        store: this.stops,
        find: { id },
        createAs: id,
        cause: causeOf(event),
        decide: (known) => heardOfStop(known, heard),
      }),
    ];
  }

  private ofAccount(
    event: EventEnvelope<BookingAccountRef>,
    decide: (account: CarrierAccount | undefined) => Decision<CarrierAccount, never>,
  ): AnyChange[] {
    return [
      change({ store: this.accounts, find: { id: event.data.accountId }, cause: causeOf(event), decide }),
    ];
  }

  private heard(
    event: EventEnvelope<PickupRef>,
    news: Omit<PickupNews, 'sequence' | 'carrier'>,
  ): AnyChange[] {
    const { pickupId, returnId, carrier } = event.data;
    const whole = { ...news, carrier, sequence: Number(event.sequence) };
    return [this.returns.of(event, returnId, heardOfPickup(pickupId, whole, event.data))];
  }
}
