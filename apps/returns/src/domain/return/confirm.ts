import { nothing, refused, type Instant } from '@cartrail/kernel';
import { slotRefusal, type Slot } from '../rules/slots.js';
import { approve } from './approve.js';
import { advance } from './goods.js';
import { begin, finish, note, set, tell, type Decided, type Given, type Progress } from './progress.js';
import type { PickupRef, Return } from './return.js';

/** The second tap: a carrier and a slot of an offer that was made for these goods. */
export interface Confirmation {
  readonly pickup: PickupRef;
  /** Absent: no such offer was made for this return. */
  readonly offer?: {
    readonly carrier: string;
    readonly slots: readonly Slot[];
    readonly revision: number;
    readonly expiresAt: Instant;
    /** The price holds for this door and warehouse. */
    readonly reaches: boolean;
  };
  readonly slot: Slot;
  /** Where the goods go, for a return that was asked for before the tenant had said so. */
  readonly warehouseCode?: string;
}

export function confirm(state: Return | undefined, confirmation: Confirmation, given: Given): Decided {
  if (!state) return refused('return/not-found');
  if (state.status === 'AwaitingCase') return refused('return/awaiting-case');
  if (state.pickup) return refused('return/already-confirmed', { pickupId: state.pickup.id });
  if (state.status !== 'Requested' && state.status !== 'Approved')
    return refused('return/not-approvable', { status: state.status });
  if (state.pickedUpAt !== undefined) return refused('return/already-picked-up');
  if (state.parcel) return refused('return/parcel-known', { number: state.parcel.number });
  const wrong = offerRefusal(state, confirmation, given.now);
  if (wrong) return refused(wrong);
  const { pickup, warehouseCode } = confirmation;
  const chosen = set(begin(state), { pickup, warehouseCode: state.warehouseCode ?? warehouseCode });
  const approved = state.status === 'Requested' ? approve(chosen, 'buyer', given.now) : chosen;
  return finish(state, advance(orderIfAgreed(approved), given));
}

/** Another carrier or slot, while no courier has the goods: the old booking ends first, then the new one is made. */
export function changePickup(state: Return | undefined, confirmation: Confirmation, given: Given): Decided {
  if (!state) return refused('return/not-found');
  if (state.pickedUpAt !== undefined) return refused('return/already-picked-up');
  if (!state.pickup || state.status !== 'Approved') return refused('return/no-pickup');
  if (state.nextPickup) return refused('return/already-changing', { pickupId: state.nextPickup.id });
  const wrong = offerRefusal(state, confirmation, given.now);
  if (wrong) return refused(wrong);
  const next = set(begin(state), { nextPickup: confirmation.pickup });
  return finish(
    state,
    tell(next, { type: 'PickupUnwanted', pickupId: state.pickup.id, by: 'buyer', why: 'changed' }),
  );
}

/** The courier is called off; the return stays, and another may be chosen. */
export function callOff(
  state: Return | undefined,
  { by, why }: { readonly by: 'buyer' | 'merchant'; readonly why?: string },
): Decided {
  if (!state) return refused('return/not-found');
  if (state.pickedUpAt !== undefined) return refused('return/already-picked-up');
  const { pickup, nextPickup } = state;
  if (!pickup) return refused('return/no-pickup');
  const ids = nextPickup ? [nextPickup.id, pickup.id] : [pickup.id];
  const unwanted = ids.map((pickupId) => ({ type: 'PickupUnwanted', pickupId, by, why }) as const);
  return finish(state, tell(begin(state), ...unwanted));
}

function offerRefusal(state: Return, { offer, slot }: Confirmation, now: Instant): string | undefined {
  if (!offer) return 'return/offer-unknown';
  if (offer.expiresAt <= now || offer.revision !== state.revision) return 'return/offer-expired';
  if (!offer.reaches) return 'return/offer-region-differs';
  const refusal = slotRefusal(offer.carrier, slot, now);
  if (refusal) return refusal;
  const offered = offer.slots.some(({ from, to }) => from === slot.from && to === slot.to);
  return offered ? undefined : 'return/slot-not-offered';
}

