import { toShanghai, type Clock } from '@cartrail/kernel';
import { postponed } from '../couriers/postponed.js';
import type { Deliveries } from '../delivery/deliveries.js';
import { isYes, membersOf, type Outlet } from '../delivery/outlet.js';
import type { Booking } from '../state/booking.model.js';
import type { Push, PushAbout } from '../state/model.js';
import { digits, seeded } from '../state/seeded.js';
import type { Accounts } from '../vendors/accounts.js';
import type { Following } from '../vendors/following.js';
import type { Change, News } from '../vendors/vendor.js';
import { STO, statusOf } from './booking.js';
import { nodesOf, traceOf, type Node } from './track-view.js';

/** One event a push, unsigned: traces to whoever subscribed, steps and weights of orders to whoever ordered. */
export class StoPushes implements Outlet {
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
    return isYes(membersOf(answer)['success']);
  }

  scanned({ parcel, scan, history }: News): void {
    const { number } = parcel;
    const sender = this.following.senderOf(number);
    for (const appkey of this.following.askersOf(parcel)) {
      const linkCode = sender?.accountId === appkey ? sender.orderId : '';
      const told = (node: Node): object => ({ waybillNo: number, linkCode, trace: traceOf(number, node) });
      const nodes = nodesOf(scan);
      for (const [index, node] of nodes.entries()) {
        this.send(appkey, {
          key: `trace:${appkey}:${number}`,
          about: { number, scans: history.length, tag: 'trace' },
          last: history.length === parcel.scans.length && index === nodes.length - 1,
          content: told(node),
          lie: told({ ...node, at: node.at + 1_000, scanType: '签收', memo: '伪造签收' }),
        });
      }
    }
  }

  moved(one: Booking, change: Change): void {
    const lie = returned(one, '伪造');
    const [status, slot] = [statusOf(one), postponed(one)];
    if (slot) this.about(one, 'order', 'slot', rebooked(one, slot), lie);
    if (status !== undefined) this.about(one, 'order', status, eventOf(one, status, change), lie);
    if (one.state === 'settled' && change.freightFen !== undefined) this.weight(one);
  }

  /** In kilograms, hours after the parcel was taken. */
  private weight(one: Booking): void {
    const content = { BillCode: one.number, SettleWeight: (one.billedGrams / 1_000).toFixed(2) };
    this.about(one, 'weight', 'weight', content, { ...content, SettleWeight: '99.00' });
  }

  private about(one: Booking, tag: string, status: string | number, content: object, lie: object): void {
    one.callbacks.push({ at: this.clock.now(), status });
    const about = { taskId: one.taskId, reference: one.reference, phone: one.sender.phone, status, tag };
    this.send(one.accountKey, { key: `order:${one.taskId}`, about, content, lie });
  }

  private send(appkey: string, { key, about, content, lie, last }: Message): void {
    const asJson = this.accounts.get(appkey)?.['pushBody'] === 'json';
    const body = (told: object): string => {
      const text = JSON.stringify(told);
      return asJson ? text : new URLSearchParams({ content: text }).toString();
    };
    this.deliveries.send({
      provider: STO,
      sender: appkey,
      key,
      contentType: asJson ? 'application/json' : 'application/x-www-form-urlencoded;charset=utf-8',
      headers: {},
      body: body(content),
      forged: { body: body(lie), headers: {} },
      about,
      ...(last === undefined ? {} : { last }),
    });
  }
}

interface Message {
  key: string;
  about: PushAbout;
  content: object;
  lie: object;
  last?: boolean;
}

/** Each event has a member of its own. */
function eventOf(one: Booking, status: number, { message = '' }: Change): object {
  const billCode = one.numberTold ? one.number : '';
  switch (one.state) {
    case 'cancelled':
      return {
        event: 'ORDER_CANCEL_NOTIFY',
        cancelInfo: { orderId: one.reference, reason: one.cancelMsg ?? '', billCode },
      };
    case 'rejected':
    case 'failed':
      return returned(one, message);
    default:
      return {
        event: 'ORDER_STATUS_CHANGE_NOTIFY',
        changeInfo: { orderId: one.reference, billCode, status, ...siteOf(one) },
      };
  }
}

const returned = (one: Booking, reason: string): object => ({
  event: 'ORDER_RETURN_NOTIFY',
  returnInfo: { orderId: one.reference, reason, code: '' },
});

const rebooked = ({ reference }: Booking, { from, to }: NonNullable<Booking['slot']>): object => ({
  event: 'ORDER_UPDATE_FETCHTIME_NOTIFY',
  modifyInfo: {
    orderId: reference,
    fetchStartTime: toShanghai(from),
    fetchEndTime: toShanghai(to),
    reason: '业务员改约取件时间',
    code: '',
  },
});

function siteOf({ courier, slot, taskId }: Booking): object {
  const random = seeded(`site ${taskId}`);
  return {
    siteName: '模拟网点',
    siteCode: digits(random, 6),
    sitePhone: `021${digits(random, 8)}`,
    userCode: courier ? digits(random, 8) : '',
    userName: courier?.name ?? '',
    userMobile: courier?.mobile ?? '',
    fetchStartTime: slot ? toShanghai(slot.from) : '',
    fetchEndTime: slot ? toShanghai(slot.to) : '',
    printCode: courier ? digits(random, 4) : '',
  };
}
