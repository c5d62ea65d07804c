import type { AggregateStore } from '@cartrail/messaging';
import type {
  BookingAccount,
  BookingKey,
  BookingPreference,
  OfferSheet,
  ParcelKey,
  PolicyHistory,
  TenantCard,
  Warehouse,
} from '../application/ports.js';
import type { AccountStanding, StandingFact } from '../domain/account-standing.js';
import type { Interception, InterceptionFact } from '../domain/interception/interception.js';
import type { OrderFact } from '../domain/order/order-facts.js';
import type { OrderFile, ReturnSettings } from '../domain/order/order-file.js';
import type { Claimed, ReturnParcelClaims } from '../domain/parcel-claim.js';
import type { PickupFact } from '../domain/pickup/pickup-facts.js';
import type { Pickup } from '../domain/pickup/pickup.js';
import type { ReturnFact } from '../domain/return/return-facts.js';
import type { Return } from '../domain/return/return.js';

/** What a change may be about; the composition root says where each is kept. */
export abstract class Stores {
  abstract readonly files: AggregateStore<OrderFile, OrderFact>;
  abstract readonly returns: AggregateStore<Return, ReturnFact>;
  abstract readonly pickups: AggregateStore<Pickup, PickupFact, BookingKey>;
  abstract readonly parcels: AggregateStore<ReturnParcelClaims, Claimed>;
  abstract readonly sheets: AggregateStore<OfferSheet, never>;
  abstract readonly policies: AggregateStore<PolicyHistory, never>;
  abstract readonly cards: AggregateStore<TenantCard, never>;
  abstract readonly settings: AggregateStore<ReturnSettings, never>;
  abstract readonly warehouses: AggregateStore<Warehouse, never>;
  abstract readonly accounts: AggregateStore<BookingAccount, never>;
  abstract readonly preferences: AggregateStore<readonly BookingPreference[], never>;
  abstract readonly interceptions: AggregateStore<Interception, InterceptionFact, ParcelKey>;
  abstract readonly standings: AggregateStore<AccountStanding, StandingFact>;
}

/** The one row of a tenant's settings. */
export const THE_SETTINGS = 'settings';

/** The one row of a tenant's preferences among accounts. */
export const THE_PREFERENCES = 'preferences';
