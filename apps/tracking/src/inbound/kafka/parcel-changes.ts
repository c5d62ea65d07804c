import { Inject, Injectable } from '@nestjs/common';
import { newId, type Cause, type Instant } from '@cartrail/kernel';
import { change, type AnyChange } from '@cartrail/messaging';
import { FollowParcels } from '../../application/follow-parcels.js';
import { hear, type Shipment } from '../../domain/register.js';
import type { Hearsay, ParcelNumber } from '../../domain/waybill.js';
import { keyOf, WAYBILLS, type WaybillStore } from '../stores.js';

/** What orders and returns say about parcels, as changes of the parcels. */
@Injectable()
export class ParcelChanges {
  constructor(
    @Inject(WAYBILLS) private readonly store: WaybillStore,
    private readonly parcels: FollowParcels,
  ) {}

  /** A new parcel is subscribed at its carrier, once; also where it goes under a number of old. */
  followed(shipment: Shipment, cause: Cause, generation?: number): AnyChange {
    const { number, carrier, phoneTail } = shipment;
    return change({
      store: this.store,
      find: keyOf(shipment, generation),
      createAs: newId(),
      cause,
      decide: this.parcels.shipped(shipment, generation),
      then: ({ facts }) =>
        facts.flatMap((fact) =>
          fact.type === 'NumberReused' ? [this.followed(shipment, cause, fact.generation)] : [],
        ),
      effects: ({ facts }, waybillId) =>
        facts.some(({ type }) => type === 'Registered')
          ? [
              {
                kind: 'parcel.subscribe',
                tenantId: cause.tenantId,
                idempotencyKey: waybillId,
                request: { waybillId, number, carrier, phoneTail },
              },
            ]
          : [],
    });
  }

  replaced(parcel: ParcelNumber, orderId: string, by: ParcelNumber, cause: Cause): AnyChange {
    const decide = this.parcels.replaced(orderId, by);
    return change({ store: this.store, find: keyOf(parcel), cause, decide });
  }

  left(parcel: ParcelNumber, returnId: string, by: ParcelNumber, cause: Cause): AnyChange {
    return change({ store: this.store, find: keyOf(parcel), cause, decide: this.parcels.left(returnId, by) });
  }

  reinstated(parcel: ParcelNumber, returnId: string, cause: Cause): AnyChange {
    const decide = this.parcels.reinstated(returnId);
    return change({ store: this.store, find: keyOf(parcel), cause, decide });
  }

  settled(parcel: ParcelNumber, returnId: string, why: string | undefined, cause: Cause): AnyChange {
    const decide = this.parcels.settled(returnId, why);
    return change({ store: this.store, find: keyOf(parcel), cause, decide });
  }

  heard(parcel: ParcelNumber, what: Hearsay, at: Instant, cause: Cause): AnyChange {
    return change({
      store: this.store,
      find: keyOf(parcel),
      cause,
      decide: (waybill) => hear(waybill, what, at),
    });
  }
}
