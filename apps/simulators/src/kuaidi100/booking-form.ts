import { DAY, fromShanghai, HOUR, toShanghai, type Instant } from '@cartrail/kernel';
import { carriers } from '../orders/catalogue.js';
import type { Contact } from '../state/booking.model.js';
import type { CarrierCode } from '../state/model.js';
import { badParameter, businessFailure } from './answers.js';
import type { Kuaidi100Booking } from './booking.js';
import type { Param } from './param.js';

const days: Readonly<Record<string, number>> = { 今天: 0, 明天: 1, 后天: 2 };
const needCargo: ReadonlySet<CarrierCode> = new Set(['JD', 'YTO', 'EMS']);

type Wish = Pick<
  Kuaidi100Booking,
  | 'carrier'
  | 'reference'
  | 'sender'
  | 'receiver'
  | 'cargo'
  | 'remark'
  | 'weightGrams'
  | 'slot'
  | 'dayType'
  | 'callbackUrl'
  | 'salt'
  | 'pollUrl'
>;

export function carrierOf(code: string): CarrierCode {
  const found = Object.entries(carriers).find(([, one]) => one.kuaidi100Code === code);
  if (!found) throw badParameter('参数错误：不支持的快递公司');
  return found[0] as CarrierCode;
}

/** Reads a `bOrder`; throws what the aggregator finds wrong with it. */
export function bookingWish(param: Param, now: Instant): Wish {
  const carrier = carrierOf(param.required('kuaidicom')[0] ?? '');
  const [sender, receiver] = [contact(param, 'send'), contact(param, 'rec')];
  const callbackUrl = param.required('callBackUrl')[0] ?? '';
  param.atMost('callBackUrl', 200);
  if (!/^https?:\/\//.test(callbackUrl)) throw badParameter('参数错误：callBackUrl不正确');
  if (needCargo.has(carrier)) param.required('cargo');
  if (!['', 'SHIPPER'].includes(param.text('payment'))) throw badParameter('参数错误：payment不支持');
  const reference = param.atMost('thirdOrderId', 32);
  const pollUrl = param.text('op') === '1' ? (param.required('pollCallBackUrl')[0] ?? '') : '';
  param.atMost('salt', 100);
  return {
    ...{ carrier, sender, receiver, callbackUrl, reference, pollUrl },
    cargo: param.text('cargo'),
    remark: param.text('remark'),
    weightGrams: gramsOf(param),
    slot: slotOf(param, carrier, now),
    dayType: param.text('dayType'),
    salt: param.given('salt') ?? null,
  };
}

export function gramsOf(param: Param): number {
  const text = param.text('weight');
  if (text === '') return 1_000;
  if (!/^\d{1,4}(\.\d{1,3})?$/.test(text) || Number(text) <= 0) throw badParameter('参数错误：weight不正确');
  return Math.round(Number(text) * 1_000);
}

function contact(param: Param, side: 'send' | 'rec'): Contact {
  const [name, phone, address] = param.required(
    `${side}ManName`,
    `${side}ManMobile`,
    `${side}ManPrintAddr`,
  ) as [string, string, string];
  param.atMost(`${side}ManPrintAddr`, 300);
  if (!/^[\d-]{7,20}$/.test(phone)) throw badParameter(`参数错误：${side}ManMobile不正确`);
  return { name, phone, address };
}

/** A window of an hour at least, that is not nearly over. */
function slotOf(param: Param, carrier: CarrierCode, now: Instant): Kuaidi100Booking['slot'] {
  const [day, start, end] = ['dayType', 'pickupStartTime', 'pickupEndTime'].map((name) =>
    param.text(name),
  ) as [string, string, string];
  if (day === '' && start === '' && end === '') {
    if (carrier === 'SF') throw badParameter('参数错误：顺丰必须传预约时间');
    return null;
  }
  const date = toShanghai(now + (days[day] ?? 0) * DAY).slice(0, 10);
  const [from, to] = [fromShanghai(`${date} ${start}`), fromShanghai(`${date} ${end}`)];
  if (!(day in days) || from === undefined || to === undefined)
    throw badParameter('参数错误：预约时间不正确');
  if (to - from < HOUR) throw badParameter('参数错误：预约起止时间间隔不能小于1小时');
  if (to - now < 2 * HOUR) throw badParameter('参数错误：预约时间段结束前2小时内不可预约');
  if (carrier === 'JD' && day === '今天') throw businessFailure('京东不支持预约当天取件');
  return { from, to };
}
