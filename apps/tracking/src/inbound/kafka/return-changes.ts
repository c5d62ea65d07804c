import { Inject, Injectable } from '@nestjs/common';
import type { EventEnvelope } from '@cartrail/contracts';
import type { Cause } from '@cartrail/kernel';
import { causeOf, change, type AnyChange } from '@cartrail/messaging';
import type { FollowedReturn, ReturnFact } from '../../domain/followed-return.js';
import { RETURNS, type ReturnStore } from '../stores.js';
import { ParcelChanges } from './parcel-changes.js';

/**
 * Everything heard of a return enters at the return, whichever topic says it and in whatever order; what it means
 * for the parcels that carry the goods follows from there.
 */
@Injectable()
export class ReturnChanges {
  constructor(
    @Inject(RETURNS) private readonly store: ReturnStore,
    private readonly parcels: ParcelChanges,
  ) {}

  of(
    event: EventEnvelope,
    returnId: string,
    decide: Parameters<typeof change<FollowedReturn, ReturnFact>>[0]['decide'],
  ): AnyChange {
    const cause = causeOf(event);
    return change({
      store: this.store,
      find: { id: returnId },
      createAs: returnId,
      cause,
      decide: (known) => decide(known, returnId),
      then: ({ facts }) => facts.map((fact) => this.ofParcel(fact, returnId, cause)),
    });
  }

  private ofParcel(fact: ReturnFact, returnId: string, cause: Cause): AnyChange {
    switch (fact.type) {
      case 'Assigned': {
        const { assignment, notBefore } = fact;
        return this.parcels.followed({ ...assignment, returnId, shippedAt: notBefore }, cause);
      }
      case 'Replaced':
        return this.parcels.left(fact.parcel, returnId, fact.by, cause);
      case 'Reinstated':
        return this.parcels.reinstated(fact.parcel, returnId, cause);
      case 'Heard':
        return this.parcels.heard(fact.parcel, fact.what, fact.at, cause);
      case 'Settled':
        return this.parcels.settled(fact.parcel, returnId, fact.why, cause);
    }
  }
}
