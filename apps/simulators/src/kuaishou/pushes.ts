import type { Clock } from '@cartrail/kernel';
import { stringify } from 'lossless-json';
import type { Deliveries } from '../delivery/deliveries.js';
import { membersOf, type Outlet } from '../delivery/outlet.js';
import type { CaseEvent, CaseNews, OrderEvent, OrderNews } from '../platforms/platform.js';
import type { Push, PushAbout, Shop } from '../state/model.js';
import type { State } from '../state/state.js';
import type { App } from './apps.js';
import { openIdOf } from './oauth.js';
import { statusOf } from './order-view.js';
import { refundWords } from './refund-view.js';
import { sealMessage } from './sign.js';

/** A number that is replaced is told to nobody. */
const orderEvents: Readonly<Record<OrderEvent, string | null>> = {
  created: 'addOrder',
  paid: 'paySuccess',
  shipped: 'delivering',
  partlyShipped: 'delivering',
  addressChanged: 'addressChange',
  cancelled: 'orderFail',
  finished: 'orderSuccess',
  numberReplaced: null,
};

/** `eventType` of `_updateRefund`; `null` is told to nobody, and the first word of a case is another event. */
const caseEvents: Readonly<Record<CaseEvent, number | null>> = {
  requested: 0,
  returnAgreed: 3,
  returnRefused: 2,
  returned: 6,
  received: 7,
  receiptRefused: 2,
  refundAgreed: 50,
  refundRefused: 2,
  refunded: 60,
  reshipped: null,
  completed: 60,
  closed: 70,
  amended: 4,
  deadlineChanged: null,
  disputed: null,
};

const WRONG_KEY = Buffer.alloc(16, 1).toString('base64');

/** Messages about one shop go to its application, sealed with the application's key. */
export class KuaishouPushes implements Outlet {
  constructor(
    private readonly state: State,
    private readonly clock: Clock,
    private readonly deliveries: Deliveries,
    private readonly appOf: (appKey: string) => App | undefined,
  ) {}

  urlOf({ sender }: Push): string | null {
    return this.appOf(sender)?.pushUrl ?? null;
  }

  took(_push: Push, answer: string): boolean {
    return membersOf(answer)['result'] === 1;
  }

  /** Every saved URL hears the heartbeat at once, in the clear and sealed. */
  heartbeat(app: App): void {
    const beat = '{"test":true}';
    for (const body of [beat, sealMessage(app.messageSecret, beat)]) {
      this.post(app, `app:${app.appKey}`, [body, body], { tag: 'heartbeat' });
    }
  }

  order({ what, order, shop }: OrderNews): void {
    const name = orderEvents[what];
    if (name === null) return;
    const info = {
      oid: BigInt(order.id),
      sellerId: BigInt(shop.shopId),
      status: statusOf(order),
      updateTime: order.updatedAt,
    };
    this.tell(shop, `order:${order.id}`, `kwaishop_order_${name}`, info, { orderId: order.id });
  }

  /** A case names its seller on the outside only. */
  afterSale({ what, one, order, shop }: CaseNews): void {
    const eventType = caseEvents[what];
    if (eventType === null) return;
    const { status, handlingWay } = refundWords(one);
    const info = {
      orderId: BigInt(order.id),
      refundId: BigInt(one.id),
      handlingWay,
      specialRefundType: 0,
      status,
      ...(what === 'requested' ? { createTime: one.appliedAt } : { eventType, updateTime: one.updatedAt }),
    };
    const event = `kwaishop_aftersales_${what === 'requested' ? 'addRefund' : 'updateRefund'}`;
    this.tell(shop, `case:${one.id}`, event, info, { orderId: order.id, afterSaleId: one.id });
  }

  private tell(shop: Shop, key: string, event: string, info: object, about: PushAbout): void {
    const app = this.appOf(shop.appKey);
    if (!app) return;
    const eventId = `${this.state.nextId()}_${shop.shopId}`;
    const message = stringify({
      eventId,
      msgId: eventId,
      bizId: BigInt(about.afterSaleId ?? about.orderId ?? '0'),
      userId: BigInt(shop.shopId),
      openId: openIdOf(shop),
      appKey: app.appKey,
      event,
      info: stringify(info),
      createTime: this.clock.now(),
      test: false,
    });
    const bodies = [app.messageSecret, WRONG_KEY].map((secret) => sealMessage(secret, message ?? ''));
    const told = { shopId: shop.shopId, ...about, tag: event, msgId: eventId };
    this.post(app, key, [bodies[0] ?? '', bodies[1] ?? ''], told);
  }

  private post(app: App, key: string, [body, forged]: [string, string], about: PushAbout): void {
    this.deliveries.send({
      provider: 'kuaishou',
      sender: app.appKey,
      key,
      contentType: 'text/plain;charset=utf-8',
      headers: {},
      body,
      forged: { body: forged, headers: {} },
      about,
    });
  }
}
