import { fenFromYuan } from '@cartrail/kernel';
import type { BookingFee, BookingReport } from '../booking.js';
import { carrierFrom, normaliseNumber } from '../catalogue.js';
import { isRecord, list, optionalText, record, text } from '../json.js';
import { gramsFromKilograms } from '../weight.js';
import { toBookingStatus } from './booking-status-table.js';
import { PROVIDER } from './manifest.js';
import type { WireFee, WireOrder, WireOrderPush } from './wire.js';

/** An order callback. Throws `RangeError` on an amount that cannot be read: money is parked, never guessed. */
export function toBookingReport(push: WireOrderPush, bookingId: string): BookingReport {
  const order: WireOrder = record(push.data);
  const code = text(order.status).trim() || outerStatus(push);
  const status = toBookingStatus(code);
  const message = optionalText(push.message);
  return {
    ...facts(order, bookingId),
    ...parcel(push.kuaidinum, push.kuaidicom),
    status,
    code,
    text: message === '成功' ? undefined : message,
    // Only a settlement charges, and every one adds. Whether one charges what 155 (修改重量) names once more is
    // not documented: `detail` tells the sum.
    fees: status === 'settled' ? charges(order) : [],
  };
}

/** The outer 200 says that the push went well (成功), not that a label was made (已出单). */
function outerStatus(push: WireOrderPush): string {
  const status = text(push.status).trim();
  return status === '200' ? '' : status;
}

const PAID = '1';

/** The answer to `detail`: how the booking stands. Throws `RangeError` as above. */
export function toBookingDetail(order: WireOrder, bookingId: string): BookingReport {
  const code = text(order.status).trim();
  const charged = list(order.feeDetails).length > 0 || text(order.payStatus) === PAID;
  return {
    ...facts(order, bookingId),
    ...parcel(order.kuaidiNum ?? order.kuaidinum, order.kuaidiCom ?? order.kuaidicom),
    status: toBookingStatus(code),
    code,
    ...(charged ? { fees: charges(order), wholeBill: true } : { fees: [] }),
  };
}

type Facts = Pick<BookingReport, 'provider' | 'bookingId' | 'providerOrderId' | 'courier' | 'weightGrams'>;

function facts(order: WireOrder, bookingId: string): Facts {
  const name = optionalText(order.courierName);
  const phone = optionalText(order.courierMobile);
  return {
    provider: PROVIDER,
    bookingId,
    providerOrderId: optionalText(order.orderId),
    courier: name === undefined && phone === undefined ? undefined : { name, phone },
    // A parcel weighs something: 0 stands for "not weighed".
    weightGrams: gramsFromKilograms(text(order.weight) || text(order.lastWeight)) || undefined,
  };
}

function parcel(number: unknown, code: unknown): Pick<BookingReport, 'number' | 'carrier' | 'carrierCode'> {
  const carrierCode = optionalText(code);
  return {
    number: normaliseNumber(text(number)) || undefined,
    carrierCode,
    carrier: carrierCode && carrierFrom('kuaidi100', carrierCode),
  };
}

/** The freight and what comes on top of it; some senders list the freight among the fees, and it counts once. */
function charges(order: WireOrder): readonly BookingFee[] {
  const fees = list(order.feeDetails).filter(isRecord).flatMap(toFee);
  const freight = text(order.freight).trim();
  if (freight === '' || fees.some(isFreight)) return fees;
  return [{ kind: 'freight', amountFen: fenFromYuan(freight) }, ...fees];
}

const isFreight = ({ kind, text: name = '' }: BookingFee): boolean =>
  /^freight/i.test(kind) || name.startsWith('运费');

function toFee(fee: WireFee): readonly BookingFee[] {
  const amount = text(fee.amount).trim();
  if (amount === '') return [];
  const kind = optionalText(fee.feeType) ?? 'fee';
  return [{ kind, text: optionalText(fee.feeDesc), amountFen: fenFromYuan(amount) }];
}
