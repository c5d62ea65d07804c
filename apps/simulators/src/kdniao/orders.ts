import { newId, toShanghai } from '@cartrail/kernel';
import { newBooking } from '../couriers/new-booking.js';
import { priceOf } from '../couriers/prices.js';
import { isOpen, type Booking } from '../state/booking.model.js';
import { carrierCodes, type CarrierCode } from '../state/model.js';
import type { Surroundings } from '../vendors/surroundings.js';
import { isOurs, KDNIAO, kdnOrderCode } from './booking.js';
import { missing, NotDone, type Admitted } from './gate.js';
import { orderWish } from './order-form.js';

/** Couriers of all carriers (上门取件), known by the caller's own code, which is taken once and for good. */
export class KdniaoOrders {
  constructor(private readonly world: Surroundings) {}

  order({ account, fields }: Admitted): object {
    const before = this.find(account.eBusinessId, fields.text('OrderCode'));
    if (before) throw new NotDone('106', '订单号已下单成功', { Order: orderView(before) });
    const { carrier: named, ...wish } = orderWish(fields);
    if (named !== undefined && account.namesCarrier === 'no') throw new NotDone('104', '用户未开通指定快递');
    const [carrier, quotedFen] = cheapest(wish, named) ?? [];
    if (carrier === undefined || quotedFen === undefined) throw new NotDone('', '该线路暂无快递公司上门取件');
    const asked = { ...wish, vendor: KDNIAO, accountKey: account.eBusinessId, carrier, quotedFen };
    // The number is told by push.
    const one: Booking = { ...newBooking(asked, this.world), numberTold: false };
    this.world.couriers.book(one);
    const wallTime = (at: number | undefined): string => (at === undefined ? '' : toShanghai(at));
    return {
      ...this.done(account.eBusinessId),
      UniquerRequestNumber: newId(),
      Order: orderView(one),
      StartDate: wallTime(one.slot?.from),
      EndDate: wallTime(one.slot?.to),
    };
  }

  /** Until the courier has been there. */
  cancel({ account: { eBusinessId }, fields }: Admitted): object {
    const reference = fields.text('OrderCode');
    if (reference === '') throw missing('OrderCode');
    const message = fields.text('CancelMsg') || fields.text('Reason');
    if (message.length > 99) throw new NotDone('103', '格式问题：CancelMsg');
    const one = this.find(eBusinessId, reference);
    if (!one) throw new NotDone('', '订单不存在');
    if (one.state === 'cancelled') return this.done(eBusinessId);
    if (!isOpen(one)) throw new NotDone('', '当前订单状态不允许取消');
    this.world.couriers.cancel(one, message);
    return this.done(eBusinessId);
  }

  private done(eBusinessId: string): object {
    return { EBusinessID: eBusinessId, Success: true, ResultCode: '100', Reason: '成功' };
  }

  private find(eBusinessId: string, reference: string): Booking | undefined {
    return [...this.world.state.bookings.values()].find(
      (one) => isOurs(one) && one.accountKey === eBusinessId && one.reference === reference,
    );
  }
}

const orderView = (one: Booking): object => ({
  OrderCode: one.reference,
  KDNOrderCode: kdnOrderCode(one),
  ShipperCode: one.carrier,
  LogisticCode: one.numberTold ? one.number : '',
});

type Lane = Pick<Booking, 'sender' | 'receiver' | 'weightGrams'>;

/** The carrier that is named, or else whoever does it for the least, and what it takes. */
function cheapest(
  { sender, receiver, weightGrams }: Lane,
  named: CarrierCode | undefined,
): [CarrierCode, number] | undefined {
  const priced = (named === undefined ? carrierCodes : [named]).flatMap(
    (carrier): [CarrierCode, number][] => {
      const price = priceOf(carrier, sender.address, receiver.address, weightGrams);
      return price ? [[carrier, price.totalFen]] : [];
    },
  );
  return priced.sort(([, a], [, b]) => a - b)[0];
}
