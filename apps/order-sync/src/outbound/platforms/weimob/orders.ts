import {
  PlatformFailure,
  type Listing,
  type OrderRow,
  type PlatformOrders,
  type PulledOrder,
  type ShopRef,
} from '../../../application/ports.js';
import { textOf } from '../wire/values.js';
import type { WeimobClient } from './client.js';
import { listingOf } from './listing.js';
import { toPulledOrder } from './mapping.js';
import type { WeimobMeanings } from './settings.js';
import type { WireOrder } from './wire.js';

export class WeimobOrders implements PlatformOrders {
  readonly changed: Listing<OrderRow>;
  readonly created: Listing<OrderRow>;

  constructor(
    private readonly client: Pick<WeimobClient, 'order' | 'orders' | 'decrypt'>,
    private readonly meanings: WeimobMeanings,
  ) {
    this.changed = this.listing('orderChanged');
    this.created = this.listing('orderCreated');
  }

  async order(shop: ShopRef, accessToken: string, platformOrderId: string): Promise<PulledOrder> {
    const askedAt = Date.now();
    const data = await this.client.order(accessToken, platformOrderId);
    if (textOf(data.orderInfo?.orderBaseInfo?.orderNo) !== platformOrderId) {
      throw new PlatformFailure('invalid', 'weimob answered order/detail/get with another order');
    }
    return toPulledOrder(shop, data, askedAt, this.meanings);
  }

  decrypt(
    _shop: ShopRef,
    accessToken: string,
    _platformOrderId: string,
    texts: readonly string[],
  ): Promise<readonly string[]> {
    return Promise.all(texts.map((text) => this.client.decrypt(accessToken, text)));
  }

  private listing(by: 'orderChanged' | 'orderCreated'): Listing<OrderRow> {
    return listingOf(this.meanings, {
      by,
      search: (token, query) => this.client.orders(token, query),
      toRows: ({ orderInfo }) => this.toRows(orderInfo),
    });
  }

  private toRows({ orderBaseInfo: base = {} }: WireOrder = {}): readonly OrderRow[] {
    const platformOrderId = textOf(base.orderNo);
    if (platformOrderId === undefined) return [];
    return [{ kind: 'sign', platformOrderId, updatedAt: this.meanings.toInstant(base.updateTime) }];
  }
}
