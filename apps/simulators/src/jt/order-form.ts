import { fromShanghai } from '@cartrail/kernel';
import type { OrderWish } from '../couriers/new-booking.js';
import type { Booking, Contact } from '../state/booking.model.js';
import type { Fields } from '../vendors/fields.js';
import { invalid } from './answers.js';

const oneOf: Readonly<Record<string, readonly string[]>> = {
  expressType: ['EZ', 'TYD'],
  orderType: ['1', '2'],
  serviceType: ['01'],
  deliveryType: ['03', '04', '05', '06'],
  payType: ['PP_PM', 'CC_CASH'],
  totalQuantity: ['1'],
};

/** Reads an order with a courier; throws what J&T finds wrong with it. */
export function orderWish(fields: Fields): OrderWish {
  const reference = fields.text('txlogisticId');
  if (reference === '') throw invalid('txlogisticId不能为空');
  for (const [name, allowed] of Object.entries(oneOf)) {
    if (!allowed.includes(fields.text(name))) throw invalid(`${name}不正确`);
  }
  if (!/^bm00000[1-9]$/.test(fields.text('goodsType'))) throw invalid('goodsType不正确');
  const weight = fields.text('weight');
  const kilograms = Number(weight);
  if (!/^\d{1,2}(\.\d{1,3})?$/.test(weight) || kilograms < 0.01 || kilograms > 30)
    throw invalid('weight必须在0.01到30之间');
  return {
    reference,
    serviceType: fields.text('expressType'),
    sender: contactOf(fields.inner('sender'), '寄件人'),
    receiver: contactOf(fields.inner('receiver'), '收件人'),
    cargo: fields.text('goodsType'),
    remark: fields.text('remark'),
    weightGrams: Math.round(kilograms * 1_000),
    slot: slotOf(fields.text('sendStartTime'), fields.text('sendEndTime')),
  };
}

function contactOf(fields: Fields, who: string): Contact {
  const phone = fields.text('mobile') || fields.text('phone');
  if (fields.text('name') === '' || phone === '') throw invalid(`${who}姓名或电话不能为空`);
  if (fields.text('countryCode') !== 'CHN') throw invalid(`${who}国家不正确`);
  if (['prov', 'city', 'address'].some((name) => fields.text(name) === ''))
    throw invalid(`${who}省市及详细地址不能为空`);
  const levels = ['prov', 'city', 'area', 'town', 'address'].map((name) => fields.text(name));
  return { name: fields.text('name'), phone, address: levels.join('') };
}

function slotOf(start: string, end: string): Booking['slot'] {
  if (start === '' && end === '') return null;
  const [from, to] = [fromShanghai(start), fromShanghai(end)];
  if (from === undefined || to === undefined || to <= from) throw invalid('预约时间不正确');
  return { from, to };
}
