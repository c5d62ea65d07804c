import { DAY, MINUTE } from '@cartrail/kernel';
import {
  PlatformFailure,
  type Listing,
  type OrderRow,
  type PlatformOrders,
  type PulledOrder,
  type ShopRef,
} from '../../../application/ports.js';
import { byCursor } from '../wire/paging.js';
import { codeOf } from '../wire/values.js';
import { times, type KuaishouClient, type ListQuery } from './client.js';
import { toPulledOrder } from './mapping.js';

/** What the platform calls the end of a list. */
const END = 'nomore';

/** A window that begins exactly 90 days ago would be too old when it arrives. */
export const REACH = 90 * DAY - 10 * MINUTE;

/** Where a list goes on; empty is a list that ended as well. */
export function nextOf(cursor: string | undefined): string | undefined {
  return cursor === END || cursor === '' ? undefined : cursor;
}

export class KuaishouOrders implements PlatformOrders {
  /** Only on a merchant's click, and never in bulk. */
  readonly decryptsForPeopleOnly = true;
  readonly changed: Listing<OrderRow>;
  readonly created: Listing<OrderRow>;

  constructor(private readonly client: KuaishouClient) {
    this.changed = this.listing(times.updated);
    this.created = this.listing(times.created);
  }

  async order(shop: ShopRef, accessToken: string, platformOrderId: string): Promise<PulledOrder> {
    const askedAt = Date.now();
    const wire = await this.client.order(accessToken, platformOrderId);
    const pulled = toPulledOrder(shop, wire, askedAt);
    if (pulled.platformOrderId !== platformOrderId) {
      throw new PlatformFailure('invalid', 'kuaishou answered open.order.detail with another order');
    }
    return pulled;
  }

  /** A field at a time: more than a person asked to see must not be opened at once. */
  async decrypt(
    _shop: ShopRef,
    accessToken: string,
    platformOrderId: string,
    texts: readonly string[],
  ): Promise<readonly string[]> {
    const plain: string[] = [];
    for (const text of texts) plain.push(await this.decryptOne(accessToken, platformOrderId, text));
    return plain;
  }

  private async decryptOne(accessToken: string, orderId: string, text: string): Promise<string> {
    if (text === '') return '';
    const { batchDecryptResultList: [result] = [] } = await this.client.decrypt(accessToken, orderId, text);
    if (codeOf(result?.errorCode) !== '1' || result?.decryptedData === undefined) {
      throw new PlatformFailure('invalid', `kuaishou could not decrypt: ${result?.errorMsg ?? 'no answer'}`);
    }
    return result.decryptedData;
  }

  private listing(by: ListQuery['by']): Listing<OrderRow> {
    return {
      maxSpanMs: 7 * DAY,
      maxAgeMs: REACH,
      pages: (shop, window, ask) =>
        byCursor(async (cursor = '') => {
          const askedAt = Date.now();
          const data = await ask((token) => this.client.orders(token, { ...window, by, cursor }));
          const rows = (data.orderList ?? []).map((wire): OrderRow => ({
            kind: 'whole',
            pulled: toPulledOrder(shop, wire, askedAt),
          }));
          return { rows, next: nextOf(codeOf(data.cursor)) };
        }),
    };
  }
}
