import { changed, nothing, type Decision, type Instant } from '@cartrail/kernel';
import { collectedAt, hearPickup, type FollowedPickup, type PickupNews } from './followed-pickup.js';
import { newer, type Newest } from './newest.js';
import type { Hearsay, ParcelNumber } from './waybill.js';

/** What a return's own events say, each once: the earliest word holds, whoever says it. */
export type Moment =
  'approved' | 'inTransit' | 'arrived' | 'received' | 'signedOff' | 'objected' | 'refundDue' | 'refunded';

/** Ends that are ours to tell, and the platform may overrule: then the return lives on. */
export type Ending = 'cancelled' | 'lapsed' | 'closed';

/** Everything the detectors know of a return. The order in which it became known cannot be told from it. */
export interface FollowedReturn {
  readonly returnId: string;
  readonly orderId?: string;
  readonly shopId?: string;
  readonly moments: Readonly<Partial<Record<Moment, Instant>>>;
  /** Whether it lives, by the newest of its own events that says so. */
  readonly life?: Newest<Life>;
  readonly parcels: readonly AssignedParcel[];
  readonly pickups: readonly FollowedPickup[];
}

export interface Life {
  readonly ended?: Ending;
  readonly at: Instant;
}

export interface AssignedParcel extends ParcelNumber {
  /** Of the return: the parcel named last carries the goods, the others are replaced by it. */
  readonly sequence: number;
}

export interface ReturnOf {
  readonly orderId?: string;
  readonly shopId?: string;
}

/** A parcel as the return names it; what only the waybill needs is not kept here. */
export interface Assignment extends AssignedParcel {
  readonly orderId: string;
  readonly shopId?: string;
  readonly fromRegion?: string;
  readonly toRegion?: string;
  readonly phoneTail?: string;
  readonly assignedAt: Instant;
}

/** What it means for the parcels that carry the goods. */
export type ReturnFact =
  | { readonly type: 'Assigned'; readonly assignment: Assignment; readonly notBefore: Instant }
  | { readonly type: 'Replaced'; readonly parcel: ParcelNumber; readonly by: ParcelNumber }
  | { readonly type: 'Reinstated'; readonly parcel: ParcelNumber }
  | { readonly type: 'Heard'; readonly parcel: ParcelNumber; readonly what: Hearsay; readonly at: Instant }
  /** Nobody waits for the goods any more; without a reason, somebody does (again). */
  | { readonly type: 'Settled'; readonly parcel: ParcelNumber; readonly why?: string };

type Decided = Decision<FollowedReturn, ReturnFact>;
type Decide = (known: FollowedReturn | undefined, returnId: string) => Decided;

/** What is said once and stays true. With the return's own sequence it shows, too, that the return lives. */
export const told =
  (moment: Moment, at: Instant, of: ReturnOf, sequence?: number): Decide =>
  (known, returnId) => {
    const before = begun(known, returnId);
    const old = before.moments[moment];
    const moments = old !== undefined && old <= at ? before.moments : { ...before.moments, [moment]: at };
    const life = sequence === undefined ? before.life : newer(before.life, { sequence, at }, { at });
    return decided(known, before, withOwner({ ...before, moments, life }, of));
  };

export const ended =
  (ending: Ending, at: Instant, of: ReturnOf, sequence: number): Decide =>
  (known, returnId) => {
    const before = begun(known, returnId);
    const life = newer(before.life, { sequence, at }, { ended: ending, at });
    return decided(known, before, withOwner({ ...before, life }, of));
  };

export const heardOfPickup =
  (pickupId: string, news: PickupNews, of: ReturnOf): Decide =>
  (known, returnId) => {
    const before = begun(known, returnId);
    const old = before.pickups.find((one) => one.pickupId === pickupId) ?? { pickupId };
    const heard = hearPickup(old, news);
    const others = before.pickups.filter((one) => one !== old);
    const pickups = heard === old ? before.pickups : [...others, heard].sort(byPickup);
    return decided(known, before, withOwner({ ...before, pickups }, of));
  };

const byPickup = (a: FollowedPickup, b: FollowedPickup): number => (a.pickupId < b.pickupId ? -1 : 1);

