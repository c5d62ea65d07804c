import { CarrierSettingsError } from './errors.js';
import type { CarrierLimits } from './limits.js';
import type { CarrierFeature, CarrierManifest } from './manifest.js';

/** What a provider keeps to, whatever a contract says. */
type OfTheProvider = 'resubscribeAfterMs' | 'bookingMemoryMs';

/** Limits that a contract may set otherwise, each with what is done so often. */
const ofContracts = {
  queriesPerSecond: 'track',
  queriesPerDay: 'track',
  queryLockMs: 'track',
  subscriptionsPerSecond: 'subscribe',
  subscriptionsPerNumberPerMonth: 'subscribe',
  recognitionsPerSecond: 'recognise',
  quotesPerSecond: 'quote',
  bookingsPerSecond: 'book',
  bookingChangesPerSecond: 'cancel',
  bookingQueriesPerSecond: 'detail',
} as const satisfies Record<Exclude<keyof CarrierLimits, OfTheProvider>, CarrierFeature>;

export type AccountLimits = { readonly [Name in keyof typeof ofContracts]?: number };

/** Eleven days of milliseconds, and more a second than any carrier has parcels. */
const MOST = 1_000_000_000;

/** What an account says of its own limits. Throws `CarrierSettingsError` with fields `limits/<name>`. */
export function accountLimits(manifest: CarrierManifest, given: object): AccountLimits {
  const names = limitNames(manifest);
  const violations = Object.entries(given).flatMap(([name, value]) => {
    const message = names.includes(name) ? wrongIn(value) : `is no limit here; there are ${names.join(', ')}`;
    return message === undefined ? [] : [{ field: `limits/${name}`, message }];
  });
  if (violations.length > 0) throw new CarrierSettingsError(manifest.provider, violations);
  return given;
}

/** What the account says goes before what the provider documents for everybody. */
export const limitsInForce = (
  { limits }: Pick<CarrierManifest, 'limits'>,
  own: AccountLimits = {},
): CarrierLimits => ({ ...limits, ...own });

const limitNames = ({ features }: CarrierManifest): readonly string[] =>
  Object.entries(ofContracts).flatMap(([name, feature]) => (features[feature] === true ? [name] : []));

const wrongIn = (value: unknown): string | undefined =>
  Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MOST
    ? undefined
    : `must be a whole number from 1 to ${MOST}`;
