import { newId, type Cause, type Clock, type Decision } from '@cartrail/kernel';
import { change, type AnyChange } from '@cartrail/messaging';
import type { BookingKey, ParcelKey } from '../../application/ports.js';
import type { Interception, InterceptionFact } from '../../domain/interception/interception.js';
import { want } from '../../domain/interception/want.js';
import { bookingNumber, type GivenNumber } from '../../domain/order/numbers.js';
import type { OrderFact } from '../../domain/order/order-facts.js';
import type { OrderFile } from '../../domain/order/order-file.js';
import { noteReturn } from '../../domain/order/sign-off.js';
import { claim, release } from '../../domain/parcel-claim.js';
import { order } from '../../domain/pickup/book.js';
import { cancel } from '../../domain/pickup/cancel.js';
import type { PickupFact } from '../../domain/pickup/pickup-facts.js';
import type { Pickup } from '../../domain/pickup/pickup.js';
import { pickupCompleted, pickupEnded, pickupRevived, stillBooked } from '../../domain/return/confirm.js';
import { hear, type Told } from '../../domain/return/hear.js';
import { assignParcel } from '../../domain/return/parcel.js';
import type { Decided, Given } from '../../domain/return/progress.js';
import type { ReturnFact } from '../../domain/return/return-facts.js';
import type { PickupRef, Return } from '../../domain/return/return.js';
import { metrics } from '../metrics.js';
import type { Stores } from '../stores.js';
import { asksOf } from './interception-effects.js';
import { effectsOf } from './pickup-effects.js';

const refOf = ({ id, contact: { regionCode, phoneTail } }: Pickup): PickupRef => ({
  id,
  fromRegion: regionCode,
  phoneTail,
});

/** Notes are read by people; the counter is what makes them look. */
function counted(before: Return | undefined, decision: Decided): Decided {
  if (decision.kind !== 'changed') return decision;
  for (const { code } of decision.state.notes.slice(before?.notes.length ?? 0)) metrics.noted.inc({ code });
  return decision;
}

type Find = { readonly id: string } | { readonly key: BookingKey; readonly text: string };

/**
 * What leads to what: order → parcel → return → pickup, and back by what each of them told. All of it is written in
 * the transaction of its first cause. An answer may lead on (who is called off tells the return, which may want the next
 * one); the shell bounds how far.
 */
export class Flow {
  constructor(
    private readonly stores: Stores,
    private readonly clock: Clock,
  ) {}

  /** Where every event about a return enters. */
  ofOrder(
    orderId: string,
    cause: Cause,
    decide: (file: OrderFile | undefined) => Decision<OrderFile, OrderFact>,
  ): AnyChange {
    return change<OrderFile, OrderFact>({
      store: this.stores.files,
      find: { id: orderId },
      createAs: orderId,
      cause,
      decide,
      then: ({ facts }) => facts.map((fact) => this.fromOrder(fact, cause)),
    });
  }

  /** Where a person's command about a return enters; `more` is what comes with it, before what follows from it. */
  ofReturn(
    returnId: string,
    cause: Cause,
    decide: (state: Return | undefined, given: Given) => Decided,
    more: readonly AnyChange[] = [],
  ): AnyChange {
    return this.toReturn(returnId, cause, decide, more);
  }

  /** Where news of a booking enters. */
  ofPickup(
    find: Find,
    cause: Cause,
    decide: (state: Pickup | undefined) => Decision<Pickup, PickupFact>,
    createAs?: string,
  ): AnyChange {
    return change<Pickup, PickupFact, BookingKey>({
      store: this.stores.pickups,
      find,
      createAs,
      cause,
      decide,
      effects: ({ state, facts }) => effectsOf(state, facts, cause.tenantId),
      then: ({ state, facts }) => facts.flatMap((fact) => this.fromPickup(state, fact, cause)),
    });
  }

  /** Where news of a parcel that may have to be stopped enters. */
  ofInterception(
    parcel: ParcelKey | { readonly id: string },
    cause: Cause,
    decide: (state: Interception | undefined, id: string) => Decision<Interception, InterceptionFact>,
    createAs?: string,
  ): AnyChange {
    return change<Interception, InterceptionFact, ParcelKey>({
      store: this.stores.interceptions,
      find: 'id' in parcel ? parcel : { key: parcel, text: `${parcel.carrier}/${parcel.number}` },
      createAs,
      cause,
      decide,
      effects: ({ state, facts }) => asksOf(state, facts, cause.tenantId),
    });
  }

