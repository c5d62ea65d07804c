import type { Buyer } from '../after-sales/buyer.js';
import type { Cases } from '../after-sales/cases.js';
import type { Claims } from '../after-sales/claims.js';
import type { Merchant } from '../after-sales/merchant.js';
import type { Agenda } from '../agenda/agenda.js';
import type { SimulatedClock } from '../clock/simulated-clock.js';
import type { Deliveries } from '../delivery/deliveries.js';
import type { Faults } from '../delivery/faults.js';
import type { Ledger } from '../ledger/ledger.js';
import type { Orders } from '../orders/orders.js';
import type { Parcels } from '../parcels/parcels.js';
import type { State } from '../state/state.js';
import type { Platform } from './platform.js';
import type { ShopTokens } from './shop-tokens.js';

/** What a platform is built from: the one world. */
export interface PlatformSurroundings {
  readonly state: State;
  readonly clock: SimulatedClock;
  readonly ledger: Ledger;
  readonly faults: Faults;
  readonly deliveries: Deliveries;
  readonly parcels: Parcels;
  readonly orders: Orders;
  readonly cases: Cases;
  readonly claims: Claims;
  readonly merchant: Merchant;
  readonly buyer: Buyer;
  readonly agenda: Agenda;
  readonly shopTokens: ShopTokens;
}

export type MakePlatform = (world: PlatformSurroundings) => Platform;
