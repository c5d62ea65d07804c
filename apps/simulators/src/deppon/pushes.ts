import type { Clock } from '@cartrail/kernel';
import type { Deliveries } from '../delivery/deliveries.js';
import { isYes, membersOf, type Outlet } from '../delivery/outlet.js';
import type { Booking, BookingState } from '../state/booking.model.js';
import type { Push, PushAbout } from '../state/model.js';
import type { Accounts } from '../vendors/accounts.js';
import type { Following } from '../vendors/following.js';
import type { News } from '../vendors/vendor.js';
import { SUCCESS } from './answers.js';
import { listOf, tracesOf, type Trace } from './track-view.js';

export const DEPPON = 'deppon';

const FORM = 'application/x-www-form-urlencoded;charset=utf-8';

const statusTypes: Readonly<Partial<Record<BookingState, string>>> = {
  rejected: 'INVALID',
  accepted: 'SHOUTCAR',
  assigned: 'RECEIPTING',
  'picked-up': 'GOT',
  failed: 'FAILGOT',
  cancelled: 'CANCEL',
  dropped: 'CANCEL',
  delivered: 'SIGNSUCCESS',
};

/** How an order stands, in the last word there was for it; there is none before somebody is sent. */
export const statusTypeOf = ({ state, callbacks }: Booking): string | number | undefined =>
  statusTypes[state] ?? callbacks.at(-1)?.status;

export const statusOf = (one: Booking): string => String(statusTypeOf(one) ?? one.state);

/** Traces to whoever asked, steps of orders to whoever ordered; unsigned, since no signature is documented. */
export class DepponPushes implements Outlet {
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
    const { success, error_code } = membersOf(answer);
    return isYes(success) && String(error_code) === SUCCESS;
  }

  /** What is new, or everything so far: the account says which, since it is not documented. */
  scanned({ parcel, scan, history }: News): void {
    const { number } = parcel;
    for (const companyCode of this.following.askersOf(parcel)) {
      const isWhole = this.accounts.get(companyCode)?.['pushes'] === 'whole';
      const traces = (isWhole ? history : [scan]).flatMap(tracesOf);
      const lie = { at: scan.at + 1_000, status: 'SIGNED', description: '伪造签收', city: scan.location };
      const content = (told: readonly Trace[]): object => ({
        track_list: [{ tracking_number: number, trace_list: listOf(number, told) }],
      });
      this.send(companyCode, {
        key: `trace:${companyCode}:${number}`,
        about: { number, tag: 'trace', scans: history.length },
        content: content(traces),
        lie: content([...traces, lie]),
        last: history.length === parcel.scans.length,
      });
    }
  }

  moved(one: Booking): void {
    const statusType = statusTypes[one.state];
    if (statusType === undefined) return;
    one.callbacks.push({ at: this.clock.now(), status: statusType });
    const courier = one.courier ? `${one.courier.name} ${one.courier.mobile}` : '';
    const content = {
      logisticCompanyID: 'DEPPON',
      logisticID: one.reference,
      mailNo: one.number,
      statusType,
      comments: statusType === 'RECEIPTING' ? courier : (one.cancelMsg ?? ''),
    };
    this.send(one.accountKey, {
      key: `order:${one.taskId}`,
      about: {
        taskId: one.taskId,
        reference: one.reference,
        phone: one.sender.phone,
        status: statusType,
        tag: 'order',
      },
      content,
      lie: { ...content, statusType: 'CANCEL', comments: '伪造' },
    });
  }

  private send(companyCode: string, { key, about, content, lie, last }: Message): void {
    const body = (told: object): string => new URLSearchParams({ params: JSON.stringify(told) }).toString();
    this.deliveries.send({
      provider: DEPPON,
      sender: companyCode,
      key,
      contentType: FORM,
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
