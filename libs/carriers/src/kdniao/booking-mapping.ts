import { fenFromYuan, fromShanghai } from '@cartrail/kernel';
import type { BookingReport } from '../booking.js';
import { carrierFrom, normaliseNumber } from '../catalogue.js';
import { isRecord, list, optionalText, text } from '../json.js';
import type { Courier } from '../report.js';
import { gramsFromKilograms } from '../weight.js';
import { toBookingStatus } from './booking-status-table.js';
import { PROVIDER } from './manifest.js';
import type { WireBooking, WirePicker } from './wire.js';

/**
 * One item of push 103; `undefined` where it names no order of ours. Throws `RangeError` on an amount that cannot be
 * read: money is parked, never guessed.
 */
export function toBookingReport(item: WireBooking): BookingReport | undefined {
  const bookingId = text(item.OrderCode).trim();
  if (bookingId === '') return undefined;
  const code = text(item.State).trim();
  const carrierCode = optionalText(item.ShipperCode);
  return {
    provider: PROVIDER,
    bookingId,
    providerOrderId: optionalText(item.KDNOrderCode),
    status: toBookingStatus(code),
    code,
    text: optionalText(item.Reason),
    number: normaliseNumber(text(item.LogisticCode)) || undefined,
    carrier: carrierCode && carrierFrom('kdniao', carrierCode),
    carrierCode,
    courier: toCourier(item.PickerInfo),
    // A parcel weighs something: 0 stands for "not weighed".
    weightGrams: gramsFromKilograms(text(item.Weight)) || undefined,
    ...(code === settlesIn(carrierCode) || code === REWEIGHED ? billOf(item) : { fees: [] }),
  };
}

/** KDNiao settles by the sum of 301 (已揽件), and what goes by STO by that of 601 (费用状态). */
const settlesIn = (carrierCode: string | undefined): string => (carrierCode === 'STO' ? '601' : '301');

/** 修改重量: its sum takes the place of the one it settled by. */
const REWEIGHED = '208';

/** The parts of the fee are in the sum, and counting both would charge twice. */
function billOf({
  TotalFee,
  CreateTime,
}: WireBooking): Pick<BookingReport, 'fees' | 'wholeBill' | 'billedAt'> {
  const amount = text(TotalFee).trim();
  if (amount === '') return { fees: [] };
  const fees = [{ kind: 'TotalFee', amountFen: fenFromYuan(amount) }];
  return { fees, wholeBill: true, billedAt: fromShanghai(text(CreateTime)) };
}

function toCourier(pickers: unknown): Courier | undefined {
  const [first = {}]: readonly WirePicker[] = list(pickers).filter(isRecord);
  const name = optionalText(first.PersonName);
  const phone = optionalText(first.PersonTel);
  return name === undefined && phone === undefined ? undefined : { name, phone };
}
