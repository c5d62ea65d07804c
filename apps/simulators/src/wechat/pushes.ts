import type { Clock } from '@cartrail/kernel';
import { stringify } from 'lossless-json';
import type { Deliveries } from '../delivery/deliveries.js';
import type { Outlet } from '../delivery/outlet.js';
import type { CaseEvent, CaseNews, OrderEvent, OrderNews } from '../platforms/platform.js';
import { digits, seeded } from '../state/seeded.js';
import type { Push, PushAbout } from '../state/model.js';
import type { WeChatApps } from './apps.js';
import { caseStatus, complaintView } from './case-view.js';
import { seconds } from './rows.js';
import { proofOf, seal } from './seal.js';

const events: Readonly<Record<OrderEvent, readonly string[]>> = {
  created: ['channels_ec_order_new'],
  paid: ['channels_ec_order_pay', 'channels_ec_order_wait_shipping'],
  shipped: ['channels_ec_order_deliver'],
  partlyShipped: ['channels_ec_order_deliver'],
  addressChanged: ['channels_ec_order_ext_info_update'],
  numberReplaced: ['channels_ec_order_ext_info_update'],
  cancelled: ['channels_ec_order_cancel'],
  finished: ['channels_ec_order_confirm'],
};

/** No new status: nothing is told. */
const untold: ReadonlySet<CaseEvent> = new Set(['deadlineChanged', 'received', 'reshipped']);

type Event = Record<string, unknown>;

/** Tells the application's push URL what happened, sealed unless it asked for plain text. */
export class WeChatPushes implements Outlet {
  constructor(
    private readonly apps: WeChatApps,
    private readonly clock: Clock,
    private readonly deliveries: Deliveries,
  ) {}

  /** The proof stands in the query, anew for every attempt; a forger does not know the token. */
  urlOf({ sender, body, forged }: Push): string | null {
    const app = this.apps.app(sender);
    if (!app?.pushUrl) return null;
    const timestamp = String(seconds(this.clock.now()));
    const nonce = digits(seeded(`${body} ${timestamp}`), 10);
    const parts = [forged ? 'not-the-token' : app.token, timestamp, nonce];
    const { Encrypt: sealed } = JSON.parse(body) as { Encrypt?: string };
    const url = new URL(app.pushUrl);
    const proofs = {
      signature: proofOf(parts),
      timestamp,
      nonce,
      ...(sealed !== undefined && { encrypt_type: 'aes', msg_signature: proofOf([...parts, sealed]) }),
    };
    for (const [name, value] of Object.entries(proofs)) url.searchParams.set(name, value);
    return url.href;
  }

  took(_push: Push, answer: string): boolean {
    return answer === 'success' || answer === '';
  }

  order({ what, order }: OrderNews): void {
    const detail = { order_id: BigInt(order.id), ...detailOf(what, order) };
    for (const name of events[what]) {
      const about = { orderId: order.id, shopId: order.shopId, tag: name };
      this.tell(
        order.shopId,
        `order:${order.id}`,
        this.event(name, order.updatedAt, { order_info: detail }),
        about,
      );
    }
  }

  afterSale({ what, one }: CaseNews): void {
    if (untold.has(what)) return;
    const disputed = what === 'disputed';
    const name = disputed ? 'channels_ec_complaint_update' : 'channels_ec_aftersale_update';
    const about = { orderId: one.orderId, afterSaleId: one.id, shopId: one.shopId, tag: name };
    const update = { status: caseStatus(one), after_sale_order_id: one.id, order_id: one.orderId };
    const detail = disputed
      ? { finder_shop_complaint: complaintView(one) }
      : { finder_shop_aftersale_status_update: update };
    const event = this.event(name, one.updatedAt, detail);
    this.tell(one.shopId, `case:${one.id}`, event, about);
  }

  private event(name: string, at: number, more: Event): Event {
    return {
      ToUserName: 'gh_simulated',
      FromUserName: 'o_simulated',
      CreateTime: seconds(at),
      MsgType: 'event',
      Event: name,
      ...more,
    };
  }

  private tell(appId: string, key: string, event: Event, about: PushAbout): void {
    const app = this.apps.app(appId);
    if (!app) return;
    const bodyOf = (told: Event): string => {
      const text = stringify(told) ?? '';
      return app.mode === 'plain'
        ? text
        : JSON.stringify({ ToUserName: 'gh_simulated', Encrypt: seal(app, text) });
    };
    this.deliveries.send({
      provider: 'wechat',
      sender: appId,
      key,
      contentType: 'application/json',
      headers: {},
      body: bodyOf(event),
      forged: { body: bodyOf({ ...event, forged: true }), headers: {} },
      about,
    });
  }
}

function detailOf(what: OrderEvent, order: OrderNews['order']): Event {
  switch (what) {
    case 'paid':
      return { pay_time: seconds(order.paidAt) };
    case 'shipped':
      return { finish_delivery: 1 };
    case 'partlyShipped':
      return { finish_delivery: 0 };
    case 'cancelled':
      return { cancel_type: 1 };
    case 'finished':
      return { confirm_type: 1 };
    case 'created':
    case 'addressChanged':
    case 'numberReplaced':
      return {};
  }
}
