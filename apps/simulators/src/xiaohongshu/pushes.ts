import { SECOND, type Clock } from '@cartrail/kernel';
import type { Deliveries } from '../delivery/deliveries.js';
import { membersOf, type Outlet } from '../delivery/outlet.js';
import type { CaseEvent, CaseNews, OrderEvent, OrderNews } from '../platforms/platform.js';
import type { Actor } from '../state/after-sale.model.js';
import type { Push, PushAbout, Shop } from '../state/model.js';
import type { App, XiaohongshuApps } from './apps.js';
import { typeOf } from './case-view.js';
import { statusOf } from './order-view.js';
import { signPush } from './sign.js';
import type { Tokens } from './tokens.js';

const STATUS = 'msg_fulfillment_status_change';

/** No tag is documented for a number that is replaced: that is found by asking. */
const orderTags = {
  created: STATUS,
  paid: STATUS,
  shipped: STATUS,
  partlyShipped: STATUS,
  cancelled: STATUS,
  finished: STATUS,
  addressChanged: 'msg_fulfillment_receiver_change',
  numberReplaced: null,
} as const satisfies Record<OrderEvent, string | null>;

const UPDATE = 'msg_after_sale_update';
const caseTags = {
  requested: 'msg_after_sale_create',
  returnAgreed: 'msg_after_sale_audit_pass',
  refundAgreed: 'msg_after_sale_audit_pass',
  returnRefused: 'msg_after_sale_audit_reject',
  refundRefused: 'msg_after_sale_audit_reject',
  receiptRefused: 'msg_after_sale_reject_receive',
  reshipped: 'msg_after_sale_exchange_ship',
  closed: 'msg_after_sale_closed',
  returned: UPDATE,
  received: UPDATE,
  refunded: UPDATE,
  completed: UPDATE,
  amended: UPDATE,
  disputed: UPDATE,
  deadlineChanged: null,
} as const satisfies Record<CaseEvent, string | null>;

const requestFrom: Readonly<Record<Actor, number>> = { buyer: 1, merchant: 2, platform: 4 };

/** Tells an application's push URL what happened to its shops' orders and cases. */
export class Pushes implements Outlet {
  constructor(
    private readonly apps: XiaohongshuApps,
    private readonly tokens: Tokens,
    private readonly clock: Clock,
    private readonly deliveries: Deliveries,
  ) {
    apps.onUrlSaved((app) => {
      this.post(app, `app:${app.appId}`, '{"test":true}', '{"test":true}', { tag: 'test' });
    });
  }

  urlOf({ sender }: Push): string | null {
    return this.apps.get(sender)?.pushUrl ?? null;
  }

  took(_push: unknown, answer: string): boolean {
    return membersOf(answer)['success'] === true;
  }

  order({ what, order, shop }: OrderNews): void {
    const tag = orderTags[what];
    if (tag === null) return;
    const data = { orderId: order.id, updateTime: order.updatedAt };
    const told = tag === STATUS ? { ...data, orderStatus: statusOf(order) } : data;
    const about = { shopId: shop.shopId, orderId: order.id, tag };
    this.tell(shop, `order:${order.id}`, told, { ...told, orderStatus: 9 }, about);
  }

  afterSale({ what, one, order, shop }: CaseNews): void {
    const tag = caseTags[what];
    if (tag === null) return;
    const data = {
      returnsId: one.id,
      orderId: order.id,
      returnType: typeOf(one),
      requestFrom: requestFrom[one.history.at(-1)?.by ?? 'buyer'],
      refundFee: one.refundFen / 100,
      updateTime: one.updatedAt,
    };
    const about = { shopId: shop.shopId, orderId: order.id, afterSaleId: one.id, tag };
    this.tell(shop, `case:${one.id}`, data, { ...data, refundFee: one.refundFen }, about);
  }

  private tell(shop: Shop, key: string, data: object, forged: object, about: PushAbout): void {
    const app = this.apps.get(shop.appKey);
    if (!app || !this.tokens.has(shop)) return;
    const body = (content: object): string =>
      JSON.stringify([{ msgTag: about.tag, sellerId: shop.shopId, data: JSON.stringify(content) }]);
    this.post(app, key, body(data), body(forged), about);
  }

  private post(app: App, key: string, body: string, forged: string, about: PushAbout): void {
    const { appId, appSecret } = app;
    const timestamp = String(Math.floor(this.clock.now() / SECOND));
    const headers = (secret: string): Record<string, string> => ({
      timestamp,
      'app-key': appId,
      sign: app.pushUrl === null ? '' : signPush(secret, new URL(app.pushUrl), appId, timestamp),
    });
    this.deliveries.send({
      provider: 'xiaohongshu',
      sender: appId,
      key,
      contentType: 'application/json;charset=utf-8',
      headers: headers(appSecret),
      body,
      forged: { body: forged, headers: headers('not-the-secret') },
      about,
    });
  }
}
