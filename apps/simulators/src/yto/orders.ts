import { newBooking } from '../couriers/new-booking.js';
import { priceOf } from '../couriers/prices.js';
import { isOpen } from '../state/booking.model.js';
import type { Answer } from '../vendors/door.js';
import type { Following } from '../vendors/following.js';
import type { Surroundings } from '../vendors/surroundings.js';
import { done, orderedTwice, refused } from './answers.js';
import { YTO, type YtoBooking } from './booking.js';
import type { Admitted } from './gate.js';
import { orderWish } from './order-form.js';

/** Orders of monthly customers, known by the caller's own id. */
export class YtoOrders {
  constructor(
    private readonly world: Surroundings,
    private readonly following: Following,
  ) {}

  create({ openId, client, fields }: Admitted): Answer {
    const wish = orderWish(fields);
    if (this.following.orderOf(client, wish.reference)) throw orderedTwice();
    const price = priceOf('YTO', wish.sender.address, wish.receiver.address, wish.weightGrams);
    if (!price) throw refused('收件地址超出服务范围');
    const asked = { ...wish, vendor: YTO, accountKey: client, carrier: 'YTO' } as const;
    const one: YtoBooking = { ...newBooking({ ...asked, quotedFen: price.totalFen }, this.world), openId };
    this.following.sent(one.number, { accountId: openId, orderId: one.reference });
    this.world.couriers.book(one);
    return done({ logisticsNo: one.reference, mailNo: one.number, shortAddress: '300-01-000' });
  }

  /** A yes names the order and says nothing more. */
  cancel({ client, fields }: Admitted): Answer {
    if (fields.text('cancelDesc') === '') throw refused('cancelDesc不能为空');
    const one = this.following.orderOf(client, fields.text('logisticsNo'));
    if (!one || one.state === 'cancelled') throw refused('订单不存在');
    if (!isOpen(one)) throw refused('订单当前状态不允许取消');
    this.world.couriers.cancel(one, fields.text('cancelDesc'));
    return done({ logisticsNo: one.reference });
  }
}
