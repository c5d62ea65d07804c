import type {
  BookingPreference,
  OfferSheet,
  PolicyHistory,
  TenantCard,
  Warehouse,
} from '../../application/ports.js';
import type { AccountStanding, StandingFact } from '../../domain/account-standing.js';
import type { ReturnSettings } from '../../domain/order/order-file.js';
import type { Claimed, ReturnParcelClaims } from '../../domain/parcel-claim.js';
import { lapseDeadline } from '../../domain/return/end.js';
import type { ReturnFact } from '../../domain/return/return-facts.js';
import type { Return } from '../../domain/return/return.js';
import { toReturnPublication } from '../events/return.publication.js';
import { toStandingPublication } from '../events/standing.publication.js';
import { date } from './bulk.js';
import { DocumentStore } from './document.store.js';

export const returnStore = new DocumentStore<Return, ReturnFact>({
  aggregate: 'return',
  table: 'return_case',
  id: 'uuid',
  columns: [
    ['order_id', 'uuid', ({ state }) => state.orderId],
    ['status', 'text', ({ state }) => state.status],
    ['lapse_at', 'timestamptz', ({ state }) => date(lapseDeadline(state)?.at)],
  ],
  publish: (fact, { state }) => toReturnPublication(fact, state),
});

/** By number: who sends goods back in it. */
export const parcelStore = new DocumentStore<ReturnParcelClaims, Claimed>({
  aggregate: 'return-parcel',
  table: 'return_parcel',
  id: 'text',
});

export const sheetStore = new DocumentStore<OfferSheet, never>({
  aggregate: 'offer-sheet',
  table: 'offer_sheet',
  id: 'uuid',
  columns: [
    ['return_id', 'uuid', ({ state }) => state.returnId],
    ['expires_at', 'timestamptz', ({ state }) => date(state.expiresAt)],
  ],
});

/** By category: every row the tenant ever set, none of them changed. */
export const policyStore = new DocumentStore<PolicyHistory, never>({
  aggregate: 'return-policy',
  table: 'return_policy',
  id: 'text',
});

/** By carrier. */
export const cardStore = new DocumentStore<TenantCard, never>({
  aggregate: 'rate-card',
  table: 'rate_card',
  id: 'text',
});

/** One row per tenant; its id is {@link THE_SETTINGS}. */
export const settingsStore = new DocumentStore<ReturnSettings, never>({
  aggregate: 'return-setting',
  table: 'return_setting',
  id: 'text',
});

/** One row per tenant, like its settings. */
export const preferenceStore = new DocumentStore<readonly BookingPreference[], never>({
  aggregate: 'carrier-preference',
  table: 'carrier_preference',
  id: 'text',
});

/** By account. */
export const standingStore = new DocumentStore<AccountStanding, StandingFact>({
  aggregate: 'booking-account',
  table: 'account_standing',
  id: 'uuid',
  publish: (fact, { state }) => toStandingPublication(fact, state),
});

/** By code; name, phone and address sealed, in a column of their own. */
export const warehouseStore = new DocumentStore<Warehouse, never>({
  aggregate: 'return-warehouse',
  table: 'return_warehouse',
  id: 'text',
  columns: [['address', 'text', ({ state }) => state.sealedAddress]],
  write: ({ sealedAddress: _sealed, ...warehouse }) => warehouse,
  read: (doc, row) => ({ ...doc, sealedAddress: String(row['address']) }),
});
