import type { Instant } from '@cartrail/kernel';
import type { Agenda } from '../agenda/agenda.js';
import { senderAt } from '../after-sales/lookup.js';
import type { Parcels } from '../parcels/parcels.js';
import type { Booking, BookingState, Fee } from '../state/booking.model.js';
import type { Parcel } from '../state/model.js';
import { digits, pick, seeded } from '../state/seeded.js';
import type { State } from '../state/state.js';
import type { Change } from '../vendors/vendor.js';
import type { Vendors } from '../vendors/vendors.js';
import { priceOf } from './prices.js';
import { regionOf } from './regions.js';
import { afterPickup, untilPickup, type Due, type Step } from './schedule.js';

const HEAVIER_GRAMS = 1_500;
const PACKING: Fee = { feeType: 'PACKINGFEE', feeDesc: '包装费', amountFen: 300 };
const [ANYWHERE, WAREHOUSE] = ['310100', '330100'];

/** Couriers who come, come late, never come, weigh again or give up; all of it is told by the vendor. */
export class Couriers {
  private readonly pickups: ((one: Booking, at: Instant) => void)[] = [];

  constructor(
    private readonly state: State,
    private readonly vendors: Vendors,
    private readonly parcels: Parcels,
    private readonly agenda: Agenda,
  ) {
    agenda.perform('courier', ({ id, detail, at }) => {
      const one = state.bookings.get(id);
      if (one) this.perform(one, detail as Step, at);
    });
  }

  onPickup(listener: (one: Booking, at: Instant) => void): void {
    this.pickups.push(listener);
  }

  book(one: Booking): void {
    this.state.bookings.set(one.taskId, one);
    this.state.touch(one);
    this.plan(one, untilPickup(one));
  }

  /** Whoever ordered the courier does not want him any more. */
  cancel(one: Booking, message: string): void {
    one.cancelMsg = message;
    this.agenda.drop(one.taskId);
    this.move(one, 'cancelled', { message: '用户取消' });
  }

  private plan(one: Booking, dues: readonly Due[]): void {
    for (const { at, step } of dues) this.agenda.plan(at, 'courier', one.taskId, step);
  }

  private perform(one: Booking, step: Step, at: Instant): void {
    switch (step) {
      case 'told':
        one.numberTold = true;
        this.move(one, 'placed');
        return;
      case 'rejected':
        this.move(one, 'rejected', { message: '下单失败：该区域暂不开放' });
        return;
      case 'accepted':
        one.courier = courierOf(one);
        this.move(one, 'accepted');
        return;
      case 'approaching':
        this.move(one, 'assigned');
        return;
      case 'carrier-cancels':
        this.move(one, 'dropped', { message: '快递公司取消：运力不足' });
        return;
      case 'failed':
        this.move(one, 'failed', { message: '揽货失败：无法联系寄件人' });
        return;
      case 'picked-up':
        this.pickUp(one, at);
        return;
      case 'weighed':
        this.weigh(one);
        return;
      case 'settled':
        this.settle(one, at, this.freightOf(one), []);
        return;
      case 'settled-again':
        this.settle(one, at, 0, [PACKING]);
        return;
      case 'moving':
        this.move(one, 'moving');
        return;
      case 'delivering':
        this.arrive(one, 'delivering');
        return;
      case 'signed':
        this.arrive(one, 'delivered');
        return;
    }
  }

  /** Nothing arrives of a parcel that was turned back. */
  private arrive(one: Booking, to: 'delivering' | 'delivered'): void {
    if (this.parcels.get(one.number).turnedBackAt === undefined) this.move(one, to);
  }

  private pickUp(one: Booking, at: Instant): void {
    one.pickedUpAt = at;
    const parcel = this.travel(one, at);
    this.move(one, 'picked-up');
    this.plan(one, afterPickup(one, parcel, at));
    for (const listener of this.pickups) listener(one, at);
  }

  /** From here on it is a parcel like any other. */
  private travel(one: Booking, at: Instant): Parcel {
    const from = senderAt(this.state, one.sender.phone)?.order.receiver.region;
    return this.parcels.begin({
      carrier: one.carrier,
      number: one.number,
      plan: one.choice.parcelPlan,
      faults: one.choice.parcelFaults,
      orderIds: [],
      fromRegion: from ?? regionOf(one.sender.address) ?? ANYWHERE,
      toRegion: regionOf(one.receiver.address) ?? WAREHOUSE,
      receiverTail: one.receiver.phone.slice(-4),
      virtualTail: one.sender.phone.slice(-4),
      senderTail: one.sender.phone.slice(-4),
      shippedAt: at,
    });
  }

  private weigh(one: Booking): void {
    one.billedGrams = one.weightGrams + HEAVIER_GRAMS;
    this.move(one, 'weighed', { weightGrams: one.billedGrams, freightFen: this.freightOf(one) });
  }

  /** Every settlement is money on top of the ones before it. */
  private settle(one: Booking, at: Instant, freightFen: number, fees: Fee[]): void {
    one.settlements.push({ at, freightFen, fees });
    const freight = freightFen > 0 ? { freightFen } : {};
    this.move(one, 'settled', { weightGrams: one.billedGrams, ...freight, fees });
  }

  private freightOf(one: Booking): number {
    const { carrier, sender, receiver, billedGrams } = one;
    return priceOf(carrier, sender.address, receiver.address, billedGrams)?.totalFen ?? one.quotedFen;
  }

  private move(one: Booking, to: BookingState, change: Change = {}): void {
    one.state = to;
    this.state.touch(one);
    this.vendors.moved(one, change);
  }
}

const surnames = ['孙', '马', '朱', '胡'] as const;

function courierOf(one: Booking): { name: string; mobile: string } {
  const random = seeded(`face ${one.taskId}`);
  return { name: `${pick(random, surnames)}师傅`, mobile: `137${digits(random, 8)}` };
}
