import { newBooking } from '../couriers/new-booking.js';
import { priceOf } from '../couriers/prices.js';
import { tellsUnknownCode } from '../couriers/unknown-code.js';
import { isCalledOff, isOpen } from '../state/booking.model.js';
import type { Answer } from '../vendors/door.js';
import type { Following } from '../vendors/following.js';
import type { Surroundings } from '../vendors/surroundings.js';
import { done, invalid, notAllowed, ordered } from './answers.js';
import { assertCustomer, signOfOrders, type Admitted } from './gate.js';
import { orderWish } from './order-form.js';
import { DEPPON, statusTypeOf } from './pushes.js';

const LEAST_BILLED_GRAMS = 3_000;

/** Orders with a courier, taken in some minutes after they were answered. */
export class DepponOrders {
  constructor(
    private readonly world: Surroundings,
    private readonly following: Following,
  ) {}

  create(admitted: Admitted): Answer {
    const { account, companyCode, fields } = admitted;
    const sign = signOfOrders(admitted);
    assertCustomer(admitted);
    if (fields.text('companyCode') !== companyCode) throw invalid('companyCode不正确');
    const letters = account['logisticID'] === 'any';
    const { pieces, traced, ...wish } = orderWish(fields, { sign, letters });
    if (this.following.orderOf(companyCode, wish.reference)) throw invalid('logisticID重复');
    const billed = Math.max(LEAST_BILLED_GRAMS, wish.weightGrams);
    const price = priceOf('DBL', wish.sender.address, wish.receiver.address, billed);
    if (!price) throw notAllowed('收发货地址超出服务范围');
    const asked = { ...wish, vendor: DEPPON, accountKey: companyCode, carrier: 'DBL' } as const;
    const one = newBooking({ ...asked, quotedFen: price.totalFen }, this.world);
    one.numberTold = false;
    this.following.sent(one.number, { accountId: companyCode, orderId: one.reference });
    if (traced) this.following.follow(one.number, { accountId: companyCode, tail: '' });
    this.world.couriers.book(one);
    const others = Array.from({ length: pieces - 1 }, () => this.world.parcels.newNumber('DBL'));
    return ordered({ logisticID: one.reference, mailNo: [one.number, ...others].join(',') });
  }

  /** How it stands, in the word a push has for it; nothing of what is somebody else's. */
  query({ companyCode, fields }: Admitted): Answer {
    if (fields.text('logisticCompanyID') !== 'DEPPON') throw invalid('logisticCompanyID不正确');
    const one = this.following.orderOf(companyCode, fields.text('logisticID'));
    if (!one?.numberTold) throw notAllowed('订单不存在');
    const statusType = tellsUnknownCode(this.world.faults, one) ? 'SAMPLE-7' : statusTypeOf(one);
    return done({
      logisticCompanyID: 'DEPPON',
      logisticID: one.reference,
      mailNo: one.number,
      statusType,
      cargoName: one.cargo,
      totalNumber: 1,
      totalWeight: one.weightGrams / 1_000,
    });
  }

  /** An order that is not taken in yet does not exist. */
  cancel(admitted: Admitted): Answer {
    const { companyCode, fields } = admitted;
    signOfOrders(admitted);
    if (fields.text('customerCode') !== '') assertCustomer(admitted);
    const [logisticID, mailNo] = [fields.text('logisticID'), fields.text('mailNo')];
    const one = this.following.orderOf(companyCode, logisticID);
    if (!one?.numberTold || (mailNo !== '' && mailNo !== one.number)) throw notAllowed('不存在订单信息');
    if (isCalledOff(one)) throw notAllowed('订单已撤销');
    if (!isOpen(one)) throw notAllowed('订单已开单，不能撤销');
    this.world.couriers.cancel(one, fields.text('remark'));
    return ordered({ logisticID, mailNo: one.number });
  }
}
