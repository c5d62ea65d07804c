import { fromShanghai } from '@cartrail/kernel';
import type { OrderWish } from '../couriers/new-booking.js';
import type { Booking, Contact } from '../state/booking.model.js';
import type { Fields } from '../vendors/fields.js';
import { refused } from './answers.js';

const KILOGRAM = 1_000;

/** Reads an order with a courier; throws what YTO finds wrong with it. */
export function orderWish(fields: Fields): OrderWish {
  const reference = fields.text('logisticsNo');
  if (reference === '') throw refused('logisticsNo不能为空');
  const productCode = fields.text('productCode') || 'PK';
  if (!['PK', 'YZD'].includes(productCode)) throw refused('productCode不正确');
  if (fields.list('increments').some((one) => !/^[124]$/.test(one.text('type'))))
    throw refused('increments不正确');
  const kilograms = Number(fields.text('weight') || '1');
  if (!(kilograms > 0)) throw refused('weight不正确');
  return {
    reference,
    serviceType: productCode,
    sender: contactOf(fields, 'sender', '寄件人'),
    receiver: contactOf(fields, 'recipient', '收件人'),
    cargo: fields.list('goods')[0]?.text('name') ?? '',
    remark: fields.text('remark'),
    weightGrams: Math.round(kilograms * KILOGRAM),
    slot: slotOf(fields.text('startTime'), fields.text('endTime')),
  };
}

function contactOf(fields: Fields, side: string, who: string): Contact {
  const part = (name: string): string => fields.text(`${side}${name}`);
  const [name, phone] = [part('Name'), part('Mobile')];
  if (name === '' || phone === '') throw refused(`${who}姓名或电话不能为空`);
  if (['ProvinceName', 'CityName', 'Address'].some((one) => part(one) === ''))
    throw refused(`${who}省市及详细地址不能为空`);
  const levels = ['ProvinceName', 'CityName', 'CountyName', 'Address'].map(part);
  return { name, phone, address: levels.join('') };
}

function slotOf(start: string, end: string): Booking['slot'] {
  if (start === '' && end === '') return null;
  const [from, to] = [fromShanghai(start), fromShanghai(end)];
  if (from === undefined || to === undefined || to <= from) throw refused('预约取件时间不正确');
  return { from, to };
}
