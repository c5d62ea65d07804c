import { newBooking } from '../couriers/new-booking.js';
import { priceOf } from '../couriers/prices.js';
import { zoneOf } from '../couriers/regions.js';
import { isCalledOff, isOpen } from '../state/booking.model.js';
import type { Answer } from '../vendors/door.js';
import type { Fields } from '../vendors/fields.js';
import type { Following } from '../vendors/following.js';
import type { Surroundings } from '../vendors/surroundings.js';
import { done, invalid, notAllowed } from './answers.js';
import type { Admitted } from './gate.js';
import { addressOf, orderWish } from './order-form.js';
import { EMS } from './tracks.js';

const SERVED = '0';
const OUT_OF_RANGE = '1';
/** Of 2 to 10, all of them errors; which means what is not documented. */
const ADDRESS_MISSING = '2';
const HOME = '浙江省杭州市';
/** Where EMS brings mail to and no courier of its fetches any; ours to choose. */
const UNFETCHED = '海南省三沙市';

/** Orders with a courier, who comes when he can: no field says when. */
export class EmsOrders {
  constructor(
    private readonly world: Surroundings,
    private readonly following: Following,
  ) {}

  create({ senderNo, fields }: Admitted): Answer {
    const wish = orderWish(fields);
    if (this.following.orderOf(senderNo, wish.reference)) throw notAllowed('物流订单号重复');
    if (!isFetched(fields.inner('sender'))) throw notAllowed('收寄地址超出服务范围');
    const price = priceOf('EMS', wish.sender.address, wish.receiver.address, wish.weightGrams);
    if (!price) throw notAllowed('收寄地址超出服务范围');
    const asked = { ...wish, vendor: EMS, accountKey: senderNo, carrier: 'EMS', slot: null } as const;
    const one = newBooking({ ...asked, quotedFen: price.totalFen }, this.world);
    this.following.sent(one.number, { accountId: senderNo, orderId: one.reference });
    this.world.couriers.book(one);
    return done({ logisticsOrderNo: one.reference, waybillNo: one.number });
  }

  cancel({ senderNo, fields }: Admitted): Answer {
    const [reference, waybillNo, reason] = ['logisticsOrderNo', 'waybillNo', 'cancelReason'].map((name) =>
      fields.text(name),
    ) as [string, string, string];
    if (reference === '' || waybillNo === '' || reason === '')
      throw invalid('logisticsOrderNo、waybillNo、cancelReason不能为空');
    const one = this.following.orderOf(senderNo, reference);
    if (one?.number !== waybillNo) throw notAllowed('订单不存在');
    if (isCalledOff(one)) throw notAllowed('订单已取消');
    if (!isOpen(one)) throw notAllowed('邮件已揽收，不允许取消');
    this.world.couriers.cancel(one, reason);
    return done(null);
  }

  /** Whether a courier comes to an address. */
  range({ senderNo, fields }: Admitted): Answer {
    if (fields.text('type') !== '2' || fields.text('senderNo') !== senderNo)
      throw invalid('type或senderNo不正确');
    const isWhole = ['prov', 'city', 'county', 'address'].every((name) => fields.text(name) !== '');
    if (!isWhole) return done({ status: ADDRESS_MISSING });
    return done({ status: isFetched(fields) ? SERVED : OUT_OF_RANGE });
  }
}

function isFetched(fields: Fields): boolean {
  const address = addressOf(fields);
  return !address.startsWith(UNFETCHED) && zoneOf(address, HOME) !== undefined;
}
