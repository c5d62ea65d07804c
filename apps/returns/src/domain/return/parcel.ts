import { nothing, type Instant } from '@cartrail/kernel';
import type { ToldReturn } from '../order/order-facts.js';
import { approve } from './approve.js';
import { takenBy } from './confirm.js';
import { advance } from './goods.js';
import type { ReturnStatus } from './moves.js';
import { begin, finish, note, set, tell, type Decided, type Given, type Progress } from './progress.js';
import type { Return, ReturnParcel } from './return.js';

/** A number for the return parcel. `foreign`: it carries another buyer's return already. */
export type GivenParcel = ToldReturn<'NumberGiven'> & { readonly foreign: boolean };

export function assignParcel(state: Return, given: GivenParcel, { now, refundId }: Given): Decided {
  const { number, outbound, foreign, by, pickupId, pickedUpAt, at } = given;
  const taken = by === 'booking' && pickupId !== undefined && pickedUpAt !== undefined;
  const start = taken ? takenBy(begin(state), pickupId, pickedUpAt) : begin(state);
  const end = (progress: Progress) => finish(state, advance(progress, { now, refundId }));
  if (outbound) return end(note(start, 'return/outbound-number', at, { number }));
  if (foreign) return end(note(start, 'return/parcel-of-another-buyer', at, { number }));
  if (over.includes(state.status)) return end(note(start, 'return/parcel-after-end', at, { number }));
  if (state.parcel?.number === number) return end(by === 'buyer' ? entered(start, at) : start);
  if (state.pickedUpAt !== undefined && state.parcel)
    return end(note(start, 'return/number-differs', at, { number }));
  const accepted = by === 'buyer' && sendable(state.status) ? acceptedByPlatform(start, now) : start;
  return end(assign(accepted, given));
}

/** A booking's number, entered at the platform: the buyer has sent the goods, as far as it knows. */
function entered(progress: Progress, at: Instant): Progress {
  const { parcel } = progress.state;
  if (parcel?.by !== 'booking' || parcel.enteredAt !== undefined) return progress;
  return set(progress, { parcel: { ...parcel, enteredAt: at } });
}

const over: readonly ReturnStatus[] = ['Refunded', 'Closed', 'Completed'];

/** The platform took the number, so it had agreed, whatever we have heard. */
const sendable = (status: ReturnStatus): boolean =>
  status === 'Requested' || status === 'Rejected' || status === 'Lapsed' || status === 'Cancelled';

const acceptedByPlatform = (progress: Progress, now: number): Progress =>
  approve(set(progress, { agreedAt: progress.state.agreedAt ?? now }), 'platform', now);

function assign(progress: Progress, given: GivenParcel): Progress {
  const { number, carrier, by, pickupId, pickedUpAt, deliveredAt, at } = given;
  const { parcel: old, pickup, buyerRegion } = progress.state;
  const parcel: ReturnParcel = { number, carrier, by, pickupId, at };
  const next = set(progress, {
    parcel,
    pickedUpAt: progress.state.pickedUpAt ?? pickedUpAt,
    arrivedAt: progress.state.arrivedAt ?? deliveredAt,
  });
  const told = tell(next, {
    type: 'ParcelAssigned',
    parcel,
    phoneTail: pickup?.phoneTail,
    fromRegion: pickup?.fromRegion ?? buyerRegion,
    toRegion: pickup?.toRegion,
    replaces: old?.number,
  });
  return old ? tell(told, { type: 'NumberDropped', number: old.number }) : told;
}

/** A scan of the return parcel; one of an earlier number says nothing of the goods. */
export function parcelMoved(
  state: Return,
  moved: ToldReturn<'PickedUp' | 'Delivered'>,
  given: Given,
): Decided {
  if (state.parcel?.number !== moved.number) return nothing('other-number');
  const known = moved.type === 'PickedUp' ? state.pickedUpAt : state.arrivedAt;
  if (known !== undefined) return nothing();
  const patch = moved.type === 'PickedUp' ? { pickedUpAt: moved.at } : { arrivedAt: moved.at };
  return finish(state, advance(set(begin(state), patch), given));
}
