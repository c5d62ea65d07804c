import type { Instant } from '@cartrail/kernel';
import { known } from '../parcels/parcel-truth.js';
import type { Booking } from '../state/booking.model.js';
import type { State } from '../state/state.js';
import type { Following } from '../vendors/following.js';
import type { Admitted } from './gate.js';
import { isOurs, type JdlBooking } from './booking.js';
import { node, nodesOf, stepNode, type Node } from './nodes.js';

interface Stop {
  at: Instant;
  /** Of the parcel that goes back. */
  number: string;
}

/** Everything known of a number: the steps of its order, the scans of its parcel, and where it was stopped. */
export class JdlHistory {
  constructor(
    private readonly state: State,
    private readonly following: Following,
  ) {}

  of(number: string, now: Instant): Node[] {
    const parcel = this.state.parcels.get(number);
    const one = this.orderBehind(number);
    const steps = one?.callbacks.map(({ at, status }) => stepNode(one, String(status), at)) ?? [];
    const scans = parcel ? known(parcel, now).flatMap((scan) => nodesOf(scan, one !== undefined)) : [];
    return [...steps, ...scans, ...this.stopped(number)].sort((a, b) => a.at - b.at);
  }

  /** Which number is asked about, by either name. Nothing where it is not the caller's. */
  numberOf({ appKey, fields }: Admitted): string | undefined {
    const orderCode = fields.text('orderCode');
    const number = orderCode === '' ? fields.text('waybillCode') : this.byCode(orderCode)?.number;
    if (number === undefined) return undefined;
    const isJd = this.state.parcels.get(number)?.carrier === 'JD' || this.orderBehind(number) !== undefined;
    const owner = this.following.senderOf(number)?.accountId ?? appKey;
    return isJd && owner === appKey ? number : undefined;
  }

  orderBehind(number: string): JdlBooking | undefined {
    return this.orders().find((one) => one.number === number);
  }

  stop(number: string, at: Instant, next: string): void {
    this.stops().set(number, { at, number: next });
    this.state.dirty = true;
  }

  /** The new number is in the words only. */
  stopped(number: string): Node[] {
    const stop = this.stops().get(number);
    if (!stop) return [];
    return [
      { ...node(stop.at, '', '快件已拦截，将退回寄件人'), category: 480 },
      node(stop.at, '200020', `换单打印，新运单号${stop.number}`),
    ];
  }

  forget(number: string): void {
    this.stops().delete(number);
  }

  private byCode(orderCode: string): JdlBooking | undefined {
    return this.orders().find((one) => one.orderId === orderCode);
  }

  private orders(): JdlBooking[] {
    return [...this.state.bookings.values()].filter((one: Booking) => isOurs(one));
  }

  private stops(): Map<string, Stop> {
    return this.state.shelf('jdl.stops') as Map<string, Stop>;
  }
}
