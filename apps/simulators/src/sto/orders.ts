import { newBooking } from '../couriers/new-booking.js';
import { priceOf } from '../couriers/prices.js';
import { isCalledOff, isOpen, type Booking } from '../state/booking.model.js';
import type { Answer } from '../vendors/door.js';
import type { Following } from '../vendors/following.js';
import type { Surroundings } from '../vendors/surroundings.js';
import { done, refused } from './answers.js';
import { STO } from './booking.js';
import type { Admitted } from './gate.js';
import { assertSource, orderWish } from './order-form.js';

/** Orders with a courier, known by the caller's own id or by the number they got. */
export class StoOrders {
  constructor(
    private readonly world: Surroundings,
    private readonly following: Following,
  ) {}

  create({ account, appkey, fields }: Admitted): Answer {
    const wish = orderWish(fields, account);
    if (this.following.orderOf(appkey, wish.reference)) throw refused('订单号重复');
    const price = priceOf('STO', wish.sender.address, wish.receiver.address, wish.weightGrams);
    if (!price) throw refused('收件地址超出服务范围');
    const asked = { ...wish, vendor: STO, accountKey: appkey, carrier: 'STO', serviceType: '' } as const;
    const one: Booking = {
      ...newBooking({ ...asked, quotedFen: price.totalFen }, this.world),
      numberTold: account['numbers'] !== 'later',
    };
    this.following.sent(one.number, { accountId: appkey, orderId: one.reference });
    this.world.couriers.book(one);
    return done({
      orderNo: one.reference,
      waybillNo: one.numberTold ? one.number : '',
      bigWord: '300-01 000',
      packagePlace: '模拟集包地',
      safeNo: '',
      newBlockCode: '300-01',
    });
  }

  /** `billCode` is preferred; the yes is a word. */
  cancel({ account, appkey, fields }: Admitted): Answer {
    assertSource(fields, account);
    if (!/^0[12]$/.test(fields.text('orderType'))) throw refused('orderType不正确');
    const [billCode, orderId] = [fields.text('billCode'), fields.text('sourceOrderId')];
    const one = billCode === '' ? this.following.orderOf(appkey, orderId) : this.byNumber(appkey, billCode);
    if (!one || isCalledOff(one)) throw refused('订单不存在');
    if (!isOpen(one)) throw refused('订单当前状态不允许取消');
    this.world.couriers.cancel(one, fields.text('remark'));
    return done('成功');
  }

  private byNumber(appkey: string, number: string): Booking | undefined {
    const sender = this.following.senderOf(number);
    return sender?.accountId === appkey ? this.following.orderOf(appkey, sender.orderId) : undefined;
  }
}
