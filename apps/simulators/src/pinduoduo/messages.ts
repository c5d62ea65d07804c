import type { Clock } from '@cartrail/kernel';
import { stringify } from 'lossless-json';
import type { Deliveries } from '../delivery/deliveries.js';
import type { CaseNews, OrderEvent, OrderNews } from '../platforms/platform.js';
import type { PushAbout, Shop } from '../state/model.js';
import type { State } from '../state/state.js';
import type { Permits } from './permits.js';

/** Those types that were seen; of what else may have happened nobody is told. */
const types: Readonly<Partial<Record<OrderEvent, string>>> = {
  paid: 'pdd_trade_TradeConfirmed',
  shipped: 'pdd_trade_TradeSellerShip',
  partlyShipped: 'pdd_trade_TradeSellerShip',
  numberReplaced: 'pdd_trade_TradeSellerShip',
  finished: 'pdd_trade_TradeSuccess',
};

/** Turns what happened into frames of the message channel. */
export class Messages {
  constructor(
    private readonly state: State,
    private readonly clock: Clock,
    private readonly deliveries: Deliveries,
    private readonly permits: Permits,
  ) {}

  order({ what, order, shop }: OrderNews): void {
    const type = types[what];
    if (type === undefined) return;
    const about = { shopId: shop.shopId, orderId: order.id };
    this.tell(shop, type, { tid: order.id }, `order:${order.id}`, about);
  }

  afterSale({ what, one, order, shop }: CaseNews): void {
    if (what !== 'requested') return;
    const content = {
      refund_fee: one.refundFen,
      modified: one.updatedAt,
      refund_id: BigInt(one.id),
      tid: order.id,
    };
    const about = { shopId: shop.shopId, orderId: order.id, afterSaleId: one.id };
    this.tell(shop, 'pdd_refund_RefundCreated', content, `case:${one.id}`, about);
  }

  /** Ids of messages and malls are bare integers beyond what a double holds. */
  private tell(shop: Shop, type: string, content: object, key: string, about: PushAbout): void {
    if (!this.permits.has(shop.shopId)) return;
    const [id, mallId] = [this.state.nextId(), BigInt(shop.shopId)];
    const now = this.clock.now();
    const body = stringify({
      id: BigInt(id),
      commandType: 'Common',
      time: now,
      sendTime: now,
      message: { type, mallID: mallId, content: stringify({ mall_id: mallId, ...content }) },
    });
    this.deliveries.send({
      provider: 'pinduoduo',
      sender: shop.appKey,
      key,
      contentType: 'application/json',
      headers: {},
      body: body ?? '',
      forged: { body: body ?? '', headers: {} },
      about: { ...about, tag: type, msgId: id },
    });
  }
}
