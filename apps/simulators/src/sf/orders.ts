import { newBooking } from '../couriers/new-booking.js';
import { priceOf } from '../couriers/prices.js';
import { zoneOf } from '../couriers/regions.js';
import { isCalledOff, isOpen, type Booking } from '../state/booking.model.js';
import type { Answer } from '../vendors/door.js';
import type { Fields } from '../vendors/fields.js';
import type { Following } from '../vendors/following.js';
import type { Surroundings } from '../vendors/surroundings.js';
import { done, serviceRefusal } from './answers.js';
import type { Admitted } from './gate.js';
import { orderWish } from './order-form.js';

type Screening = '1' | '2' | '3';
const HOME = '浙江省杭州市';

/** Orders with a courier. An id is used once and for ever. */
export class SfOrders {
  constructor(
    private readonly world: Surroundings,
    private readonly following: Following,
  ) {}

  create({ account, partnerId }: Admitted, fields: Fields): Answer {
    const { orderId, wantsNumber, ...wish } = orderWish(fields, account);
    if (this.following.orderOf(partnerId, orderId)) throw serviceRefusal('8016', '重复下单');
    const [from, to] = [wish.sender.address, wish.receiver.address];
    const price = priceOf('SF', from, to, wish.weightGrams);
    if (!price) return done(view(orderId, '3', zoneOf(from, HOME) === undefined ? '1' : '2', []));
    const asked = {
      ...wish,
      vendor: 'sf',
      accountKey: partnerId,
      reference: orderId,
      carrier: 'SF',
    } as const;
    const serviceType = fields.text('expressTypeId') || '1';
    const one = newBooking({ ...asked, serviceType, quotedFen: price.totalFen }, this.world);
    // Who will be refused has to be looked at by SF's people first.
    one.numberTold = wantsNumber && one.choice.plan !== 'rejects';
    this.following.sent(one.number, { accountId: partnerId, orderId });
    this.world.couriers.book(one);
    return done(orderView(one));
  }

  search({ partnerId }: Admitted, fields: Fields): Answer {
    return done(orderView(this.get(partnerId, fields)));
  }

  /** `dealType` 2 cancels; 1 confirms what was confirmed when it was made. */
  update({ partnerId }: Admitted, fields: Fields): Answer {
    const one = this.get(partnerId, fields);
    const named = fields.list('waybillNoInfoList').map((each) => each.text('waybillNo'));
    if (named.some((number) => number !== one.number)) return done(updated(one, 1));
    if (isCalledOff(one)) throw serviceRefusal('8037', '已消单');
    if (fields.text('dealType') !== '2' || !isOpen(one)) throw serviceRefusal('8252', '订单已确认');
    this.world.couriers.cancel(one, '');
    return done(updated(one, 2));
  }

  private get(partnerId: string, fields: Fields): Booking {
    const one = this.following.orderOf(partnerId, fields.text('orderId'));
    if (!one) throw serviceRefusal('6150', '找不到该订单');
    return one;
  }
}

function orderView(one: Booking): object {
  const screened = one.choice.plan === 'rejects';
  if (screened) return view(one.reference, one.state === 'rejected' ? '3' : '1', '3', []);
  return view(one.reference, '2', '', one.numberTold ? [one.number] : []);
}

function view(orderId: string, filterResult: Screening, remark: string, numbers: readonly string[]): object {
  return {
    orderId,
    originCode: null,
    destCode: null,
    filterResult: Number(filterResult),
    remark,
    url: null,
    waybillNoInfoList: numbers.map((waybillNo) => ({ waybillType: 1, waybillNo })),
    routeLabelInfo: [],
  };
}

const updated = (one: Booking, resStatus: 1 | 2): object => ({
  orderId: one.reference,
  waybillNoInfoList: [{ waybillType: 1, waybillNo: one.number }],
  resStatus,
});
