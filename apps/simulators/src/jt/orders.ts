import { newBooking } from '../couriers/new-booking.js';
import { priceOf } from '../couriers/prices.js';
import { isCalledOff, isOpen } from '../state/booking.model.js';
import type { Answer } from '../vendors/door.js';
import type { Following } from '../vendors/following.js';
import type { Surroundings } from '../vendors/surroundings.js';
import { done, invalid, notAllowed } from './answers.js';
import { JT } from './booking.js';
import { assertCustomer, type Admitted } from './gate.js';
import { orderWish } from './order-form.js';

/** Orders with a courier, known by the caller's own id. */
export class JtOrders {
  constructor(
    private readonly world: Surroundings,
    private readonly following: Following,
  ) {}

  add(admitted: Admitted): Answer {
    const { apiAccount, fields } = admitted;
    assertCustomer(admitted);
    const wish = orderWish(fields);
    if (this.following.orderOf(apiAccount, wish.reference)) throw notAllowed('客户订单号重复');
    const price = priceOf('JTSD', wish.sender.address, wish.receiver.address, wish.weightGrams);
    if (!price) throw notAllowed('收件地址超出服务范围');
    const asked = { ...wish, vendor: JT, accountKey: apiAccount, carrier: 'JTSD' } as const;
    const one = newBooking({ ...asked, quotedFen: price.totalFen }, this.world);
    this.following.sent(one.number, { accountId: apiAccount, orderId: one.reference });
    this.world.couriers.book(one);
    return done({ txlogisticId: one.reference, billCode: one.number });
  }

  /** A yes that names no waybill is none: the courier has the parcel already. */
  cancel(admitted: Admitted): Answer {
    const { apiAccount, fields } = admitted;
    assertCustomer(admitted);
    const [txlogisticId, reason] = [fields.text('txlogisticId'), fields.text('reason')];
    if (reason === '') throw invalid('reason不能为空');
    const one = this.following.orderOf(apiAccount, txlogisticId);
    if (!one) throw notAllowed('订单不存在');
    if (isCalledOff(one)) throw notAllowed('订单已取消');
    if (!isOpen(one)) return done({ txlogisticId, billCode: null });
    this.world.couriers.cancel(one, reason);
    return done({ txlogisticId, billCode: one.number });
  }
}
