import { fenToYuan, newId, SECOND, toShanghai, type Clock } from '@cartrail/kernel';
import type { Deliveries } from '../delivery/deliveries.js';
import { membersOf, type Outlet } from '../delivery/outlet.js';
import type { CaseEvent, CaseNews, OrderEvent, OrderNews } from '../platforms/platform.js';
import type { Push, PushAbout, Shop } from '../state/model.js';
import type { State } from '../state/state.js';
import type { App } from './apps.js';
import { orderView, refundStateOf, statusOf } from './order-view.js';
import { demandOf, versionOf } from './refund-view.js';
import { signMessage } from './sign.js';

/** A change of address or of a number is told to nobody. */
const orderEvents: Readonly<Record<OrderEvent, readonly string[]>> = {
  created: ['trade_TradeCreate'],
  paid: ['trade_TradePaid', 'trade_TradeBuyerPay'],
  shipped: ['trade_TradeSellerShip'],
  partlyShipped: ['trade_TradePartlySellerShip'],
  cancelled: ['trade_TradeClose'],
  finished: ['trade_TradeSuccess'],
  addressChanged: [],
  numberReplaced: [],
};

const caseEvents: Readonly<Record<CaseEvent, string | null>> = {
  requested: 'BuyerCreated',
  amended: 'BuyerCreated',
  returnAgreed: 'RefundSellerAgreeReturnGoods',
  returnRefused: 'RefundSellerRefuse',
  returned: 'RefundBuyerReturnGoods',
  receiptRefused: 'RefundSellerRefuseBuyerReturnGoods',
  refundAgreed: 'RefundSellerAgree',
  refundRefused: 'RefundSellerRefuse',
  refunded: 'RefundSuccess',
  closed: 'RefundClosed',
  disputed: 'YouzanInterApplied',
  received: null,
  reshipped: null,
  completed: 'RefundSuccess',
  deadlineChanged: null,
};

/** Messages about one shop go to its application. */
export class YouzanPushes implements Outlet {
  constructor(
    private readonly state: State,
    private readonly clock: Clock,
    private readonly deliveries: Deliveries,
    private readonly appOf: (clientId: string) => App | undefined,
  ) {}

  urlOf({ sender }: Push): string | null {
    return this.appOf(sender)?.pushUrl ?? null;
  }

  /** Anything that says success will do. */
  took(_push: Push, answer: string): boolean {
    return membersOf(answer)['msg'] === 'success';
  }

  /** Every saved URL gets a test message at once. */
  urlSaved(app: App): void {
    const envelope = { id: 'test', kdt_id: 0, kdt_name: '', type: 'trade_TradeCreate', test: 'true' };
    this.post(app, `app:${app.clientId}`, envelope, {}, { tag: 'test' });
  }

  order({ what, order, shop, parcel }: OrderNews): void {
    const app = this.appOf(shop.appKey);
    if (!app) return;
    const whole = what === 'created' || what === 'paid';
    const view = orderView(order, app.clientSecret, refundStateOf(order, this.state));
    const message = whole
      ? { full_order_info: view }
      : {
          tid: order.id,
          update_time: toShanghai(order.updatedAt),
          ...(parcel && { oids: parcel.lines.map((line) => line.platformLineId).join(',') }),
        };
    for (const type of orderEvents[what]) {
      const envelope = { ...envelopeOf(shop), id: order.id, type, status: statusOf(order) };
      this.post(app, `order:${order.id}`, envelope, message, { orderId: order.id, shopId: shop.shopId });
    }
  }

  afterSale({ what, one, order, shop }: CaseNews): void {
    const [app, name] = [this.appOf(shop.appKey), caseEvents[what]];
    if (!app || name === null) return;
    const message = {
      tid: order.id,
      refund_id: one.id,
      oids: one.lines.map((line) => line.platformLineId).join(','),
      refund_type: demandOf(one) === 1 ? 'REFUND_ONLY' : 'REFUND_AND_RETURN',
      refunded_fee: fenToYuan(one.refundFen),
      version: versionOf(one),
      update_time: toShanghai(one.updatedAt),
    };
    const envelope = { ...envelopeOf(shop), id: order.id, type: `trade_refund_${name}` };
    const about = { orderId: order.id, afterSaleId: one.id, shopId: shop.shopId };
    this.post(app, `case:${one.id}`, envelope, message, about);
  }

  private post(app: App, key: string, envelope: Envelope, message: object, about: PushAbout): void {
    const msgId = newId();
    const bodyOf = (content: object, secret: string, sendCount: number): string => {
      const msg = encodeURIComponent(JSON.stringify(content)).replaceAll('%20', '+');
      const sign = signMessage(app.clientId, secret, msg);
      const version = Math.floor(this.clock.now() / SECOND);
      const base = { client_id: app.clientId, mode: 1, test: false, ...envelope };
      return JSON.stringify({ ...base, msg, msg_id: msgId, sendCount, sign, version });
    };
    this.deliveries.send({
      provider: 'youzan',
      sender: app.clientId,
      key,
      contentType: 'application/json',
      headers: {},
      body: bodyOf(message, app.clientSecret, 1),
      again: bodyOf(message, app.clientSecret, 2),
      forged: { body: bodyOf({ ...message, forged: true }, 'not-the-secret', 1), headers: {} },
      about: { tag: envelope.type, msgId, ...about },
    });
  }
}

interface Envelope {
  readonly id: string;
  readonly kdt_id: number | string;
  readonly kdt_name: string;
  readonly type: string;
  readonly status?: string;
  readonly test?: string;
}

const envelopeOf = ({ shopId, name }: Shop) => ({
  kdt_id: /^\d{1,15}$/.test(shopId) ? Number(shopId) : shopId,
  kdt_name: name,
});
