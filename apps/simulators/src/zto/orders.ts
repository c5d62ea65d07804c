import { newBooking } from '../couriers/new-booking.js';
import { priceOf } from '../couriers/prices.js';
import { zoneOf } from '../couriers/regions.js';
import { isOpen, type Booking } from '../state/booking.model.js';
import { digits, seeded } from '../state/seeded.js';
import type { Answer } from '../vendors/door.js';
import type { Following } from '../vendors/following.js';
import type { Surroundings } from '../vendors/surroundings.js';
import { businessRefused, done } from './answers.js';
import { ZTO, type ZtoBooking } from './booking.js';
import type { Admitted } from './gate.js';
import { orderWish } from './order-form.js';

const DELIVERABLE = 'B04';
const FORBIDDEN = 'B01';
const HOME = '浙江省杭州市';

/** Orders with a courier (预约件), cancelled and asked about by the application that made them. */
export class ZtoOrders {
  constructor(
    private readonly world: Surroundings,
    private readonly following: Following,
  ) {}

  /** The same `partnerOrderCode` twice is two couriers: nothing says that ZTO would know it again. */
  create({ account, appKey, fields }: Admitted): Answer {
    const { numberAtOnce, ...wish } = orderWish(fields, account);
    const price = priceOf('ZTO', wish.sender.address, wish.receiver.address, wish.weightGrams);
    if (!price) throw businessRefused('收件地址超出服务范围');
    const asked = { ...wish, vendor: ZTO, accountKey: appKey, carrier: 'ZTO', serviceType: '' } as const;
    const one: ZtoBooking = {
      ...newBooking({ ...asked, quotedFen: price.totalFen }, this.world),
      numberTold: numberAtOnce,
      followed: false,
    };
    this.following.sent(one.number, { accountId: appKey, orderId: one.orderId });
    this.world.couriers.book(one);
    const code = digits(seeded(`code ${one.taskId}`), 4);
    return done({
      orderCode: one.orderId,
      billCode: one.numberTold ? one.number : '',
      partnerOrderCode: one.reference,
      siteCode: '57101',
      siteName: '模拟网点',
      bigMarkInfo: { mark: '300-01', bagAddr: '模拟集包地' },
      verifyCode: code,
    });
  }

  /** Asks for pushes about the order itself. */
  follow({ appKey, fields }: Admitted): Answer {
    const one = this.find(appKey, fields.text('orderCode'), '');
    if (!one) throw businessRefused('查询不到该订单');
    one.followed = true;
    this.world.state.dirty = true;
    return done('订阅成功');
  }

  cancel({ appKey, fields }: Admitted): Answer {
    if (!/^[1-7]$/.test(fields.text('cancelType'))) throw businessRefused('cancelType不正确');
    const one = this.find(appKey, fields.text('orderCode'), fields.text('billCode'));
    if (!one || one.state === 'cancelled') throw businessRefused('查询不到该订单');
    if (!isOpen(one)) throw businessRefused('订单当前状态不允许取消');
    this.world.couriers.cancel(one, '');
    return done('取消成功');
  }

  /** Weight in grams, money in fen, both known once the parcel was weighed and charged. */
  info({ appKey, fields }: Admitted): Answer {
    const one = this.find(appKey, fields.text('orderCode'), fields.text('billCode'));
    if (!one) throw businessRefused('查询不到该订单');
    const sum = (amounts: readonly number[]): number => amounts.reduce((total, fen) => total + fen, 0);
    const row = {
      orderCode: one.orderId,
      billCode: one.numberTold ? one.number : '',
      parcelWeight: one.pickedUpAt === null ? null : one.billedGrams,
      parcelFreight: sum(one.settlements.map(({ freightFen }) => freightFen)),
      parcelOtherFee: 0,
      parcelPackingFee: sum(one.settlements.flatMap(({ fees }) => fees.map(({ amountFen }) => amountFen))),
      totalVolume: null,
    };
    return done([row]);
  }

  area({ fields }: Admitted): Answer {
    const address = ['province', 'city', 'district', 'address'].map((name) => fields.text(name)).join('');
    if (fields.text('province') === '' || fields.text('city') === '') throw businessRefused('省市区不能为空');
    const served = zoneOf(HOME, address) !== undefined;
    return done({
      forbidType: served ? DELIVERABLE : FORBIDDEN,
      forbidReason: served ? '' : '超出服务范围',
    });
  }

  private find(appKey: string, orderCode: string, billCode: string): ZtoBooking | undefined {
    const isIt = (one: Booking): one is ZtoBooking =>
      one.vendor === ZTO &&
      one.accountKey === appKey &&
      (orderCode === '' ? one.number === billCode : one.orderId === orderCode);
    return [...this.world.state.bookings.values()].find(isIt);
  }
}
