import { fromShanghai } from '@cartrail/kernel';
import type { OrderWish } from '../couriers/new-booking.js';
import type { Contact } from '../state/booking.model.js';
import type { Fields } from '../vendors/fields.js';
import { invalid } from './answers.js';

const oneOf: Readonly<Record<string, readonly string[]>> = {
  contentsAttribute: ['1', '3'],
  bizProductNo: ['1', '10'],
  paymentMode: ['1', '2'],
};

/** Reads an order with a courier; throws what EMS finds wrong with it. */
export function orderWish(fields: Fields): Omit<OrderWish, 'slot'> {
  for (const name of ['ecommerceUserId', 'logisticsOrderNo']) {
    if (fields.text(name) === '') throw invalid(`${name}不能为空`);
  }
  if (fromShanghai(fields.text('createdTime')) === undefined) throw invalid('createdTime格式不正确');
  for (const [name, allowed] of Object.entries(oneOf)) {
    if (!allowed.includes(fields.text(name))) throw invalid(`${name}不正确`);
  }
  const cargos = fields.list('cargos');
  const weightGrams = cargos.reduce((sum, cargo) => sum + Number(cargo.text('cargoWeight')), 0);
  if (cargos.some((cargo) => cargo.text('cargoName') === '') || !(weightGrams > 0))
    throw invalid('cargos不正确');
  return {
    reference: fields.text('logisticsOrderNo'),
    serviceType: fields.text('bizProductNo'),
    sender: contactOf(fields.inner('sender'), 'sender'),
    receiver: contactOf(fields.inner('receiver'), 'receiver'),
    cargo: cargos.map((cargo) => cargo.text('cargoName')).join('，'),
    remark: fields.text('remarks'),
    weightGrams,
  };
}

function contactOf(fields: Fields, which: string): Contact {
  // Some cities have no districts.
  for (const name of ['name', 'mobile', 'prov', 'city', 'address']) {
    if (fields.text(name) === '') throw invalid(`${which}.${name}不能为空`);
  }
  return { name: fields.text('name'), phone: fields.text('mobile'), address: addressOf(fields) };
}

export const addressOf = (fields: Fields): string =>
  ['prov', 'city', 'county', 'address'].map((name) => fields.text(name)).join('');
