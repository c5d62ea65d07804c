import { changed, nothing, refused, type Decision, type Instant } from '@cartrail/kernel';

export interface CarrierAccount {
  readonly accountId: string;
  readonly provider: string;
  readonly label: string;
  readonly baseUrl?: string;
  /** As stored: encrypted. Never readable again through any door. */
  readonly sealedCredentials: string;
  readonly createdAt: Instant;
  readonly rotatedAt?: Instant;
  /** What callbacks are still verified with, after what replaced it. */
  readonly previous?: { readonly sealedCredentials: string; readonly validUntil: Instant };
}

export interface Rotation {
  readonly sealedCredentials: string;
  /** Whether sealed credentials are the ones that replace them. */
  readonly isSame: (sealed: string) => boolean;
  /** Business time in which the former ones still verify callbacks. */
  readonly overlapMs: number;
}

/** The same credentials again change nothing: a repeat must not push out the former ones. */
export function rotate(
  account: CarrierAccount | undefined,
  { sealedCredentials, isSame, overlapMs }: Rotation,
  now: Instant,
): Decision<CarrierAccount, never> {
  if (!account) return refused('carrier-account/not-found');
  if (isSame(account.sealedCredentials)) return nothing('same-credentials');
  return changed<CarrierAccount>({
    ...account,
    sealedCredentials,
    rotatedAt: now,
    previous: { sealedCredentials: account.sealedCredentials, validUntil: now + overlapMs },
  });
}
