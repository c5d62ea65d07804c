import type { Clock } from '@cartrail/kernel';
import type { AfterSale } from '../state/after-sale.model.js';
import type { Shop } from '../state/model.js';
import type { State } from '../state/state.js';
import { refused } from './answers.js';
import { pageOf, windowOf } from './pages.js';
import type { Params } from './params.js';
import { refundView } from './refund-view.js';
import { refundStatusOf } from './words.js';

/** The calls about refunds, for one shop. */
export class RefundApi {
  constructor(
    private readonly state: State,
    private readonly clock: Clock,
  ) {}

  get(shop: Shop, params: Params): object {
    const picked = params.picked();
    const one = this.state.afterSales.get(params.id('refund_id'));
    if (one?.shopId !== shop.shopId) throw refused(15, 'isv.refund-not-exist', '退款单不存在');
    return { refund: picked(this.view(one, shop)) };
  }

  received(shop: Shop, params: Params): object {
    const picked = params.picked();
    const limits = { needed: false, longest: Number.POSITIVE_INFINITY };
    const wanted = windowOf(params, 'modified', this.clock.now(), limits);
    const status = params.text('status');
    const found = [...this.state.afterSales.values()]
      .filter((one) => one.shopId === shop.shopId && wanted(one.updatedAt))
      .filter((one) => status === undefined || refundStatusOf(one) === status)
      .sort((a, b) => b.updatedAt - a.updatedAt || b.seq - a.seq);
    const { rows, counted } = pageOf(params, found);
    return { ...counted, refunds: { refund: rows.map((one) => picked(this.view(one, shop))) } };
  }

  private view(one: AfterSale, shop: Shop): object {
    const order = this.state.orders.get(one.orderId);
    return order ? refundView(one, order, shop) : {};
  }
}
