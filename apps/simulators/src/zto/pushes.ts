import type { Clock } from '@cartrail/kernel';
import { settledFen } from '../couriers/booking-truth.js';
import type { Deliveries } from '../delivery/deliveries.js';
import { isYes, membersOf, type Outlet } from '../delivery/outlet.js';
import type { PushAbout, Push } from '../state/model.js';
import type { Accounts } from '../vendors/accounts.js';
import type { Following } from '../vendors/following.js';
import type { Change, News } from '../vendors/vendor.js';
import { NUMBER_ASSIGNED, statuses, ZTO, type ZtoBooking } from './booking.js';
import { digestOf } from './sign.js';
import { nodesOf, traceOf } from './track-view.js';

type MessageType = 'Traces' | 'preorder' | 'price';

/** One event a push, signed over its `data`: of parcels and orders to whoever asked, and what a parcel costs. */
export class ZtoPushes implements Outlet {
  constructor(
    private readonly accounts: Accounts,
    private readonly following: Following,
    private readonly clock: Clock,
    private readonly deliveries: Deliveries,
  ) {}

  urlOf({ sender }: Push): string | null {
    return this.accounts.get(sender)?.['pushUrl'] ?? null;
  }

  took(_push: Push, answer: string): boolean {
    return isYes(membersOf(answer)['status']);
  }

  scanned({ parcel, scan, history }: News): void {
    for (const appKey of this.following.askersOf(parcel)) {
      const nodes = nodesOf(scan);
      for (const [index, node] of nodes.entries()) {
        const last = history.length === parcel.scans.length && index === nodes.length - 1;
        const lie = { ...node, at: node.at + 1_000, action: 'SIGNED', desc: '伪造签收' };
        const about = { number: parcel.number, scans: history.length };
        const key = `track:${appKey}:${parcel.number}`;
        this.send(appKey, 'Traces', {
          key,
          about,
          last,
          data: traceOf(parcel, node),
          lie: traceOf(parcel, lie),
        });
      }
    }
  }

  moved(one: ZtoBooking, change: Change): void {
    if (one.state === 'settled') this.price(one);
    const status = statuses[one.state];
    if (status === undefined || !one.followed) return;
    this.preorder(one, status, one.state === 'delivered' ? '' : (change.message ?? ''));
    if (one.state === 'placed' && one.numberTold) this.preorder(one, NUMBER_ASSIGNED, '');
  }

  private preorder(one: ZtoBooking, status: number, message: string): void {
    const data = {
      order_code: one.orderId,
      bill_code: one.numberTold ? one.number : '',
      pre_order_status: status,
      error_msg: message,
    };
    this.about(one, 'preorder', status, data, { ...data, pre_order_status: 6, error_msg: '伪造' });
  }

  /** All settlements so far. */
  private price(one: ZtoBooking): void {
    const settlementAmount = settledFen(one);
    const content = { billCode: one.number, settlementWeight: one.billedGrams, settlementAmount, volume: 0 };
    const data = (result: object): object => ({ result: JSON.stringify(result) });
    this.about(one, 'price', 'price', data(content), data({ ...content, settlementAmount: 1 }));
  }

  private about(
    one: ZtoBooking,
    type: MessageType,
    status: string | number,
    data: object,
    lie: object,
  ): void {
    one.callbacks.push({ at: this.clock.now(), status });
    const about = { taskId: one.taskId, reference: one.reference, phone: one.sender.phone, status };
    this.send(one.accountKey, type, { key: `order:${one.taskId}`, about, data, lie });
  }

  private send(appKey: string, type: MessageType, message: Message): void {
    const { data, lie, about, key, last } = message;
    const account = this.accounts.get(appKey);
    const asJson = account?.['pushBody'] === 'json';
    const body = (content: object, secret: string): string => {
      const text = JSON.stringify(content);
      const digest = digestOf(text, secret);
      const fields = { data: text, data_digest: digest, company_id: appKey, msg_type: type, token: '' };
      return asJson ? JSON.stringify(fields) : new URLSearchParams(fields).toString();
    };
    this.deliveries.send({
      provider: ZTO,
      sender: appKey,
      key,
      contentType: asJson ? 'application/json' : 'application/x-www-form-urlencoded;charset=utf-8',
      headers: {},
      body: body(data, account?.['appSecret'] ?? ''),
      forged: { body: body(lie, 'not-the-secret'), headers: {} },
      about: { ...about, tag: type },
      ...(last === undefined ? {} : { last }),
    });
  }
}

interface Message {
  key: string;
  about: PushAbout;
  data: object;
  lie: object;
  last?: boolean;
}
