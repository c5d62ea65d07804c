import type { FirstSight } from './arrival.js';
import type { ObservedOrder } from './order.state.js';
import type { ServiceLabel } from './service-labels.js';

export interface Article {
  readonly category?: string;
  readonly weightGrams?: number;
  readonly labels?: readonly ServiceLabel[];
}

export interface ShopFacts {
  readonly merchantId?: string;
  /** Where the shop's parcels start, GB/T 2260. */
  readonly fromRegion?: string;
  readonly warehouseCode?: string;
}

/** Adds what only the tenant's own tables know. */
export function enrich(
  seen: ObservedOrder,
  articles: ReadonlyMap<string, Article>,
  shop: ShopFacts,
  first: FirstSight,
): ObservedOrder {
  return {
    ...seen,
    first,
    merchantId: shop.merchantId,
    fromRegion: shop.fromRegion,
    warehouseCode: shop.warehouseCode,
    lines: seen.lines.map((line) => ({ ...line, ...articles.get(line.merchantSkuCode ?? '') })),
  };
}
