import { createHash } from 'node:crypto';
import { newId, type Clock } from '@cartrail/kernel';
import { stringify } from 'lossless-json';
import type { Deliveries } from '../delivery/deliveries.js';
import { membersOf, type Outlet } from '../delivery/outlet.js';
import type { CaseEvent, CaseNews, OrderEvent, OrderNews } from '../platforms/platform.js';
import type { Push, PushAbout, Shop } from '../state/model.js';
import type { App } from './apps.js';
import { rightsOf, statusOf } from './enums.js';
import { idOf } from './order-view.js';

const orderEvents: Readonly<Record<OrderEvent, string>> = {
  created: 'create',
  paid: 'statusUpdate',
  shipped: 'statusUpdate',
  partlyShipped: 'statusUpdate',
  cancelled: 'statusUpdate',
  finished: 'statusUpdate',
  addressChanged: 'update',
  numberReplaced: 'update',
};

const caseEvents: Readonly<Record<CaseEvent, string | null>> = {
  requested: 'create',
  amended: 'infoUpdate',
  returnAgreed: 'statusUpdate',
  returnRefused: 'statusUpdate',
  returned: 'statusUpdate',
  receiptRefused: 'statusUpdate',
  refundAgreed: 'statusUpdate',
  refundRefused: 'statusUpdate',
  refunded: 'statusUpdate',
  closed: 'statusUpdate',
  disputed: 'statusUpdate',
  received: 'statusUpdate',
  reshipped: 'statusUpdate',
  completed: 'statusUpdate',
  deadlineChanged: null,
};

/** Messages about one shop go to its application, under a sign nobody outside can make or check. */
export class WeimobPushes implements Outlet {
  constructor(
    private readonly clock: Clock,
    private readonly deliveries: Deliveries,
    private readonly appOf: (clientId: string) => App | undefined,
  ) {}

  urlOf({ sender }: Push): string | null {
    return this.appOf(sender)?.pushUrl ?? null;
  }

  took(_push: Push, answer: string): boolean {
    const code = membersOf(answer)['code'];
    const isObject = typeof code === 'object' && code !== null && 'errcode' in code;
    return isObject && String(code.errcode) === '0';
  }

  /** Every saved URL gets a test message at once. */
  urlSaved(app: App): void {
    this.post(
      app,
      `app:${app.clientId}`,
      { topic: 'weimob_shop.order', event: 'create', test: true },
      {},
      {},
    );
  }

  order({ what, order, shop }: OrderNews): void {
    const app = this.appOf(shop.appKey);
    if (!app) return;
    const message = {
      orderNo: BigInt(order.id),
      orderStatus: statusOf(order),
      bosId: idOf(shop.shopId),
      createTime: order.createdAt,
      updateTime: order.updatedAt,
    };
    const envelope = { topic: 'weimob_shop.order', event: orderEvents[what], ...ofShop(shop) };
    this.post(app, `order:${order.id}`, envelope, message, { orderId: order.id, shopId: shop.shopId });
  }

  afterSale({ what, one, order, shop }: CaseNews): void {
    const [app, event] = [this.appOf(shop.appKey), caseEvents[what]];
    if (!app || event === null) return;
    const { rightsType, rightsStatus, refundType } = rightsOf(one);
    const message = {
      rightsId: BigInt(one.id),
      orderNo: BigInt(order.id),
      status: rightsStatus,
      rightsInfo: { rightsType, rightsStatus, refundType },
    };
    const envelope = { topic: 'weimob_shop.rights', event, ...ofShop(shop) };
    const about = { orderId: order.id, afterSaleId: one.id, shopId: shop.shopId };
    this.post(app, `case:${one.id}`, envelope, message, about);
  }

  private post(app: App, key: string, envelope: Envelope, message: object, about: PushAbout): void {
    const id = newId();
    const bodyOf = (content: object): string => {
      const msgBody = stringify(content) ?? '';
      const sign = createHash('sha256')
        .update(`${app.clientSecret}${msgBody}${this.clock.now()}`)
        .digest('hex');
      const base = { id, msgVersion: 'v2', specsType: 'wos', saasClientId: app.clientId, test: false };
      return stringify({ ...base, ...envelope, sign, msgBody }) ?? '';
    };
    this.deliveries.send({
      provider: 'weimob',
      sender: app.clientId,
      key,
      contentType: 'application/json',
      headers: {},
      body: bodyOf(message),
      forged: { body: bodyOf({ ...message, orderStatus: -1, forged: true }), headers: {} },
      about: { tag: `${envelope.topic}/${envelope.event}`, msgId: id, ...about },
    });
  }
}

interface Envelope {
  readonly topic: string;
  readonly event: string;
  readonly bosId?: bigint | string;
  readonly test?: true;
}

const ofShop = ({ shopId }: Shop): { bosId: bigint | string } => ({ bosId: idOf(shopId) });
