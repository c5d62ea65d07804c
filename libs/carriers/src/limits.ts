import { DAY } from '@cartrail/kernel';

/**
 * What a provider lets one account do. Absent is what it does not document: there its own "throttled" is the only limit,
 * unless the account names one (`{ ...manifest.limits, ...account.limits }`).
 */
export interface CarrierLimits {
  readonly queriesPerSecond?: number;
  /** In any 24 hours. */
  readonly queriesPerDay?: number;
  /** The least between two queries of one number; asked more often, the provider locks the number. */
  readonly queryLockMs?: number;
  readonly subscriptionsPerSecond?: number;
  /** In any 31 days: whichever way the provider counts a month, it is not exceeded. */
  readonly subscriptionsPerNumberPerMonth?: number;
  /** The least between the push that ended a number's subscription and the next one. Kept by whoever hears the push. */
  readonly resubscribeAfterMs?: number;
  readonly recognitionsPerSecond?: number;
  /** Prices, and whether it comes at all. */
  readonly quotesPerSecond?: number;
  /** Orders, and looks for one whose answer was lost: providers are asked for both in the same words. */
  readonly bookingsPerSecond?: number;
  /** Orders changed or called off. */
  readonly bookingChangesPerSecond?: number;
  /** How an order stands. */
  readonly bookingQueriesPerSecond?: number;
  /** How long the provider knows a booking again by our reference; no limit of how often. */
  readonly bookingMemoryMs?: number;
}

/** A call that is about to be made for an account; `number` is the waybill's. */
export type LimitedCall =
  | {
      readonly accountId: string;
      readonly operation: 'track' | 'subscribe';
      readonly number: string;
    }
  | { readonly accountId: string; readonly operation: 'recognise' | PickupOperation };

export type PickupOperation = 'quote' | 'reach' | 'book' | 'findBooking' | 'change' | 'cancel' | 'detail';

/** Something to ask before the call: a token of a bucket, a lock nobody else holds, or room under a cap. */
export type CarrierLimit =
  | { readonly kind: 'rate'; readonly key: string; readonly perSecond: number; readonly burst: number }
  | { readonly kind: 'lock'; readonly key: string; readonly forMs: number }
  | { readonly kind: 'cap'; readonly key: string; readonly most: number; readonly perMs: number };

const MONTH = 31 * DAY;

/**
 * What must let a call through, to be asked in this order until one does not: a refusal leaves spent what was asked
 * before, and a token is the cheapest of them, a place under a cap the dearest. `share` is this service's part of the
 * account, above 0 and at most 1, of rates and caps. A lock is about one number and cannot be divided: of the services
 * that use an account only one may query. Throws `RangeError` for another share.
 */
export function limitsOf(limits: CarrierLimits, call: LimitedCall, share = 1): readonly CarrierLimit[] {
  if (!(share > 0 && share <= 1)) throw new RangeError(`a share is above 0 and at most 1, not ${share}`);
  const { accountId } = call;
  const key = `${accountId}:${call.operation}`;
  switch (call.operation) {
    case 'track':
      return [
        ...rate(key, limits.queriesPerSecond, share),
        ...lock(`${key}:${call.number}`, limits.queryLockMs),
        ...cap(key, limits.queriesPerDay, DAY, share),
      ];
    case 'subscribe':
      return [
        ...rate(key, limits.subscriptionsPerSecond, share),
        ...cap(`${key}:${call.number}`, limits.subscriptionsPerNumberPerMonth, MONTH, share),
      ];
    case 'recognise':
      return rate(key, limits.recognitionsPerSecond, share);
    case 'quote':
    case 'reach':
      return rate(`${accountId}:quote`, limits.quotesPerSecond, share);
    case 'book':
    case 'findBooking':
      return rate(`${accountId}:book`, limits.bookingsPerSecond, share);
    case 'change':
    case 'cancel':
      return rate(`${accountId}:change`, limits.bookingChangesPerSecond, share);
    case 'detail':
      return rate(key, limits.bookingQueriesPerSecond, share);
  }
}

/** A tenth at once, and as much less a second: no second as the provider counts it sees more than it allows. */
function rate(key: string, perSecond: number | undefined, share: number): readonly CarrierLimit[] {
  if (perSecond === undefined) return [];
  const ours = perSecond * share;
  const burst = Math.max(1, Math.floor(ours / 10));
  return [{ kind: 'rate', key, perSecond: ours - burst + 1, burst }];
}

const lock = (key: string, forMs: number | undefined): readonly CarrierLimit[] =>
  forMs === undefined ? [] : [{ kind: 'lock', key, forMs }];

const cap = (key: string, most: number | undefined, perMs: number, share: number): readonly CarrierLimit[] =>
  most === undefined ? [] : [{ kind: 'cap', key, most: Math.floor(most * share), perMs }];
