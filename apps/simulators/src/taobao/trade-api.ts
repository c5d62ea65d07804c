import { DAY, type Clock } from '@cartrail/kernel';
import { casesOf } from '../after-sales/lookup.js';
import type { Order, Shop } from '../state/model.js';
import type { State } from '../state/state.js';
import { refused } from './answers.js';
import { pageOf, windowOf } from './pages.js';
import type { Params } from './params.js';
import { TRADE_TYPE, tradeView } from './trade-view.js';
import { tradeStatus } from './words.js';

const TIMES = { modified: 'updatedAt', created: 'createdAt' } as const;

/** The calls about trades, for one shop. */
export class TradeApi {
  constructor(
    private readonly state: State,
    private readonly clock: Clock,
  ) {}

  fullInfo(shop: Shop, params: Params): object {
    const picked = params.picked();
    const order = this.state.orders.get(params.id('tid'));
    if (order?.shopId !== shop.shopId) throw refused(15, 'isv.trade-not-exist', '交易不存在');
    return { trade: picked(this.view(order, shop)) };
  }

  /** By the time of change, a day at most. */
  increment(shop: Shop, params: Params): object {
    return this.list(shop, params, 'modified', { needed: true, longest: DAY });
  }

  sold(shop: Shop, params: Params): object {
    return this.list(shop, params, 'created', { needed: false, longest: Number.POSITIVE_INFINITY });
  }

  /** The newest first. */
  private list(
    shop: Shop,
    params: Params,
    what: keyof typeof TIMES,
    limits: Parameters<typeof windowOf>[3],
  ): object {
    const picked = params.picked();
    const wanted = windowOf(params, what, this.clock.now(), limits);
    const time = TIMES[what];
    const status = params.text('status');
    const types = params.text('type')?.split(',') ?? [TRADE_TYPE];
    const found = [...this.state.orders.values()]
      .filter((order) => order.shopId === shop.shopId && wanted(order[time]) && types.includes(TRADE_TYPE))
      .filter((order) => status === undefined || tradeStatus(order) === status)
      .sort((a, b) => b[time] - a[time] || (a.id < b.id ? 1 : -1));
    const { rows, counted } = pageOf(params, found);
    return { ...counted, trades: { trade: rows.map((order) => picked(this.view(order, shop))) } };
  }

  private view(order: Order, shop: Shop): object {
    return tradeView(order, shop, casesOf(this.state, order.id));
  }
}