export const assigned =
  (assignment: Assignment): Decide =>
  (known, returnId) => {
    const before = begun(known, returnId);
    const { number, sequence } = assignment;
    // Who names the number again without knowing its carrier says nothing new.
    const namesake = before.parcels.find((one) => one.number === number && one.carrier !== 'UNKNOWN');
    const carrier = assignment.carrier === 'UNKNOWN' ? (namesake?.carrier ?? 'UNKNOWN') : assignment.carrier;
    const old = before.parcels.find((one) => one.number === number && one.carrier === carrier);
    if (old && old.sequence >= sequence) return nothing();
    const parcel = { number, carrier, sequence };
    const parcels = [...before.parcels.filter((one) => one !== old), parcel].sort(bySequence);
    const after = withOwner({ ...before, parcels }, assignment);
    const notBefore = Math.min(assignment.assignedAt, after.moments.approved ?? assignment.assignedAt);
    return changed<FollowedReturn, ReturnFact>(
      after,
      { type: 'Assigned', assignment: { ...assignment, carrier }, notBefore },
      ...replacements(after),
      ...(old && parcel === parcels[parcels.length - 1] ? [reinstated(parcel)] : []),
      ...consequences(undefined, after),
    );
  };

/** A number that another one had replaced is named again: the other was the slip. */
const reinstated = (parcel: ParcelNumber): ReturnFact => ({ type: 'Reinstated', parcel: pair(parcel) });

const bySequence = (a: AssignedParcel, b: AssignedParcel): number => a.sequence - b.sequence;

/** Why nobody waits for the goods any more. Money paid back before they came ends nothing: they are still to come. */
export function settledWhy({ moments, life }: FollowedReturn): string | undefined {
  if (moments.received !== undefined || moments.signedOff !== undefined) return 'signed-off';
  return life?.value.ended;
}

/** When a courier took the goods, by what the return and its pickups say. */
function handedOverAt({ moments, pickups }: FollowedReturn): Instant | undefined {
  const known = [moments.inTransit, ...pickups.map(collectedAt)].filter((at) => at !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}

const hearsay: Readonly<Record<Hearsay, (followed: FollowedReturn) => Instant | undefined>> = {
  handedOverAt,
  arrivedAt: ({ moments }) => moments.arrived,
};

const begun = (known: FollowedReturn | undefined, returnId: string): FollowedReturn =>
  known ?? { returnId, moments: {}, parcels: [], pickups: [] };

const withOwner = (followed: FollowedReturn, { orderId, shopId }: ReturnOf): FollowedReturn => ({
  ...followed,
  orderId: followed.orderId ?? orderId,
  shopId: followed.shopId ?? shopId,
});

function decided(known: FollowedReturn | undefined, before: FollowedReturn, after: FollowedReturn): Decided {
  const same =
    known !== undefined &&
    before.moments === after.moments &&
    before.life === after.life &&
    before.pickups === after.pickups &&
    before.orderId === after.orderId &&
    before.shopId === after.shopId;
  return same ? nothing() : changed<FollowedReturn, ReturnFact>(after, ...consequences(before, after));
}

/** The parcels that no longer carry the goods. The same number with its carrier found out is the same parcel. */
function replacements({ parcels }: FollowedReturn): ReturnFact[] {
  const current = parcels[parcels.length - 1];
  if (!current) return [];
  return parcels
    .filter(
      ({ number, carrier }) =>
        number !== current.number || (carrier !== current.carrier && carrier !== 'UNKNOWN'),
    )
    .map((parcel) => ({ type: 'Replaced', parcel: pair(parcel), by: pair(current) }));
}

function consequences(before: FollowedReturn | undefined, after: FollowedReturn): ReturnFact[] {
  const facts: ReturnFact[] = [];
  const current = after.parcels[after.parcels.length - 1];
  for (const what of ['handedOverAt', 'arrivedAt'] as const) {
    const at = hearsay[what](after);
    const news = at !== undefined && at !== (before && hearsay[what](before));
    if (current && news) facts.push({ type: 'Heard', parcel: pair(current), what, at });
  }
  const why = settledWhy(after);
  if (current && (!before || settledWhy(before) !== why)) {
    facts.push({ type: 'Settled', parcel: pair(current), why });
  }
  return facts;
}

const pair = ({ number, carrier }: ParcelNumber): ParcelNumber => ({ number, carrier });
