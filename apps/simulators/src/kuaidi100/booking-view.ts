import { fenToYuan, type Instant } from '@cartrail/kernel';
import { carriers } from '../orders/catalogue.js';
import { isCalledOff, type Booking } from '../state/booking.model.js';
import { statusOf, type Kuaidi100Booking } from './booking.js';

/** The answer of `detail`: empty texts where there is nothing to tell. */
export function detailView(one: Kuaidi100Booking, wallTime: (at: Instant) => string): object {
  const last = one.settlements.find(({ freightFen }) => freightFen > 0);
  const hour = (at: Instant | undefined): string => (at === undefined ? '' : wallTime(at).slice(11, 16));
  const kilograms = (grams: number): string => (grams / 1_000).toFixed(2);
  return {
    taskId: one.taskId,
    orderId: one.orderId,
    createTime: wallTime(one.madeAt),
    kuaidiCom: carriers[one.carrier].kuaidi100Code,
    kuaidiNum: one.numberTold ? one.number : '',
    serviceType: one.serviceType,
    status: statusOf[one.state],
    payStatus: payStatusOf(one),
    payment: 'SHIPPER',
    cargo: one.cargo,
    comment: one.cancelMsg ?? '',
    courierName: one.courier?.name ?? '',
    courierMobile: one.courier?.mobile ?? '',
    dayType: one.dayType,
    pickupStartTime: hour(one.slot?.from),
    pickupEndTime: hour(one.slot?.to),
    preWeight: kilograms(one.weightGrams),
    lastWeight: one.pickedUpAt === null ? '' : kilograms(one.billedGrams),
    defPrice: fenToYuan(one.quotedFen),
    freight: last ? fenToYuan(last.freightFen) : '',
    feeDetails: one.settlements.flatMap(({ fees }) =>
      fees.map(({ feeType, feeDesc, amountFen }) => ({
        feeType,
        feeDesc,
        amount: fenToYuan(amountFen),
        payStatus: '1',
      })),
    ),
    sendName: one.sender.name,
    sendMobile: one.sender.phone,
    sendAddr: one.sender.address,
    recName: one.receiver.name,
    recMobile: one.receiver.phone,
    recAddr: one.receiver.address,
    valins: '',
  };
}

/** 0 unpaid, 1 paid, 2 nothing to pay, 3 given back. */
function payStatusOf(one: Booking): number {
  if (one.settlements.length > 0) return 1;
  if (one.state === 'rejected') return 2;
  return isCalledOff(one) ? 3 : 0;
}
