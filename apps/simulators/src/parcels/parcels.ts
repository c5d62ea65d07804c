import { DAY, type Clock, type Instant } from '@cartrail/kernel';
import { casesOf } from '../after-sales/lookup.js';
import { notFound } from '../control/problem.js';
import type { Faults } from '../delivery/faults.js';
import { virtualPhone } from '../orders/receiver.js';
import type { CarrierCode, FaultName, Order, Parcel, PlanName } from '../state/model.js';
import type { State } from '../state/state.js';
import type { Vendors } from '../vendors/vendors.js';
import { numberFor } from './numbers.js';
import { byVisibility, known } from './parcel-truth.js';
import { scansOf } from './plans.js';
import { turnedBack } from './turn-back.js';

export interface ParcelWish {
  carrier?: CarrierCode;
  plan?: PlanName;
  faults?: FaultName[];
  number?: string;
}

/** A parcel about to move, whoever sends it. */
export interface Trip {
  carrier: CarrierCode;
  number: string;
  plan: PlanName;
  faults: FaultName[];
  orderIds: string[];
  fromRegion: string;
  toRegion: string;
  receiverTail: string;
  virtualTail: string;
  senderTail?: string;
  shippedAt: Instant;
}

const FORGET_AFTER = 120 * DAY;

/** Parcels on their way: each scan becomes known, and is pushed, when the simulated clock reaches it. */
export class Parcels {
  /** The next moment something becomes known, per parcel that is not done. */
  private readonly active = new Map<string, Instant>();

  constructor(
    private readonly state: State,
    private readonly clock: Clock,
    private readonly vendors: Vendors,
    private readonly faults: Faults,
  ) {
    for (const parcel of state.parcels.values()) this.watch(parcel);
  }

  get(number: string): Parcel {
    const parcel = this.state.parcels.get(number);
    if (!parcel) throw notFound(`no parcel ${number}`);
    return parcel;
  }

  activeCount(): number {
    return this.active.size;
  }

  ship(order: Order, wish: ParcelWish): Parcel {
    const shared = wish.number === undefined ? undefined : this.state.parcels.get(wish.number);
    if (shared) {
      if (!shared.orderIds.includes(order.id)) shared.orderIds.push(order.id);
      this.state.touch(shared);
      return shared;
    }
    const carrier = wish.carrier ?? 'YTO';
    return this.begin({
      carrier,
      number: wish.number ?? this.newNumber(carrier),
      plan: wish.plan ?? 'normal',
      faults: wish.faults ?? [],
      orderIds: [order.id],
      fromRegion: order.originRegion,
      toRegion: order.receiver.region,
      receiverTail: order.receiver.phone.slice(-4),
      virtualTail: virtualPhone(order.id).extension,
      shippedAt: this.clock.now(),
    });
  }

  newNumber(carrier: CarrierCode): string {
    return numberFor(carrier, this.state.nextId());
  }

  begin(trip: Trip): Parcel {
    const unmoved = { seq: 0, voidedAt: null, replacedBy: null, pushed: 0 };
    const parcel: Parcel = { ...trip, ...unmoved, scans: scansOf(trip) };
    this.state.parcels.set(parcel.number, parcel);
    this.faults.own(parcel.number, parcel.faults);
    this.state.touch(parcel);
    this.watch(parcel);
    return parcel;
  }

  void(number: string, replacedBy: string): void {
    const parcel = this.get(number);
    // What is due by now was known before the number was withdrawn.
    this.advance(parcel, this.clock.now());
    parcel.voidedAt = this.clock.now();
    parcel.replacedBy = replacedBy;
    this.state.touch(parcel);
    this.watch(parcel);
  }

  /**
   * From its next scan on the parcel goes back to its sender. Wished again, it is on its way back already. False where it
   * is too late: it has arrived at either end, or goes under another number.
   */
  turnBack(parcel: Parcel): boolean {
    const now = this.clock.now();
    this.advance(parcel, now);
    if (parcel.voidedAt !== null || this.endOf(parcel.number) <= now) return false;
    if (parcel.turnedBackAt !== undefined) return true;
    parcel.scans = turnedBack(parcel, now);
    parcel.turnedBackAt = now;
    this.state.touch(parcel);
    this.watch(parcel);
    return true;
  }

  /** When the last scan becomes known. */
  endOf(number: string): Instant {
    const parcel = this.state.parcels.get(number);
    return parcel ? (byVisibility(parcel).at(-1)?.visibleAt ?? parcel.shippedAt) : 0;
  }

  /** Turns every scan that is due into a push; done twice, it changes nothing. */
  tick(): void {
    const now = this.clock.now();
    for (const [number, next] of this.active) {
      if (next <= now) this.advance(this.get(number), now);
    }
  }

  /** Old parcels, orders, cases and bookings go, so that a simulator that runs for months stays small. */
  forget(): void {
    const limit = this.clock.now() - FORGET_AFTER;
    for (const order of this.state.orders.values()) {
      if (order.updatedAt >= limit || (order.status !== 4 && order.status !== 5)) continue;
      this.state.orders.delete(order.id);
      for (const one of casesOf(this.state, order.id)) this.state.afterSales.delete(one.id);
      for (const { number } of order.parcels) {
        this.active.delete(number);
        this.drop(number);
      }
      this.state.dirty = true;
    }
    for (const one of this.state.bookings.values()) {
      if (one.madeAt < limit) this.state.bookings.delete(one.taskId);
    }
    for (const parcel of this.state.parcels.values()) {
      if (parcel.orderIds.length > 0 || this.active.has(parcel.number) || parcel.shippedAt >= limit) continue;
      this.drop(parcel.number);
    }
  }

  private drop(number: string): void {
    this.state.parcels.delete(number);
    this.vendors.forget(number);
  }

  private advance(parcel: Parcel, now: Instant): void {
    const events = byVisibility(parcel);
    for (let next = events[parcel.pushed]; next && next.visibleAt <= now; next = events[parcel.pushed]) {
      parcel.pushed += 1;
      this.state.touch(parcel);
      this.vendors.scanned({ parcel, scan: next, history: known(parcel, next.visibleAt) });
    }
    this.watch(parcel);
  }

  private watch(parcel: Parcel): void {
    const next = byVisibility(parcel)[parcel.pushed];
    if (next) this.active.set(parcel.number, next.visibleAt);
    else this.active.delete(parcel.number);
  }
}
