import { fenToYuan, toShanghai, type Clock } from '@cartrail/kernel';
import { stringify } from 'lossless-json';
import type { Deliveries } from '../delivery/deliveries.js';
import { payAmount } from '../orders/words.js';
import type { CaseEvent, CaseNews, OrderEvent, OrderNews } from '../platforms/platform.js';
import type { PushAbout, Shop } from '../state/model.js';
import type { State } from '../state/state.js';
import type { Permits } from './permits.js';
import { TRADE_TYPE } from './trade-view.js';
import { phaseOf, tradeStatus } from './words.js';

const tradeTopics: Readonly<Record<OrderEvent, string>> = {
  created: 'TradeCreate',
  paid: 'TradeBuyerPay',
  shipped: 'TradeSellerShip',
  partlyShipped: 'TradePartlySellerShip',
  addressChanged: 'TradeLogisticsAddressChanged',
  numberReplaced: 'TradeChanged',
  cancelled: 'TradeClose',
  finished: 'TradeSuccess',
};

/** What is not here is told to nobody. */
const refundTopics: Readonly<Partial<Record<CaseEvent, string>>> = {
  requested: 'RefundCreated',
  returnAgreed: 'RefundSellerAgreeAgreement',
  refundAgreed: 'RefundSellerAgreeAgreement',
  returnRefused: 'RefundSellerRefuseAgreement',
  refundRefused: 'RefundSellerRefuseAgreement',
  receiptRefused: 'RefundSellerRefuseAgreement',
  returned: 'RefundBuyerReturnGoods',
  amended: 'RefundBuyerModifyAgreement',
  closed: 'RefundClosed',
  refunded: 'RefundSuccess',
  completed: 'RefundSuccess',
};

/** Says on the message channel what has happened at shops whose messages are wanted. */
export class Messages {
  constructor(
    private readonly state: State,
    private readonly clock: Clock,
    private readonly deliveries: Deliveries,
    private readonly permits: Permits,
  ) {}

  order({ what, order, shop }: OrderNews): void {
    const content = {
      tid: BigInt(order.id),
      oid: BigInt(order.lines[0]?.platformLineId ?? order.id),
      seller_nick: shop.name,
      payment: fenToYuan(payAmount(order)),
      type: TRADE_TYPE,
      status: tradeStatus(order),
    };
    this.say(shop, `taobao_trade_${tradeTopics[what]}`, content, { orderId: order.id });
  }

  afterSale({ what, one, order, shop }: CaseNews): void {
    const topic = refundTopics[what];
    if (topic === undefined) return;
    const content = {
      tid: BigInt(order.id),
      oid: BigInt(one.lines[0]?.platformLineId ?? '0'),
      refund_id: BigInt(one.id),
      refund_fee: fenToYuan(one.refundFen),
      bill_type: one.type === 0 ? 'return_bill' : 'refund_bill',
      refund_phase: phaseOf(order),
      modified: toShanghai(one.updatedAt),
      seller_nick: shop.name,
    };
    this.say(shop, `taobao_refund_${topic}`, content, { orderId: order.id, afterSaleId: one.id });
  }

  private say(shop: Shop, topic: string, content: object, about: PushAbout): void {
    if (!this.permits.has(shop.shopId)) return;
    this.deliveries.send({
      provider: 'taobao',
      sender: shop.appKey,
      key: about.orderId ?? '',
      contentType: 'application/json',
      headers: { topic, userid: shop.shopId, time: String(this.clock.now()) },
      body: stringify(content) ?? '',
      // a message carries no proof that could be false
      forged: { body: '', headers: {} },
      about: { ...about, shopId: shop.shopId, tag: topic, msgId: this.state.nextId() },
    });
  }
}
