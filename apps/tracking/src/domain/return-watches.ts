import type { Instant } from '@cartrail/kernel';
import { collectedAt, pickupNews, waitOf, type FollowedPickup } from './followed-pickup.js';
import { settledWhy, type FollowedReturn } from './followed-return.js';
import type { Watch } from './watch.js';

/** What a return and its pickups wait for; its parcels are watched as parcels. */
export function watchesOf(followed: FollowedReturn): readonly Watch[] {
  return [refundWatch(followed), ...followed.pickups.flatMap((pickup) => pickupWatches(followed, pickup))];
}

/** While it holds, no money is asked for any more. */
function endOf({
  moments,
  life,
}: FollowedReturn): { readonly at: Instant; readonly why: string } | undefined {
  if (moments.refunded !== undefined) return { at: moments.refunded, why: 'refunded' };
  return life?.value.ended && { at: life.value.at, why: life.value.ended };
}

const aboutReturn = ({ returnId, orderId, shopId }: FollowedReturn) => ({
  returnId,
  orderIds: orderId === undefined ? [] : [orderId],
  shopId,
});

/** The warehouse has signed and objects to nothing, or the objection is settled: now the buyer waits for the money. */
function refundWatch(followed: FollowedReturn): Watch {
  const { signedOff, objected, refundDue } = followed.moments;
  const owed = objected === undefined ? (signedOff ?? refundDue) : refundDue;
  const end = endOf(followed);
  const parcel = followed.parcels[followed.parcels.length - 1];
  return {
    ...aboutReturn(followed),
    subjectId: followed.returnId,
    number: parcel?.number,
    carrier: parcel?.carrier,
    detector: 'REFUND_LATE',
    lane: 'ANY',
    since: end ? undefined : owed,
    news: end?.why ?? (objected === undefined ? 'signed-off' : 'objected'),
  };
}

/** What the carrier takes too much stays a question to the carrier, however the return ends. */
function pickupWatches(followed: FollowedReturn, pickup: FollowedPickup): Watch[] {
  const about = {
    ...aboutReturn(followed),
    subjectId: pickup.pickupId,
    pickupId: pickup.pickupId,
    number: pickup.number?.value,
    carrier: pickup.carrier?.value,
  };
  const { charge } = pickup;
  const above = charge && charge.value.chargedFen > charge.value.quoteFen;
  return [
    { ...about, ...staleness(followed, pickup), detector: 'PICKUP_ORDER_STALE' },
    {
      ...about,
      ...charge?.value,
      detector: 'OVERCHARGE',
      lane: 'ANY',
      since: above ? charge.at : undefined,
      news: 'within-limit',
    },
  ];
}

/** A parcel the carrier has seen was fetched, whatever became of the courier's own report. */
function staleness(followed: FollowedReturn, pickup: FollowedPickup): Pick<Watch, 'lane' | 'since' | 'news'> {
  const lane = pickup.stage?.value === 'COLLECT' ? 'COLLECT' : 'ACCEPT';
  const travels = followed.moments.inTransit !== undefined && collectedAt(pickup) === undefined;
  const ended = settledWhy(followed) ?? (travels ? 'picked-up' : undefined);
  return { lane, since: ended ? undefined : waitOf(pickup), news: ended ?? pickupNews(pickup) };
}
