import { changed, MINUTE, nothing, refused, type Decision, type Instant } from '@cartrail/kernel';
import type { Watch } from './watch.js';

export type AccountMode = 'live' | 'sandbox';

export type Limits = Readonly<Record<string, number>>;

export interface CarrierAccount {
  readonly accountId: string;
  readonly provider: string;
  readonly label: string;
  /** The provider's own environment that is called. */
  readonly mode: AccountMode;
  readonly baseUrl?: string;
  /** What its contract sets otherwise than the provider's documents, by the names of the provider's limits. */
  readonly limits?: Limits;
  /** As stored: encrypted. Never readable again through any door. */
  readonly sealedCredentials: string;
  readonly createdAt: Instant;
  readonly rotatedAt?: Instant;
  /** The provider has refused these credentials since. */
  readonly refusedSince?: Instant;
  /** Those that prices and couriers are asked for with, as returns heard: they may be others than those that track. */
  readonly bookingRefusedSince?: Instant;
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
    refusedSince: undefined,
    bookingRefusedSince: undefined,
    previous: { sealedCredentials: account.sealedCredentials, validUntil: now + overlapMs },
  });
}

/** What its contract says of it; absent stays as it is, and limits are replaced together. */
export interface NewTerms {
  readonly label?: string;
  readonly mode?: AccountMode;
  /** None of its own: `{}` or `null`. */
  readonly limits?: Limits | null;
}

export const withTerms = (
  account: CarrierAccount,
  { label, mode, limits = account.limits }: NewTerms,
): CarrierAccount => ({
  ...account,
  label: label ?? account.label,
  mode: mode ?? account.mode,
  limits: ownLimits(limits),
});

const ownLimits = (limits: Limits | null | undefined): Limits | undefined =>
  limits && Object.keys(limits).length > 0 ? limits : undefined;

export function changeTerms(
  account: CarrierAccount | undefined,
  terms: NewTerms,
): Decision<CarrierAccount, never> {
  if (!account) return refused('carrier-account/not-found');
  const next = withTerms(account, terms);
  return termsOf(account) === termsOf(next) ? nothing('same-terms') : changed<CarrierAccount>(next);
}

const termsOf = ({ label, mode, limits = {} }: CarrierAccount): string =>
  JSON.stringify([label, mode, Object.entries(limits).sort(([one], [other]) => (one < other ? -1 : 1))]);

/** One condition from the first refusal on, however many calls meet it; a refusal of former credentials is no news. */
export function credentialsRefused(
  account: CarrierAccount | undefined,
  sealed: string,
  now: Instant,
): Decision<CarrierAccount, never> {
  if (!account || account.refusedSince !== undefined || account.sealedCredentials !== sealed)
    return nothing('known');
  return changed<CarrierAccount>({ ...account, refusedSince: now });
}

export function credentialsAccepted(
  account: CarrierAccount | undefined,
  sealed: string,
): Decision<CarrierAccount, never> {
  if (!account || account.refusedSince === undefined || account.sealedCredentials !== sealed)
    return nothing('known');
  return changed<CarrierAccount>({ ...account, refusedSince: undefined });
}

/** Two services' clocks differ by less. Told once, a refusal that seems too old by less must not be lost. */
const SKEW_MS = MINUTE;

/** What returns heard before the account was given others is no news of them. */
export function bookingRefused(
  account: CarrierAccount | undefined,
  at: Instant,
): Decision<CarrierAccount, never> {
  if (!account || account.bookingRefusedSince !== undefined || at < (account.rotatedAt ?? at) - SKEW_MS)
    return nothing('known');
  return changed<CarrierAccount>({ ...account, bookingRefusedSince: at });
}

export function bookingAccepted(account: CarrierAccount | undefined): Decision<CarrierAccount, never> {
  if (account?.bookingRefusedSince === undefined) return nothing('known');
  return changed<CarrierAccount>({ ...account, bookingRefusedSince: undefined });
}

/** Whoever meets it, it is one condition, and lasts until nobody does. */
export function refusalSince({
  refusedSince: tracking,
  bookingRefusedSince: booking,
}: CarrierAccount): Instant | undefined {
  if (tracking === undefined || booking === undefined) return tracking ?? booking;
  return Math.min(tracking, booking);
}

/** What an alert about the account waits for. */
export function accountWatch(account: CarrierAccount, before: CarrierAccount | undefined): Watch {
  const rotated = before !== undefined && before.sealedCredentials !== account.sealedCredentials;
  return {
    subjectId: account.accountId,
    detector: 'CREDENTIALS_REFUSED',
    lane: 'ANY',
    since: refusalSince(account),
    news: rotated ? 'rotated' : 'accepted',
    orderIds: [],
  };
}
