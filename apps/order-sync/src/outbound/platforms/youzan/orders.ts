import { SECOND, toShanghai } from '@cartrail/kernel';
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
import type { Companies } from '../wire/companies.js';
import { lastPageFirst, type NumberedPage } from '../wire/paging.js';
import { fromFen, textOf } from '../wire/values.js';
import type { YouzanClient } from './client.js';
import { orderList } from './manifest.js';
import { timeOf, toPulledOrder } from './mapping.js';
import type { WireOrder } from './wire.js';

/** The list tells nothing of parcels: its rows are signs, and an order is asked for by its id. */
export class YouzanOrders implements PlatformOrders {
  readonly changed: Listing<OrderRow>;
  readonly created: Listing<OrderRow>;

  constructor(
    private readonly client: Pick<YouzanClient, 'trade' | 'trades' | 'decrypt'>,
    private readonly companies: Companies,
  ) {
    this.changed = this.listing('update');
    this.created = this.listing('created');
  }

  async order(shop: ShopRef, accessToken: string, platformOrderId: string): Promise<PulledOrder> {
    const askedAt = Date.now();
    const data = await this.client.trade(accessToken, platformOrderId);
    if (!data.full_order_info) {
      throw new PlatformFailure('invalid', 'youzan answered trade.get without an order');
    }
    return toPulledOrder(shop, data, askedAt, this.companies);
  }

  decrypt(
    _shop: ShopRef,
    accessToken: string,
    _platformOrderId: string,
    texts: readonly string[],
  ): Promise<readonly string[]> {
    return Promise.all(texts.map((text) => this.client.decrypt(accessToken, text)));
  }

  private listing(by: 'update' | 'created'): Listing<OrderRow> {
    const { pageSize: size, maxRows } = orderList;
    return {
      ...orderList,
      pages: (_shop, window, ask) =>
        lastPageFirst({ first: 1, size, maxRows }, (page) => this.page(by, window, ask, page)),
    };
  }

  private async page(
    by: 'update' | 'created',
    window: Window,
    ask: Ask,
    page: number,
  ): Promise<NumberedPage<OrderRow>> {
    const start = Math.floor(window.from / SECOND) * SECOND;
    const end = Math.max(Math.ceil(window.to / SECOND) * SECOND, start + SECOND);
    const bounds = { [`start_${by}`]: toShanghai(start), [`end_${by}`]: toShanghai(end) };
    const { pageSize: size } = orderList;
    const answer = await ask((token) => this.client.trades(token, bounds, { page, size }));
    const rows = (answer.full_order_info_list ?? []).flatMap(({ full_order_info: order }) => toRow(order));
    return { total: totalOf(answer.total_results), rows };
  }
}

/** A list that does not say how long it is would be taken for a short one. */
export function totalOf(total: string | number | undefined): number {
  const rows = fromFen(total);
  if (rows === undefined) throw new PlatformFailure('invalid', 'youzan does not say how long its list is');
  return rows;
}

function toRow(order: WireOrder | undefined): readonly OrderRow[] {
  const info = order?.order_info ?? {};
  const platformOrderId = textOf(info.tid);
  return platformOrderId === undefined
    ? []
    : [{ kind: 'sign', platformOrderId, updatedAt: timeOf(info.update_time) }];
}