function orderIfAgreed(progress: Progress): Progress {
  const { agreedAt, pickup } = progress.state;
  return agreedAt !== undefined && pickup
    ? tell(progress, { type: 'PickupWanted', pickupId: pickup.id })
    : progress;
}

/** No courier comes on this booking: the next one takes its place, or the buyer may choose again. */
export function pickupEnded(state: Return | undefined, pickupId: string): Decided {
  if (state?.nextPickup?.id === pickupId) return finish(state, set(begin(state), { nextPickup: undefined }));
  if (state?.pickup?.id !== pickupId) return nothing('not-this-pickup');
  const next = set(withoutNumberOf(begin(state), pickupId), {
    pickup: state.nextPickup,
    nextPickup: undefined,
  });
  const waiting = state.status === 'Approved' && state.pickedUpAt === undefined;
  return finish(state, waiting ? orderIfAgreed(next) : next);
}

/** A courier comes after all: he is kept where he is still wanted, and called off where he is not. */
export function pickupRevived(state: Return | undefined, ref: PickupRef): Decided {
  if (!state || state.pickup?.id === ref.id) return nothing('known');
  const wanted = state.status === 'Approved' && !state.pickup && state.pickedUpAt === undefined;
  if (wanted) return finish(state, set(begin(state), { pickup: ref }));
  return finish(
    state,
    tell(begin(state), { type: 'PickupUnwanted', pickupId: ref.id, by: 'return', why: 'no longer wanted' }),
  );
}

/** The provider would not call this courier off: he may still come, and a person must see it. */
export function stillBooked(state: Return | undefined, pickupId: string, at: Instant): Decided {
  if (!state || state.pickedUpAt !== undefined) return nothing('goods-taken');
  return finish(state, note(begin(state), 'return/booking-still-active', at, { pickupId }));
}

/** A number that no courier will ever scan. */
function withoutNumberOf(progress: Progress, pickupId: string): Progress {
  const { parcel, pickedUpAt } = progress.state;
  if (parcel?.pickupId !== pickupId || pickedUpAt !== undefined) return progress;
  return tell(set(progress, { parcel: undefined }), { type: 'NumberDropped', number: parcel.number });
}

/** The courier has the goods; their number is still unknown. */
export function pickupCompleted(
  state: Return | undefined,
  pickupId: string,
  given: Given,
  at: Instant,
): Decided {
  if (!state) return nothing('return-unknown');
  const { parcel } = state;
  const other = parcel?.by === 'booking' && parcel.pickupId !== pickupId ? parcel.pickupId : undefined;
  const start = other === undefined ? begin(state) : withoutNumberOf(begin(state), other);
  return finish(state, advance(takenBy(start, pickupId, at), given));
}

/**
 * A courier of this return has the goods, be it one who was given up before: nobody else is to come for them, the one
 * chosen next before the one whose place he would take.
 */
export function takenBy(progress: Progress, pickupId: string, at: Instant): Progress {
  const { pickup, nextPickup, pickedUpAt, status } = progress.state;
  const others = [nextPickup, pickup].flatMap((each) => (each && each.id !== pickupId ? [each.id] : []));
  // A scan of his parcel may have come before his own word, and says nothing of the others.
  const picked = tell(
    pickedUpAt === undefined ? set(progress, { pickedUpAt: at }) : progress,
    ...others.map(
      (id) => ({ type: 'PickupUnwanted', pickupId: id, by: 'return', why: 'picked up before' }) as const,
    ),
  );
  // Called off too late: the goods travel all the same, and a person must see it.
  const late = status === 'Cancelled' && pickedUpAt === undefined;
  return late ? note(picked, 'return/picked-up-after-end', at) : picked;
}
