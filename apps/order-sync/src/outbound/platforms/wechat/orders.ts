import {
  PlatformFailure,
  type Listing,
  type OrderRow,
  type PlatformOrders,
  type PulledOrder,
  type ShopRef,
} from '../../../application/ports.js';
import type { ListedSpan, WeChatClient } from './client.js';
import { idPages } from './listing.js';
import { orderLists } from './manifest.js';
import { toPulledOrder } from './mapping.js';
import { plainOf } from './receiver.js';
import { textOf } from '../wire/values.js';
import type { WireOrder } from './wire.js';

export class WeChatOrders implements PlatformOrders {
  readonly changed: Listing<OrderRow>;
  readonly created: Listing<OrderRow>;

  constructor(private readonly client: Pick<WeChatClient, 'order' | 'orders' | 'decode'>) {
    this.changed = this.listing('update');
    this.created = this.listing('create');
  }

  async order(shop: ShopRef, accessToken: string, platformOrderId: string): Promise<PulledOrder> {
    const askedAt = Date.now();
    return toPulledOrder(shop, await readOrder(this.client, accessToken, platformOrderId), askedAt);
  }

  async decrypt(
    _shop: ShopRef,
    accessToken: string,
    platformOrderId: string,
    texts: readonly string[],
  ): Promise<readonly string[]> {
    return plainOf(await this.client.decode(accessToken, platformOrderId), texts);
  }

  private listing(by: ListedSpan['by']): Listing<OrderRow> {
    const { maxSpanMs, maxAgeMs, pageSize } = orderLists;
    const fetch = async (token: string, span: ListedSpan) => {
      const { order_id_list: ids, ...rest } = await this.client.orders(token, span, pageSize);
      return { ids, ...rest };
    };
    return {
      maxSpanMs,
      maxAgeMs,
      pages: async function* (_shop, window, ask) {
        for await (const ids of idPages(by, window, ask, fetch))
          yield ids.map((platformOrderId) => ({ kind: 'sign', platformOrderId }));
      },
    };
  }
}

/** The order as the platform tells it; another one's is no answer. */
export async function readOrder(
  client: Pick<WeChatClient, 'order'>,
  accessToken: string,
  orderId: string,
): Promise<WireOrder> {
  const { order } = await client.order(accessToken, orderId);
  if (textOf(order?.order_id) !== orderId || !order)
    throw new PlatformFailure('invalid', 'wechat answered order/get without the order');
  return order;
}