  private fromOrder(fact: OrderFact, cause: Cause): AnyChange {
    if (fact.type === 'StopWanted') {
      const { number, carrier } = fact;
      const [id, now] = [newId(), this.clock.now()];
      return this.ofInterception(
        { number, carrier },
        cause,
        (state) => want(state, state?.id ?? id, fact, now),
        id,
      );
    }
    if (fact.type !== 'NumberGiven') return this.told(fact, cause);
    const { number, returnId, orderId, buyerRef, carrier, at } = fact;
    return change({
      store: this.stores.parcels,
      find: { id: number },
      createAs: number,
      cause,
      decide: (known) => claim(known, number, { returnId, orderId, buyerRef, carrier, at }),
      then: ({ facts }) =>
        facts.map(({ foreign }) =>
          this.toReturn(returnId, cause, (state, given) =>
            state
              ? assignParcel(state, { ...fact, foreign }, given)
              : { kind: 'nothing', reason: 'return-unknown' },
          ),
        ),
    });
  }

  private told(fact: Told, cause: Cause): AnyChange {
    const { returnId } = fact;
    const createAs = fact.type === 'Asked' ? returnId : undefined;
    return this.toReturn(returnId, cause, (state, given) => hear(state, returnId, fact, given), [], createAs);
  }

  private toReturn(
    returnId: string,
    cause: Cause,
    decide: (state: Return | undefined, given: Given) => Decided,
    more: readonly AnyChange[] = [],
    createAs?: string,
  ): AnyChange {
    const given = { now: this.clock.now(), refundId: newId() };
    return change<Return, ReturnFact>({
      store: this.stores.returns,
      find: { id: returnId },
      createAs,
      cause,
      decide: (state) => counted(state, decide(state, given)),
      then: ({ state, facts }) => [...more, ...facts.flatMap((fact) => this.fromReturn(state, fact, cause))],
    });
  }

  private fromReturn({ id, orderId }: Return, fact: ReturnFact, cause: Cause): readonly AnyChange[] {
    const now = this.clock.now();
    switch (fact.type) {
      case 'Holding':
        return [this.ofOrder(orderId, cause, (file) => noteReturn(file, id, fact.state))];
      case 'NumberDropped':
        return [
          change({
            store: this.stores.parcels,
            find: { id: fact.number },
            cause,
            decide: (known) => release(known, id),
          }),
        ];
      case 'PickupWanted':
        return [this.ofPickup({ id: fact.pickupId }, cause, (state) => order(state, now))];
      case 'PickupUnwanted': {
        const { pickupId, by, why } = fact;
        return [this.ofPickup({ id: pickupId }, cause, (state) => cancel(state, { by, why, at: now }))];
      }
      default:
        return [];
    }
  }

  private fromPickup(pickup: Pickup, fact: PickupFact, cause: Cause): readonly AnyChange[] {
    const { id, returnId, number } = pickup;
    switch (fact.type) {
      case 'NumberKnown':
        return [this.numbered(pickup, { number: fact.number, at: fact.at }, cause)];
      case 'Completed':
        return number === undefined
          ? [this.toReturn(returnId, cause, (state, given) => pickupCompleted(state, id, given, fact.at))]
          : [this.numbered(pickup, { number, at: fact.at, pickedUpAt: fact.at }, cause)];
      case 'Revived':
        return [this.toReturn(returnId, cause, (state) => pickupRevived(state, refOf(pickup)))];
      case 'StillBooked':
        return [this.toReturn(returnId, cause, (state) => stillBooked(state, id, fact.at))];
      case 'Ended':
        return [this.toReturn(returnId, cause, (state) => pickupEnded(state, id))];
      default:
        return [];
    }
  }

  private numbered(
    { id, returnId, orderId, carrier }: Pickup,
    known: Pick<GivenNumber, 'number' | 'at' | 'pickedUpAt'>,
    cause: Cause,
  ): AnyChange {
    const given: GivenNumber = { ...known, carrier, by: 'booking', pickupId: id };
    return this.ofOrder(orderId, cause, (file) => bookingNumber(file, returnId, given));
  }
}
