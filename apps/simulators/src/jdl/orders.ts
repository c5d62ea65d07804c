import { fenToYuan } from '@cartrail/kernel';
import { newBooking } from '../couriers/new-booking.js';
import { priceOf } from '../couriers/prices.js';
import { isCalledOff, isOpen } from '../state/booking.model.js';
import type { Parcel } from '../state/model.js';
import type { Answer } from '../vendors/door.js';
import type { Following } from '../vendors/following.js';
import type { Surroundings } from '../vendors/surroundings.js';
import { done, invalid, notAllowed } from './answers.js';
import { JDL, type JdlBooking } from './booking.js';
import { originOf, type Admitted } from './gate.js';
import type { JdlHistory } from './history.js';
import { addressOf, gramsOf, orderWish } from './order-form.js';
import type { JdlPushes } from './pushes.js';

const CANCELLED = 0;
const INTERCEPTED = 1;
const OUT_OF_REACH = '寄件或收件地址不在京东物流服务范围内';

/** Orders with a courier, and parcels stopped on their way by the same call that calls an order off. */
export class JdlOrders {
  constructor(
    private readonly world: Surroundings,
    private readonly following: Following,
    private readonly history: JdlHistory,
    private readonly pushes: JdlPushes,
  ) {}

  /** A price only for a parcel and a product that were told. */
  precheck(admitted: Admitted): Answer {
    originOf(admitted);
    const { fields } = admitted;
    const [from, to] = ['senderContact', 'receiverContact'].map((name) =>
      addressOf(fields.inner(name), name),
    ) as [string, string];
    const [cargo] = fields.list('cargoes');
    const price = priceOf('JD', from, to, cargo ? gramsOf(cargo) : 1_000);
    if (!price) throw notAllowed(OUT_OF_REACH);
    const isPriced = cargo !== undefined && fields.inner('productsReq').text('productCode') !== '';
    return done(isPriced ? { totalFreightPre: Number(fenToYuan(price.totalFen)) } : {});
  }

  create(admitted: Admitted): Answer {
    const { appKey, fields } = admitted;
    const origin = originOf(admitted);
    const { followed, ...wish } = orderWish(fields, origin);
    if (this.following.orderOf(appKey, wish.reference)) throw notAllowed('商家订单号已存在');
    const price = priceOf('JD', wish.sender.address, wish.receiver.address, wish.weightGrams);
    if (!price) throw notAllowed(OUT_OF_REACH);
    const asked = { ...wish, vendor: JDL, accountKey: appKey, carrier: 'JD' } as const;
    const plain = newBooking({ ...asked, quotedFen: price.totalFen }, this.world);
    const orderId = `EO${plain.orderId.padStart(13, '0')}`;
    const one: JdlBooking = { ...plain, orderId, origin, followed };
    this.following.sent(one.number, { accountId: appKey, orderId: one.reference });
    if (followed)
      this.following.follow(one.number, { accountId: appKey, tail: one.receiver.phone.slice(-4) });
    this.world.couriers.book(one);
    this.pushes.moved(one);
    return done({ orderCode: one.orderId, waybillCode: one.number });
  }

  /** Before the pickup the order is dead; after it the parcel goes back under a number of its own. */
  cancel(admitted: Admitted): Answer {
    const { fields } = admitted;
    const origin = originOf(admitted);
    const reason = fields.text('cancelReason');
    if (reason === '' || fields.text('cancelReasonCode') !== '1' || fields.text('cancelType') === '')
      throw invalid('cancelReason、cancelReasonCode、cancelType不正确');
    const number = this.history.numberOf(admitted);
    if (number === undefined) throw notAllowed('订单不存在');
    const one = this.history.orderBehind(number);
    if (one && isCalledOff(one)) throw notAllowed('订单已取消');
    const names = { orderCode: one?.orderId ?? '', waybillCode: number };
    if (one && isOpen(one)) {
      this.world.couriers.cancel(one, reason);
      return done({ ...names, resultType: CANCELLED });
    }
    this.intercept(number, origin, admitted.appKey);
    if (one) this.world.couriers.cancel(one, reason);
    return done({ ...names, resultType: INTERCEPTED });
  }

  private intercept(number: string, origin: string, appKey: string): void {
    const { state, clock, parcels } = this.world;
    const parcel = state.parcels.get(number);
    const last = this.history.of(number, clock.now()).at(-1);
    if (origin === '0' || !parcel || parcel.voidedAt !== null || last?.state === '10034')
      throw notAllowed('当前状态不允许取消或拦截');
    const back = this.sendBack(parcel);
    this.following.sent(back.number, { accountId: appKey, orderId: '' });
    parcels.void(number, back.number);
    this.history.stop(number, clock.now(), back.number);
    this.pushes.stopped(parcel);
  }

  private sendBack(parcel: Parcel): Parcel {
    const { clock, parcels } = this.world;
    return parcels.begin({
      carrier: 'JD',
      number: parcels.newNumber('JD').replace(/^JDVA/, 'JDVC'),
      plan: parcel.plan,
      faults: [],
      orderIds: [],
      fromRegion: parcel.toRegion,
      toRegion: parcel.fromRegion,
      receiverTail: parcel.senderTail ?? parcel.receiverTail,
      virtualTail: parcel.virtualTail,
      senderTail: parcel.receiverTail,
      shippedAt: clock.now(),
    });
  }
}
