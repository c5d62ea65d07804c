import { fenToYuan, newId, toShanghai, type Clock } from '@cartrail/kernel';
import type { Deliveries, Outgoing } from '../delivery/deliveries.js';
import { membersOf, type Outlet } from '../delivery/outlet.js';
import type { Booking, BookingState } from '../state/booking.model.js';
import type { Parcel, Push, Scan } from '../state/model.js';
import { digits, seeded } from '../state/seeded.js';
import type { Accounts } from '../vendors/accounts.js';
import type { Following } from '../vendors/following.js';
import type { News } from '../vendors/vendor.js';
import { pushedRouteOf } from './route-view.js';

const JSON_TYPE = 'application/json;charset=utf-8';
const XML_TYPE = 'text/xml;charset=utf-8';
const FORM_TYPE = 'application/x-www-form-urlencoded;charset=utf-8';

/** SF's words for the steps of an order it tells; its codes for them are not documented. */
const words: Readonly<Partial<Record<BookingState, string>>> = {
  placed: '下单成功',
  rejected: '不可收派',
  accepted: '已派单',
  assigned: '收派员已接单',
  'picked-up': '已收件',
  failed: '揽收失败',
  cancelled: '已取消',
  dropped: '已取消',
};

/** How an order stands, in its last words. */
export const stepOf = ({ state, callbacks }: Booking): string =>
  words[state] ?? String(callbacks.at(-1)?.status ?? state);

/** Routes as they happen, steps of orders, and fees: unsigned, each acknowledged in a form of its own. */
export class SfPushes implements Outlet {
  constructor(
    private readonly accounts: Accounts,
    private readonly following: Following,
    private readonly clock: Clock,
    private readonly deliveries: Deliveries,
  ) {}

  urlOf({ sender }: Push): string | null {
    return this.accounts.get(sender)?.['pushUrl'] ?? null;
  }

  took({ about, contentType }: Push, answer: string): boolean {
    const { return_code, success, code } = membersOf(answer);
    switch (about.tag) {
      case 'route':
        return contentType === XML_TYPE ? /<Head>\s*OK\s*<\/Head>/.test(answer) : return_code === '0000';
      case 'fee':
        return code === 200;
      default:
        return success === true && code === 0;
    }
  }

  scanned({ parcel, scan, history }: News): void {
    for (const partnerId of this.following.askersAndSenderOf(parcel)) {
      this.routes(partnerId, parcel, [scan], history.length);
    }
  }

  /** Several nodes may travel in one push. */
  routes(partnerId: string, parcel: Parcel, scans: readonly Scan[], known: number): void {
    const last = scans.at(-1);
    if (!last) return;
    const body = (told: readonly Scan[]): string => this.routeBody(partnerId, parcel.number, told);
    const lie = { ...last, at: last.at + 1_000, code: '301', text: '伪造签收' };
    this.send(partnerId, {
      key: `route:${partnerId}:${parcel.number}`,
      contentType: this.isXml(partnerId) ? XML_TYPE : JSON_TYPE,
      body: body(scans),
      forged: { body: body([lie]), headers: {} },
      again: body(scans),
      about: { number: parcel.number, tag: 'route', scans: known },
      last: known === parcel.scans.length,
    });
  }

  order(one: Booking): void {
    const word = words[one.state];
    if (word === undefined) return;
    one.callbacks.push({ at: this.clock.now(), status: word });
    const body = (orderStateDesc: string): string =>
      JSON.stringify([
        {
          orderNo: one.reference,
          orderStateDesc,
          empCode: one.courier ? digits(seeded(`employee ${one.taskId}`), 8) : '',
          empPhone: one.courier?.mobile ?? '',
          lastTime: toShanghai(this.clock.now()),
        },
      ]);
    const about = { taskId: one.taskId, reference: one.reference, phone: one.sender.phone, status: word };
    this.send(one.accountKey, {
      key: `order:${one.taskId}`,
      contentType: JSON_TYPE,
      body: body(word),
      forged: { body: body('已取消'), headers: {} },
      about: { ...about, tag: 'order' },
    });
  }

  /** The whole list of fees so far, however late. */
  fees(one: Booking): void {
    one.callbacks.push({ at: this.clock.now(), status: 'fee' });
    const amounts = one.settlements.flatMap(({ freightFen, fees }) => [
      ...(freightFen > 0 ? [freightFen] : []),
      ...fees.map(({ amountFen }) => amountFen),
    ]);
    const asForm = this.accounts.get(one.accountKey)?.['feeBody'] !== 'json';
    const body = (amountsFen: readonly number[]): string => {
      const content = JSON.stringify({
        orderNo: one.reference,
        waybillNo: one.number,
        feeList: amountsFen.map((fen) => ({ feeAmt: Number(fenToYuan(fen)) })),
        meterageWeightQty: one.billedGrams / 1_000,
        volume: 0,
      });
      return asForm ? new URLSearchParams({ content }).toString() : JSON.stringify({ content });
    };
    const about = { taskId: one.taskId, reference: one.reference, phone: one.sender.phone, tag: 'fee' };
    this.send(one.accountKey, {
      key: `order:${one.taskId}`,
      contentType: asForm ? FORM_TYPE : JSON_TYPE,
      body: body(amounts),
      forged: { body: body([1]), headers: {} },
      about,
    });
  }

  private send(partnerId: string, out: Omit<Outgoing, 'provider' | 'sender' | 'headers'>): void {
    this.deliveries.send({ ...out, provider: 'sf', sender: partnerId, headers: {} });
  }

  private isXml(partnerId: string): boolean {
    return this.accounts.get(partnerId)?.['routeFormat'] === 'xml';
  }

  private routeBody(partnerId: string, number: string, scans: readonly Scan[]): string {
    const sender = this.following.senderOf(number);
    const orderId = sender?.accountId === partnerId ? sender.orderId : '';
    const routes = scans.map((scan) => pushedRouteOf(scan, number, orderId, newId()));
    if (!this.isXml(partnerId)) return JSON.stringify({ Body: { WaybillRoute: routes } });
    const elements = routes.map((route) => {
      const attributes = Object.entries(route).map(([name, value]) => `${name}="${escaped(value)}"`);
      return `<WaybillRoute ${attributes.join(' ')}/>`;
    });
    return `<Request service="RoutePushService" lang="zh-CN"><Body>${elements.join('')}</Body></Request>`;
  }
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
