import type { Clock } from '@cartrail/kernel';
import type { Deliveries } from '../delivery/deliveries.js';
import { membersOf, type Outlet } from '../delivery/outlet.js';
import type { Parcel, Push, PushAbout } from '../state/model.js';
import type { Accounts } from '../vendors/accounts.js';
import type { Following } from '../vendors/following.js';
import type { News } from '../vendors/vendor.js';
import { JDL, momentOf, stepOf, type JdlBooking } from './booking.js';
import type { JdlHistory } from './history.js';
import { nodesOf, pushed, stepNode, type Node } from './nodes.js';

const JSON_TYPE = 'application/json;charset=utf-8';

/** One node a push, of orders and parcels alike, to whoever subscribed; unsigned, since no signature is documented. */
export class JdlPushes implements Outlet {
  constructor(
    private readonly accounts: Accounts,
    private readonly following: Following,
    private readonly history: JdlHistory,
    private readonly clock: Clock,
    private readonly deliveries: Deliveries,
  ) {}

  urlOf({ sender }: Push): string | null {
    return this.accounts.get(sender)?.['pushUrl'] ?? null;
  }

  took(_push: Push, answer: string): boolean {
    return String(membersOf(answer)['code']) === '200';
  }

  scanned({ parcel, scan, history }: News): void {
    if (parcel.carrier !== 'JD') return;
    const nodes = nodesOf(scan, this.history.orderBehind(parcel.number) !== undefined);
    const last = history.length === parcel.scans.length;
    this.tell(parcel, nodes, { scans: history.length, last });
  }

  /** It was stopped on its way. */
  stopped(parcel: Parcel): void {
    this.tell(parcel, this.history.stopped(parcel.number), { last: true });
  }

  /** A new step of an order; steps that only the parcel tells are none. */
  moved(one: JdlBooking): void {
    const state = stepOf(one);
    if (state === undefined || one.callbacks.at(-1)?.status === state) return;
    const at = momentOf(one, this.clock.now());
    one.callbacks.push({ at, status: state });
    if (!one.followed) return;
    const about = {
      taskId: one.taskId,
      reference: one.reference,
      phone: one.sender.phone,
      status: state,
      tag: 'order',
    };
    this.send(one.accountKey, one.number, one.reference, stepNode(one, state, at), { about });
  }

  private tell(
    parcel: Parcel,
    nodes: readonly Node[],
    { scans, last }: { scans?: number; last: boolean },
  ): void {
    const sender = this.following.senderOf(parcel.number);
    for (const appKey of this.following.askersOf(parcel)) {
      const orderId = sender?.accountId === appKey ? sender.orderId : '';
      for (const [index, one] of nodes.entries()) {
        const about = { number: parcel.number, tag: 'trace', ...(scans === undefined ? {} : { scans }) };
        const isLast = last && index === nodes.length - 1;
        this.send(appKey, parcel.number, orderId, one, { about, last: isLast });
      }
    }
  }

  private send(
    appKey: string,
    number: string,
    orderId: string,
    told: Node,
    more: { about: PushAbout; last?: boolean },
  ): void {
    const body = (one: Node): string => JSON.stringify(pushed(number, orderId, one));
    const lie = { ...told, at: told.at + 1_000, state: '10034', category: 510, remark: '伪造签收' };
    this.deliveries.send({
      provider: JDL,
      sender: appKey,
      key: `node:${appKey}:${number}`,
      contentType: JSON_TYPE,
      headers: {},
      body: body(told),
      forged: { body: body(lie), headers: {} },
      ...more,
    });
  }
}
