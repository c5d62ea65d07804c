import { HOUR, MINUTE } from '@cartrail/kernel';
import type { Agenda } from '../agenda/agenda.js';
import { wrongState } from '../control/problem.js';
import type { Parcels } from '../parcels/parcels.js';
import { carriers } from '../orders/catalogue.js';
import { virtualPhone } from '../orders/receiver.js';
import type { AfterSale } from '../state/after-sale.model.js';
import type { CarrierCode, FaultName, Parcel, PlanName } from '../state/model.js';
import { between, seeded } from '../state/seeded.js';
import type { State } from '../state/state.js';
import { addressesOf } from './addresses.js';
import type { Cases } from './cases.js';
import { senderAt } from './lookup.js';

export interface OwnParcel {
  number?: string;
  carrier?: CarrierCode;
  plan?: PlanName;
  faults?: FaultName[];
}

const AGAIN_MS = 30 * MINUTE;

/** The buyer with goods to give back: hands them to a courier or sends them himself, and tells the platform. */
export class Buyer {
  constructor(
    private readonly state: State,
    private readonly cases: Cases,
    private readonly parcels: Parcels,
    private readonly agenda: Agenda,
  ) {
    cases.onAgreed((one) => {
      this.agreed(one);
    });
    agenda.perform('buyer-fills', ({ id, detail }) => {
      this.fillIn(id, detail);
    });
    agenda.perform('buyer-ships', ({ id }) => {
      const one = state.afterSales.get(id);
      if (one?.status === 7) this.ship(one, {});
    });
  }

  /** A courier has left with a parcel: its number is typed in some minutes later. */
  handedOver(phone: string, number: string, at: number): void {
    const sender = senderAt(this.state, phone);
    if (sender?.case.plan !== 'fills-number') return;
    const wait = between(seeded(`fills ${number}`), 5, 15) * MINUTE;
    this.agenda.plan(at + wait, 'buyer-fills', sender.case.id, number);
  }

  /** Sends the goods himself, or names a parcel that is already on its way. */
  ship(one: AfterSale, wanted: OwnParcel): Parcel {
    if (one.status !== 7) throw wrongState(`case ${one.id} does not wait for the buyer's parcel`);
    const known = wanted.number === undefined ? undefined : this.state.parcels.get(wanted.number);
    const parcel = known ?? this.send(one, wanted);
    this.enter(one, parcel.number, wanted.carrier ?? parcel.carrier);
    return parcel;
  }

  /** Has the goods that were sent in exchange. */
  confirm(one: AfterSale): void {
    if (one.status !== 13) throw wrongState(`case ${one.id} does not wait for the buyer`);
    this.cases.enter(one, 14, 'buyer', 'completed');
  }

  /** Somebody has agreed: who sends by himself goes to a carrier's shop some hours later. */
  private agreed(one: AfterSale): void {
    if (one.plan !== 'ships-himself') return;
    const wait = between(seeded(`ships ${one.id}`), 1, 6) * HOUR;
    this.agenda.plan(this.agenda.now() + wait, 'buyer-ships', one.id);
  }

  private fillIn(caseId: string, number: string): void {
    const one = this.state.afterSales.get(caseId);
    const parcel = this.state.parcels.get(number);
    if (!one || !parcel) return;
    if (one.status === 6) this.agenda.plan(this.agenda.now() + AGAIN_MS, 'buyer-fills', caseId, number);
    else if (one.status === 7) this.enter(one, number, parcel.carrier);
  }

  private enter(one: AfterSale, number: string, carrier: CarrierCode): void {
    const { douyinCode, name } = carriers[carrier];
    one.parcel = {
      number,
      carrier,
      companyCode: douyinCode,
      companyName: name,
      enteredAt: this.agenda.now(),
    };
    this.cases.enter(one, 11, 'buyer', 'returned');
  }

  private send(one: AfterSale, wanted: OwnParcel): Parcel {
    const order = this.state.orders.get(one.orderId);
    const shop = this.state.shops.get(one.shopId);
    if (!order || !shop) throw wrongState(`the order of case ${one.id} is forgotten`);
    const to = addressesOf(shop).find((address) => address.addressId === one.addressId);
    const carrier = wanted.carrier ?? 'YTO';
    return this.parcels.begin({
      carrier,
      number: wanted.number ?? this.parcels.newNumber(carrier),
      plan: wanted.plan ?? one.parcelPlan,
      faults: wanted.faults ?? [],
      orderIds: [],
      fromRegion: order.receiver.region,
      toRegion: to?.region ?? order.originRegion,
      receiverTail: (to?.phone ?? '').slice(-4),
      virtualTail: virtualPhone(order.id).extension,
      senderTail: order.receiver.phone.slice(-4),
      shippedAt: this.agenda.now(),
    });
  }
}
