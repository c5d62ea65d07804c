import { SearchIndex } from '@cartrail/privacy';
import type { BuyerIndex, ShopRef } from '../application/ports.js';

/** A keyed hash, different for every tenant and shop: it tells that two orders are one buyer's, and nothing else. */
export class KeyedBuyerIndex implements BuyerIndex {
  private readonly index: SearchIndex;

  constructor(keys: string) {
    this.index = SearchIndex.fromKeys(keys);
  }

  refOf({ tenantId, shopId }: ShopRef, buyerId: string): string {
    return `b_${this.index.index(buyerId, { tenantId, field: `order.buyer/${shopId}` })}`;
  }
}
