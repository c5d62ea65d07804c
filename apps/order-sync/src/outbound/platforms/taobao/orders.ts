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
import { fromWallTime } from '../wire/values.js';
import type { Question, TaobaoClient } from './client.js';
import { numberedPages } from './listing.js';
import { changedLimits, createdLimits } from './manifest.js';
import { tidOf, toPulledOrder } from './mapping.js';
import type { TradePage, WireTrade } from './wire.js';

type ListTrades = (session: string, question: Question) => Promise<TradePage>;

/** The lists give a part of each trade only, so their rows are signs. */
export class TaobaoOrders implements PlatformOrders {
  readonly changed: Listing<OrderRow> = {
    ...changedLimits,
    pages: (_shop, window, ask) =>
      pagesOf(window, ask, (token, question) => this.client.tradesChanged(token, question)),
  };
  readonly created: Listing<OrderRow> = {
    ...createdLimits,
    pages: (_shop, window, ask) =>
      pagesOf(window, ask, (token, question) => this.client.tradesCreated(token, question)),
  };

  constructor(private readonly client: Pick<TaobaoClient, 'trade' | 'tradesChanged' | 'tradesCreated'>) {}

  async order(shop: ShopRef, accessToken: string, platformOrderId: string): Promise<PulledOrder> {
    const askedAt = Date.now();
    const trade = await this.client.trade(accessToken, platformOrderId);
    if (!trade || tidOf(trade) !== platformOrderId) {
      throw new PlatformFailure('invalid', 'taobao answered taobao.trade.fullinfo.get without the trade');
    }
    return toPulledOrder(shop, trade, askedAt);
  }
}

function pagesOf(window: Window, ask: Ask, list: ListTrades): AsyncIterable<readonly OrderRow[]> {
  return numberedPages(window, async (question) => {
    const { total_results: total, trades } = await ask((token) => list(token, question));
    return { total, rows: (trades?.trade ?? []).flatMap(toSign) };
  });
}

function toSign(trade: WireTrade): readonly OrderRow[] {
  const platformOrderId = tidOf(trade);
  if (platformOrderId === undefined) return [];
  return [{ kind: 'sign', platformOrderId, updatedAt: fromWallTime(trade.modified) }];
}
