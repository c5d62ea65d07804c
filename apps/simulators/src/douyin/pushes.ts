import type { Clock, Instant } from '@cartrail/kernel';
import { stringify } from 'lossless-json';
import type { Deliveries } from '../delivery/deliveries.js';
import { membersOf, type Outlet } from '../delivery/outlet.js';
import { carriers } from '../orders/catalogue.js';
import { payAmount } from '../orders/words.js';
import type { OrderEvent, OrderNews } from '../platforms/platform.js';
import type { Order, OrderParcel, Push, PushAbout } from '../state/model.js';
import type { State } from '../state/state.js';
import { signEvent } from './sign.js';

const tags = {
  created: '100',
  paid: '101',
  shipped: '102',
  finished: '103',
  numberReplaced: '104',
  addressChanged: '105',
  cancelled: '106',
  partlyShipped: '108',
} as const satisfies Record<OrderEvent, string>;

/** Tells the application's push URL what happened. */
export class DouyinPushes implements Outlet {
  constructor(
    private readonly state: State,
    private readonly clock: Clock,
    private readonly deliveries: Deliveries,
  ) {}

  /** The application's own address, or else the one of `PUT /control/targets`. */
  urlOf({ sender }: Push): string | null {
    return this.urls().get(sender) ?? this.state.targets.douyinPushUrl;
  }

  urls(): Map<string, string> {
    return this.state.shelf('douyin.pushUrls') as Map<string, string>;
  }

  took(_push: unknown, answer: string): boolean {
    return membersOf(answer)['code'] === 0;
  }

  /** The test message every saved URL gets at once. */
  urlSaved(appKey: string): void {
    const item = { tag: '0', msg_id: '0', data: String(seconds(this.clock.now())) };
    this.post(appKey, `app:${appKey}`, [item], [item], { tag: '0', msgId: '0' });
  }

  order({ what, order, parcel }: OrderNews): void {
    const data = { ...common(order), ...detailOf(what, order, parcel) };
    const forged = { ...data, order_status: 4, forged: true };
    const about = { orderId: order.id, tag: tags[what] };
    this.tell(order.shopId, `order:${order.id}`, tags[what], [text(data), text(forged)], about);
  }

  /** One message about something of a shop, with what a forger would say instead. */
  tell(
    shopId: string,
    key: string,
    tag: string,
    [data, forged]: readonly [string, string],
    about: PushAbout,
  ): void {
    const shop = this.state.shops.get(shopId);
    if (!shop) return;
    const msgId = `${this.state.nextId()}::${tag}:${String(seconds(this.clock.now()))}:${shopId}`;
    const item = (content: string): object => ({ tag, msg_id: msgId, data: content });
    this.post(shop.appKey, key, [item(data)], [item(forged)], { shopId, ...about, msgId });
  }

  private post(appKey: string, key: string, items: object[], forged: object[], about: PushAbout): void {
    const secret = this.state.apps.get(appKey) ?? '';
    const [body, forgedBody] = [JSON.stringify(items), JSON.stringify(forged)];
    this.deliveries.send({
      provider: 'douyin',
      sender: appKey,
      key,
      contentType: 'application/json; charset=utf-8',
      headers: { 'app-id': appKey, 'event-sign': signEvent(appKey, secret, body) },
      body,
      forged: {
        body: forgedBody,
        headers: { 'app-id': appKey, 'event-sign': signEvent(appKey, 'not-the-secret', forgedBody) },
      },
      about,
    });
  }
}

export const seconds = (at: Instant | null): number => (at === null ? 0 : Math.floor(at / 1_000));

/** int64 ids are bare numbers in pushes, beyond what a double holds. */
export function text(data: Record<string, unknown>): string {
  const written = stringify(data);
  if (written === undefined) throw new TypeError('a push carries data');
  return written;
}

const common = (order: Order): Record<string, unknown> => ({
  p_id: BigInt(order.id),
  s_ids: order.lines.map((line) => BigInt(line.platformLineId)),
  shop_id: BigInt(order.shopId),
  order_status: order.status,
  order_type: 0,
  biz: 2,
});

function detailOf(what: OrderEvent, order: Order, parcel?: OrderParcel): Record<string, unknown> {
  switch (what) {
    case 'created':
      return { create_time: seconds(order.createdAt) };
    case 'paid':
      return { pay_time: seconds(order.paidAt), pay_type: 2, pay_amount: payAmount(order) };
    case 'shipped':
    case 'partlyShipped':
    case 'numberReplaced':
      return {
        update_time: seconds(order.updatedAt),
        ...(parcel ? { logistics_msg: logistics(parcel) } : {}),
      };
    case 'addressChanged':
      return { update_time: seconds(order.updatedAt) };
    case 'cancelled':
      return { cancel_time: seconds(order.cancelledAt), cancel_reason: '不想要了' };
    case 'finished':
      return { complete_time: seconds(order.finishedAt) };
  }
}

const logistics = (parcel: OrderParcel): object => ({
  express_company_id: carriers[parcel.carrier].douyinCode,
  logistics_code: parcel.number,
  pack_id: parcel.parcelId,
  shipped_order_info: parcel.lines.map((line) => ({
    shipped_order_id: BigInt(line.platformLineId),
    shipped_num: line.quantity,
  })),
});
