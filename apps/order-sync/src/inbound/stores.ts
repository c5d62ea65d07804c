import type { AggregateStore } from '@cartrail/messaging';
import type { PlatformApplication } from '../domain/application.js';
import type { AfterSale, AfterSaleFact } from '../domain/after-sale.state.js';
import type { Backfill } from '../domain/backfill.js';
import type { CaseActionFact, CaseActions } from '../domain/case-action.js';
import type { PendingCase, PendingPull } from '../domain/pull.js';
import type { Refund, RefundFact } from '../domain/refund.js';
import type { Sku, Warehouse } from '../domain/references.js';
import type { ConnectedShop, ShopFact } from '../domain/shop.js';
import type { Shipment, ShipmentFact, ShipmentKey } from '../domain/shipment.js';
import type { UnmappedValue } from '../domain/unmapped.js';

/** What a change may be about; the module says where each is kept. */
export abstract class Stores {
  abstract readonly applications: AggregateStore<PlatformApplication, never>;
  abstract readonly shops: AggregateStore<ConnectedShop, ShopFact>;
  abstract readonly backfills: AggregateStore<Backfill, never>;
  abstract readonly skus: AggregateStore<Sku, never>;
  abstract readonly warehouses: AggregateStore<Warehouse, never>;
  abstract readonly pulls: AggregateStore<PendingPull, never>;
  abstract readonly casePulls: AggregateStore<PendingCase, never>;
  abstract readonly cases: AggregateStore<AfterSale, AfterSaleFact, never>;
  abstract readonly caseActions: AggregateStore<CaseActions, CaseActionFact>;
  abstract readonly shipments: AggregateStore<Shipment, ShipmentFact, ShipmentKey>;
  abstract readonly refunds: AggregateStore<Refund, RefundFact>;
  abstract readonly unmapped: AggregateStore<UnmappedValue, never>;
}

/** Injection tokens for what interfaces describe. */
export const CLOCK = Symbol('order-sync:clock');
export const PLATFORMS = Symbol('order-sync:platforms');
export const PUSHED_SHOPS = Symbol('order-sync:pushed-shops');
export const SHOP_DIRECTORY = Symbol('order-sync:shop-directory');
export const METRICS = Symbol('order-sync:metrics');
