import type { Instant } from '@cartrail/kernel';

/**
 * What may have been the signing. `placed` is a parcel put into a locker or station (AVAILABLE_FOR_PICKUP): no
 * signing, unless the buyer consented to that place; then the pick-out counts where it is known (§3.2).
 */
export type SigningCandidate =
  | { readonly source: 'platform' | 'carrier'; readonly at: Instant }
  | {
      readonly source: 'placed';
      readonly at: Instant;
      readonly consented: boolean;
      readonly pickedOutAt?: Instant;
    };

export interface Signing {
  readonly source: SigningCandidate['source'];
  readonly at: Instant;
}

/** The latest candidate: the buyer's window never starts before the last parcel was really handed over. */
export function signedAtForBuyer(candidates: readonly SigningCandidate[]): Signing | undefined {
  return candidates
    .flatMap(signingOf)
    .reduce<Signing | undefined>(
      (latest, signing) => (latest === undefined || signing.at > latest.at ? signing : latest),
      undefined,
    );
}

function signingOf(candidate: SigningCandidate): Signing[] {
  if (candidate.source !== 'placed') return [{ source: candidate.source, at: candidate.at }];
  if (!candidate.consented) return [];
  return [{ source: 'placed', at: candidate.pickedOutAt ?? candidate.at }];
}

/** What may have been the merchant's receipt of the returned goods. */
export interface Receipt {
  /** The warehouse's sign-off. */
  readonly warehouseAt?: Instant;
  /** The carrier's delivery of the return parcel. */
  readonly carrierAt?: Instant;
}

/** The earliest candidate: the merchant's refund clock cannot be put off by signing late. */
export function receivedAtForMerchant({ warehouseAt, carrierAt }: Receipt): Instant | undefined {
  if (warehouseAt === undefined || carrierAt === undefined) return warehouseAt ?? carrierAt;
  return Math.min(warehouseAt, carrierAt);
}
