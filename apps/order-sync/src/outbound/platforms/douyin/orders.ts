import { SECOND } from '@cartrail/kernel';
import {
  PlatformFailure,
  type Ask,
  type Listing,
  type OrderRow,
  type PlatformOrders,
  type PulledOrder,
  type ShopRef,
  type Window,
} from '../../../application/ports.js';
import { lastPageFirst } from '../wire/paging.js';
import type { DouyinClient, ListedBy } from './client.js';
import { lists } from './manifest.js';
import { toPulledOrder } from './mapping.js';

export class DouyinOrders implements PlatformOrders {
  readonly changed: Listing<OrderRow>;
  readonly created: Listing<OrderRow>;

  constructor(private readonly client: DouyinClient) {
    this.changed = this.listing('update_time');
    this.created = this.listing('create_time');
  }

  async order(shop: ShopRef, accessToken: string, platformOrderId: string): Promise<PulledOrder> {
    const askedAt = Date.now();
    const { shop_order_detail: order } = await this.client.orderDetail(accessToken, platformOrderId);
    if (!order) throw new PlatformFailure('invalid', 'douyin answered order.orderDetail without an order');
    return toPulledOrder(shop, order, askedAt);
  }

  async decrypt(
    _shop: ShopRef,
    accessToken: string,
    platformOrderId: string,
    texts: readonly string[],
  ): Promise<readonly string[]> {
    const { decrypt_infos: answers = [] } = await this.client.batchDecrypt(
      accessToken,
      platformOrderId,
      texts,
    );
    const plain = new Map(answers.map((answer) => [answer.cipher_text ?? '', answer]));
    return texts.map((text, index) => {
      const answer = plain.get(text) ?? answers[index];
      if (!answer || String(answer.err_no ?? '0') !== '0') {
        throw new PlatformFailure('invalid', `douyin could not decrypt: ${answer?.err_msg ?? 'no answer'}`);
      }
      return answer.decrypt_text ?? '';
    });
  }

  private listing(by: ListedBy): Listing<OrderRow> {
    return {
      ...lists,
      pages: (shop, window, ask) =>
        lastPageFirst({ first: 0, size: lists.pageSize, maxRows: lists.maxRows }, (page) =>
          this.page(shop, window, ask, { by, page }),
        ),
    };
  }

  private async page(
    shop: ShopRef,
    window: Window,
    ask: Ask,
    { by, page }: { readonly by: ListedBy; readonly page: number },
  ): Promise<{ total: number; rows: readonly OrderRow[] }> {
    const askedAt = Date.now();
    const query = {
      by,
      from: Math.floor(window.from / SECOND),
      to: Math.ceil(window.to / SECOND),
      page,
      size: lists.pageSize,
    };
    const { total, shop_order_list: orders } = await ask((token) => this.client.searchList(token, query));
    const rows = (orders ?? []).map(
      (order) => ({ kind: 'whole', pulled: toPulledOrder(shop, order, askedAt) }) as const,
    );
    return { total: total ?? 0, rows };
  }
}
