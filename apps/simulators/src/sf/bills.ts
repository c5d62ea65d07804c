import { fenToYuan } from '@cartrail/kernel';
import type { Booking } from '../state/booking.model.js';
import type { Answer } from '../vendors/door.js';
import type { Fields } from '../vendors/fields.js';
import type { Following } from '../vendors/following.js';
import { done, serviceRefusal } from './answers.js';
import type { Admitted } from './gate.js';

/** Weight and fees of what was ordered by the caller, from when the courier has it. */
export const querySfWaybill =
  (following: Following) =>
  ({ partnerId }: Admitted, fields: Fields): Answer => {
    const named = fields.text('trackingNum');
    if (named === '') throw serviceRefusal('S0001', 'trackingNum不能为空');
    const one = bookingNamed(following, partnerId, fields.text('trackingType'), named);
    if (!one || one.pickedUpAt === null) throw serviceRefusal('8148', '没有运单信息');
    return done(billOf(one));
  };

/** By order (1) or by waybill (2). */
function bookingNamed(
  following: Following,
  partnerId: string,
  type: string,
  named: string,
): Booking | undefined {
  if (type === '1') return following.orderOf(partnerId, named);
  if (type !== '2') throw serviceRefusal('S0001', 'trackingType不支持');
  const sender = following.senderOf(named);
  return sender?.accountId === partnerId ? following.orderOf(partnerId, sender.orderId) : undefined;
}

function billOf(one: Booking): object {
  const charged = one.settlements.flatMap(({ freightFen, fees }) => [
    ...(freightFen > 0 ? [charge('1', '运费', freightFen)] : []),
    ...fees.map(({ feeType, feeDesc, amountFen }) => charge(feeType, feeDesc, amountFen)),
  ]);
  return {
    waybillInfo: {
      waybillNo: one.number,
      orderId: one.reference,
      // It is weighed when it is charged.
      meterageWeightQty: charged.length > 0 ? one.billedGrams / 1_000 : null,
      realWeightQty: null,
    },
    waybillFeeList: charged,
  };
}

const charge = (type: string, name: string, fen: number): object => ({
  type,
  name,
  value: Number(fenToYuan(fen)),
});
