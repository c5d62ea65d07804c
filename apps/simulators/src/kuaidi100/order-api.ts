import { HOUR, toShanghai } from '@cartrail/kernel';
import { newBooking } from '../couriers/new-booking.js';
import { priceOf, serviceTypeOf } from '../couriers/prices.js';
import { tellsUnknownCode } from '../couriers/unknown-code.js';
import { carriers } from '../orders/catalogue.js';
import { isCalledOff, isOpen, type Kuaidi100Account } from '../state/booking.model.js';
import type { CarrierCode } from '../state/model.js';
import type { Surroundings } from '../vendors/surroundings.js';
import { businessFailure, done } from './answers.js';
import { isOurs, VENDOR, type Kuaidi100Booking } from './booking.js';
import { bookingWish } from './booking-form.js';
import type { Param } from './param.js';
import { detailView } from './booking-view.js';

const SAME_FOR = 48 * HOUR;
const UNDOCUMENTED = 777;
/** These tell the number later, by callback. */
const asynchronous: ReadonlySet<CarrierCode> = new Set(['YD', 'STO']);

/** Ordering couriers, as the aggregator sells them to merchants. */
export class OrderApi {
  constructor(private readonly world: Surroundings) {}

  /** The same reference brings the same booking for two days, whatever has become of it. */
  bOrder(account: Kuaidi100Account, param: Param): object {
    const before = this.lately(account, param.text('thirdOrderId'));
    if (before) return done('成功', answerOf(before));
    const wish = bookingWish(param, this.world.clock.now());
    const price = priceOf(wish.carrier, wish.sender.address, wish.receiver.address, wish.weightGrams);
    if (!price) throw businessFailure('当前线路未设置价格');
    const { dayType, callbackUrl, salt, pollUrl, ...asked } = wish;
    const serviceType = param.text('serviceType') || serviceTypeOf(wish.carrier);
    const common = { ...asked, vendor: VENDOR, accountKey: account.key, serviceType };
    const booking: Kuaidi100Booking = {
      ...newBooking({ ...common, quotedFen: price.totalFen }, this.world),
      ...{ dayType, callbackUrl, salt, pollUrl },
      numberTold: !asynchronous.has(wish.carrier),
    };
    this.world.couriers.book(booking);
    return done('成功', answerOf(booking));
  }

  cancel(account: Kuaidi100Account, param: Param): object {
    const one = this.bookingOf(account, param);
    if (one.orderId !== param.text('orderId')) throw businessFailure('订单不存在');
    const [message = ''] = param.required('cancelMsg');
    if (isCalledOff(one)) throw businessFailure('订单已取消，请勿重复操作');
    if (!isOpen(one)) throw businessFailure('快递员已取件，不能取消');
    this.world.couriers.cancel(one, message.slice(0, 30));
    return done('取消成功', {});
  }

  detail(account: Kuaidi100Account, param: Param): object {
    const one = this.bookingOf(account, param);
    const view = detailView(one, toShanghai);
    return done('成功', tellsUnknownCode(this.world.faults, one) ? { ...view, status: UNDOCUMENTED } : view);
  }

  private bookingOf(account: Kuaidi100Account, param: Param): Kuaidi100Booking {
    const one = this.world.state.bookings.get(param.required('taskId')[0] ?? '');
    if (!isOurs(one) || one.accountKey !== account.key) throw businessFailure('订单不存在');
    return one;
  }

  private lately(account: Kuaidi100Account, reference: string): Kuaidi100Booking | undefined {
    if (reference === '') return undefined;
    const since = this.world.clock.now() - SAME_FOR;
    return [...this.world.state.bookings.values()]
      .filter(isOurs)
      .find((one) => one.accountKey === account.key && one.reference === reference && one.madeAt > since);
  }
}

const answerOf = (one: Kuaidi100Booking): object => ({
  taskId: one.taskId,
  orderId: one.orderId,
  kuaidinum: one.numberTold ? one.number : '',
  kuaidiCom: carriers[one.carrier].kuaidi100Code,
  eOrder: '',
  pollToken: one.pollUrl === '' ? '' : one.taskId.slice(0, 16),
});
