import { fenToYuan, machineClock, toShanghai, type Clock } from '@cartrail/kernel';
import { settledFen } from '../couriers/booking-truth.js';
import type { Deliveries } from '../delivery/deliveries.js';
import { membersOf, type Outlet } from '../delivery/outlet.js';
import type { Booking } from '../state/booking.model.js';
import type { Push, PushAbout } from '../state/model.js';
import type { Accounts } from '../vendors/accounts.js';
import type { Following } from '../vendors/following.js';
import type { Change, News } from '../vendors/vendor.js';
import { JT, stepsOf } from './booking.js';
import { digestOf } from './sign.js';
import { detailsOf, view } from './track-view.js';

const FORM = 'application/x-www-form-urlencoded;charset=utf-8';

/** Traces to whoever subscribed, steps of orders and bills to whoever ordered; signed in the headers. */
export class JtPushes implements Outlet {
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
    const { code } = membersOf(answer);
    return code === '1' || code === 1;
  }

  /** The new scans and the one before them, newest first. */
  scanned({ parcel, scan, history }: News): void {
    const fresh = detailsOf(scan);
    const known = history.flatMap(detailsOf);
    const at = known.findIndex((one) => one.at === fresh[0]?.at);
    const told = [...known.slice(Math.max(0, at - 1), at), ...fresh];
    for (const apiAccount of this.following.askersOf(parcel, fresh.at(-1)?.scanType)) {
      const account = this.accounts.get(apiAccount);
      const asNames = account?.['scanTypes'] === 'names';
      const sender = this.following.senderOf(parcel.number);
      const content = (details: typeof told): object => ({
        billCode: parcel.number,
        txlogisticId: sender?.accountId === apiAccount ? sender.orderId : '',
        details: details.map((one) => view(parcel.number, one, asNames)).reverse(),
      });
      const lie = { at: scan.at + 1_000, scanType: '10', desc: '伪造签收', city: scan.location };
      this.send(apiAccount, {
        key: `trace:${apiAccount}:${parcel.number}`,
        about: { number: parcel.number, tag: 'trace', scans: history.length },
        content: content(told),
        lie: content([...told, lie]),
        last: history.length === parcel.scans.length,
      });
    }
  }

  moved(one: Booking, change: Change): void {
    for (const scanType of stepsOf(one)) this.step(one, scanType, change);
    if (one.state === 'settled') this.bill(one);
  }

  private step(one: Booking, scanType: string, { message }: Change): void {
    const content = {
      txlogisticId: one.reference,
      billCode: one.number,
      jtOrderId: one.orderId,
      scanType,
      weight: scanType === '已揽收' ? (one.billedGrams / 1_000).toFixed(2) : '',
      reason: scanType === '已取消' ? (one.cancelMsg ?? message ?? '') : '',
      time: toShanghai(this.clock.now()),
      carrierCode: '',
    };
    this.about(one, 'order', scanType, content, { ...content, scanType: '已取消', reason: '伪造' });
  }

  /** All settlements so far, in yuan. */
  private bill(one: Booking): void {
    const freight = one.settlements.reduce((sum, { freightFen }) => sum + freightFen, 0);
    const content = {
      waybillNo: one.number,
      totalFreight: fenToYuan(settledFen(one)),
      packageChargeWeight: (one.billedGrams / 1_000).toFixed(2),
      insuredFee: '0.00',
      freight: fenToYuan(freight),
      customerCode: this.accounts.get(one.accountKey)?.['customerCode'] ?? '',
    };
    this.about(one, 'bill', 'bill', content, { ...content, totalFreight: '0.01', freight: '0.01' });
  }

  private about(one: Booking, tag: string, status: string, content: object, lie: object): void {
    one.callbacks.push({ at: this.clock.now(), status });
    const about = { taskId: one.taskId, reference: one.reference, phone: one.sender.phone, status, tag };
    this.send(one.accountKey, { key: `order:${one.taskId}`, about, content, lie });
  }

  private send(apiAccount: string, { key, about, content, lie, last }: Message): void {
    const privateKey = this.accounts.get(apiAccount)?.['privateKey'] ?? '';
    const signed = (told: object, secret: string): { body: string; headers: Record<string, string> } => {
      const bizContent = JSON.stringify(told);
      const timestamp = String(machineClock.now());
      return {
        body: new URLSearchParams({ bizContent }).toString(),
        headers: { apiAccount, digest: digestOf(bizContent, secret), timestamp },
      };
    };
    this.deliveries.send({
      provider: JT,
      sender: apiAccount,
      key,
      contentType: FORM,
      ...signed(content, privateKey),
      forged: signed(lie, 'not-the-key'),
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
