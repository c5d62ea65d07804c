import type { Clock, Instant } from '@cartrail/kernel';
import { stringify } from 'lossless-json';
import type { Deliveries } from '../delivery/deliveries.js';
import { membersOf, type Outlet } from '../delivery/outlet.js';
import { carriers } from '../orders/catalogue.js';
import type { Order, OrderParcel, PushAbout } from '../state/model.js';
import type { State } from '../state/state.js';
import { signEvent } from './sign.js';

export const tags = {
  created: '100',
  paid: '101',
  shipped: '102',
  finished: '103',
  logisticsChanged: '104',
  addressChanged: '105',
  cancelled: '106',
  partlyShipped: '108',
} as const;
export type Tag = keyof typeof tags;

/** Tells the application's push URL what happened. */
export class DouyinPushes implements Outlet {
  constructor(
    private readonly state: State,
    private readonly clock: Clock,
    private readonly deliveries: Deliveries,
  ) {}

  urlOf(): string | null {
    return this.state.targets.douyinPushUrl;
  }

  took(_push: unknown, answer: string): boolean {
    return membersOf(answer)['code'] === 0;
  }

  /** The test message every saved URL gets at once. */
  urlSaved(appKey: string): void {
    const item = { tag: '0', msg_id: '0', data: String(seconds(this.clock.now())) };
    this.post(appKey, `app:${appKey}`, [item], [item], { tag: '0', msgId: '0' });
  }

  order(tag: Tag, order: Order, parcel?: OrderParcel): void {
    const data = { ...common(order), ...detailOf(tag, order, parcel) };
    const forged = { ...data, order_status: 4, forged: true };
    const about = { orderId: order.id, tag: tags[tag] };
    this.tell(order.shopId, `order:${order.id}`, tags[tag], [text(data), text(forged)], about);
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
    this.post(shop.appKey, key, [item(data)], [item(forged)], { ...about, msgId });
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

function detailOf(tag: Tag, order: Order, parcel: OrderParcel | undefined): Record<string, unknown> {
  switch (tag) {
    case 'created':
      return { create_time: seconds(order.createdAt) };
    case 'paid':
      return { pay_time: seconds(order.paidAt), pay_type: 2, pay_amount: payAmount(order) };
    case 'shipped':
    case 'partlyShipped':
    case 'logisticsChanged':
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

export const payAmount = (order: Order): number =>
  order.lines.reduce((sum, line) => sum + line.priceFen * line.quantity, 0);
