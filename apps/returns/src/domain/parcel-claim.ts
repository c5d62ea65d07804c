import { changed, DAY, nothing, type Decision, type Instant } from '@cartrail/kernel';

/** Who sends goods back in one parcel: several returns of one buyer may share it, two buyers' may not. */
export interface ReturnParcelClaims {
  readonly number: string;
  readonly claims: readonly ParcelClaim[];
}

export interface ParcelClaim {
  readonly returnId: string;
  readonly orderId: string;
  readonly buyerRef?: string;
  readonly carrier: string;
  /** When it was given for the return; claims of before this was kept have none, and last. */
  readonly at?: Instant;
}

/** Carriers give a number again, but not while its parcel may still be spoken of. */
const LASTS_MS = 180 * DAY;

/** The return may have the number, or is told that another buyer's goods are in it. */
export interface Claimed {
  readonly foreign: boolean;
}

export function claim(
  known: ReturnParcelClaims | undefined,
  number: string,
  wanted: ParcelClaim,
): Decision<ReturnParcelClaims, Claimed> {
  const claims = (known?.claims ?? []).filter(
    (other) => other.returnId !== wanted.returnId && !isOver(other, wanted),
  );
  const foreign = claims.some((other) => sameCarrier(other, wanted) && otherBuyer(other, wanted));
  const next = { number, claims: foreign ? claims : [...claims, wanted] };
  return changed<ReturnParcelClaims, Claimed>(next, { foreign });
}

/** Another number stands in its place: this one is free again. */
export function release(
  known: ReturnParcelClaims | undefined,
  returnId: string,
): Decision<ReturnParcelClaims, Claimed> {
  if (!known?.claims.some((each) => each.returnId === returnId)) return nothing();
  return changed({ ...known, claims: known.claims.filter((each) => each.returnId !== returnId) });
}

const isOver = (a: ParcelClaim, b: ParcelClaim): boolean =>
  a.at !== undefined && b.at !== undefined && b.at - a.at > LASTS_MS;

/** Carriers' numbers overlap; one that is not known may be any. */
const sameCarrier = (a: ParcelClaim, b: ParcelClaim): boolean =>
  a.carrier === b.carrier || a.carrier === 'UNKNOWN' || b.carrier === 'UNKNOWN';

/** Of one order it is one buyer; of two, where either is not known, nobody says it is not. */
const otherBuyer = (a: ParcelClaim, b: ParcelClaim): boolean =>
  a.orderId !== b.orderId &&
  a.buyerRef !== undefined &&
  b.buyerRef !== undefined &&
  a.buyerRef !== b.buyerRef;
