import { toShanghai, type Clock } from '@cartrail/kernel';
import type { Deliveries } from '../delivery/deliveries.js';
import { membersOf, type Outlet } from '../delivery/outlet.js';
import type { Booking } from '../state/booking.model.js';
import type { Parcel, Push, PushAbout } from '../state/model.js';
import type { Accounts } from '../vendors/accounts.js';
import type { Following } from '../vendors/following.js';
import type { News } from '../vendors/vendor.js';
import { seal } from './sign.js';
import { itemsOf, pickedUp, view, type Item } from './track-view.js';
import { EMS, type EmsTracks } from './tracks.js';

const FORM = 'application/x-www-form-urlencoded;charset=utf-8';
const API_CODE = '040002';

/** One event a push, sealed with the customer's key: nobody asks for them, the agreement says who is told. */
export class EmsPushes implements Outlet {
  constructor(
    private readonly accounts: Accounts,
    private readonly following: Following,
    private readonly tracks: EmsTracks,
    private readonly clock: Clock,
    private readonly deliveries: Deliveries,
  ) {}

  urlOf({ sender }: Push): string | null {
    return this.accounts.get(sender)?.['pushUrl'] ?? null;
  }

  took(_push: Push, answer: string): boolean {
    return membersOf(answer)['code'] === '00000';
  }

  scanned({ parcel, scan, history }: News): void {
    if (parcel.carrier !== 'EMS') return;
    const items = itemsOf(scan, this.tracks.bookingOf(parcel.number) !== undefined);
    for (const senderNo of this.customersOf(parcel)) {
      for (const [index, item] of items.entries()) {
        const last = history.length === parcel.scans.length && index === items.length - 1;
        this.send(senderNo, parcel.number, item, { about: { scans: history.length }, last });
      }
    }
  }

  /** Of an order nothing is told but that the parcel was taken. */
  moved(one: Booking): void {
    if (one.state !== 'picked-up' || one.pickedUpAt === null) return;
    one.callbacks.push({ at: this.clock.now(), status: one.state });
    const about = { taskId: one.taskId, reference: one.reference, phone: one.sender.phone };
    this.send(one.accountKey, one.number, pickedUp(one.pickedUpAt), { about });
  }

  /** A parcel nobody ordered a courier for is one of the customer's sales. */
  private customersOf({ number }: Parcel): string[] {
    const sender = this.following.senderOf(number);
    return sender ? [sender.accountId] : this.accounts.ids();
  }

  private send(
    senderNo: string,
    number: string,
    item: Item,
    { about, last }: { about: PushAbout; last?: boolean },
  ): void {
    const account = this.accounts.get(senderNo);
    const { signKey } = account ?? {};
    if (typeof signKey !== 'string' || !account?.['pushUrl']) return;
    const tail = account['pushTail'] === 'none' ? '' : signKey;
    const body = (told: Item, sealed: (json: string) => string): string =>
      new URLSearchParams({
        apiCode: API_CODE,
        senderNo,
        timeStamp: toShanghai(this.clock.now()),
        logitcsInterface: sealed(JSON.stringify(view(number, told))),
        msgType: '0',
        version: 'V1.0.0',
      }).toString();
    const lie = { ...item, at: item.at + 1_000, opCode: '704', opDesc: '伪造妥投' };
    this.deliveries.send({
      provider: EMS,
      sender: senderNo,
      key: `item:${senderNo}:${number}`,
      contentType: FORM,
      headers: {},
      body: body(item, (json) => seal(json, signKey, tail)),
      forged: { body: body(lie, (json) => seal(json, WRONG_KEY)), headers: {} },
      about: { number, tag: API_CODE, status: item.opCode, ...about },
      ...(last === undefined ? {} : { last }),
    });
  }
}

const WRONG_KEY = Buffer.from('not the real key').toString('base64');
