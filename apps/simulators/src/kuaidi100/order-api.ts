import { HOUR, newId, toShanghai, type Clock } from '@cartrail/kernel';
import type { CourierChoices } from '../couriers/choices.js';
import type { Couriers } from '../couriers/couriers.js';
import { carriers } from '../orders/catalogue.js';
import type { Parcels } from '../parcels/parcels.js';
import type { Booking, Kuaidi100Account } from '../state/booking.model.js';
import type { CarrierCode } from '../state/model.js';
import type { State } from '../state/state.js';
import { businessFailure, done } from './answers.js';
import { bookingWish } from './booking-form.js';
import type { Param } from './param.js';
import { priceOf, serviceTypeOf } from './prices.js';
import { detailView } from './booking-view.js';

const SAME_FOR = 48 * HOUR;
/** These tell the number later, by callback. */
const asynchronous: ReadonlySet<CarrierCode> = new Set(['YD', 'STO']);
const cancellable: ReadonlySet<number> = new Set([0, 1, 2]);

/** Ordering couriers, as the aggregator sells them to merchants. */
export class OrderApi {
  constructor(
    private readonly state: State,
    private readonly clock: Clock,
    private readonly couriers: Couriers,
    private readonly choices: CourierChoices,
    private readonly parcels: Parcels,
  ) {}

  /** The same reference brings the same booking for two days, whatever has become of it. */
  bOrder(account: Kuaidi100Account, param: Param): object {
    const before = this.lately(account, param.text('thirdOrderId'));
    if (before) return done('成功', answerOf(before));
    const wish = bookingWish(param, this.clock.now());
    const price = priceOf(wish.carrier, wish.sender.address, wish.receiver.address, wish.weightGrams);
    if (!price) throw businessFailure('当前线路未设置价格');
    const booking: Booking = {
      ...wish,
      seq: 0,
      taskId: newId().replaceAll('-', '').toUpperCase(),
      orderId: this.state.nextId().slice(-9),
      accountKey: account.key,
      serviceType: param.text('serviceType') || serviceTypeOf(wish.carrier),
      billedGrams: wish.weightGrams,
      number: this.parcels.newNumber(wish.carrier),
      numberTold: !asynchronous.has(wish.carrier),
      status: 0,
      courier: null,
      quotedFen: price.totalFen,
      settlements: [],
      choice: this.choices.of(wish.reference, wish.sender.phone),
      madeAt: this.clock.now(),
      pickedUpAt: null,
      cancelMsg: null,
      callbacks: [],
    };
    this.couriers.book(booking);
    return done('成功', answerOf(booking));
  }

  cancel(account: Kuaidi100Account, param: Param): object {
    const one = this.bookingOf(account, param);
    if (one.orderId !== param.text('orderId')) throw businessFailure('订单不存在');
    const [message = ''] = param.required('cancelMsg');
    if ([9, 99, 11, 610].includes(one.status)) throw businessFailure('订单已取消，请勿重复操作');
    if (!cancellable.has(one.status)) throw businessFailure('快递员已取件，不能取消');
    this.couriers.cancel(one, message.slice(0, 30));
    return done('取消成功', {});
  }

  detail(account: Kuaidi100Account, param: Param): object {
    return done('成功', detailView(this.bookingOf(account, param), toShanghai));
  }

  private bookingOf(account: Kuaidi100Account, param: Param): Booking {
    const one = this.state.bookings.get(param.required('taskId')[0] ?? '');
    if (one?.accountKey !== account.key) throw businessFailure('订单不存在');
    return one;
  }

  private lately(account: Kuaidi100Account, reference: string): Booking | undefined {
    if (reference === '') return undefined;
    const since = this.clock.now() - SAME_FOR;
    return [...this.state.bookings.values()].find(
      (one) => one.accountKey === account.key && one.reference === reference && one.madeAt > since,
    );
  }
}

const answerOf = (one: Booking): object => ({
  taskId: one.taskId,
  orderId: one.orderId,
  kuaidinum: one.numberTold ? one.number : '',
  kuaidiCom: carriers[one.carrier].kuaidi100Code,
  eOrder: '',
  pollToken: one.pollUrl === '' ? '' : one.taskId.slice(0, 16),
});
