import { provinceOf } from '../couriers/regions.js';
import type { OrderWish } from '../couriers/new-booking.js';
import type { Booking, Contact } from '../state/booking.model.js';
import type { Fields } from '../vendors/fields.js';
import { invalid } from './answers.js';
import type { Origin } from './gate.js';

interface JdlWish extends OrderWish {
  followed: boolean;
}

const settlements: Readonly<Record<Origin, readonly string[]>> = {
  '0': ['1', '2'],
  '1': ['1', '2', '3'],
  '2': ['5'],
};
// Two of them are spelt as JDL spells them.
const sharedPayers = [
  'basicFreigthSettleType',
  'packageServiceSettleType',
  'guaranteeMoneyServiceSettleType',
] as const;

/** Reads an order with a courier; throws what JDL finds wrong with it. */
export function orderWish(fields: Fields, origin: Origin): JdlWish {
  const reference = need(fields, 'orderId', 50);
  const cargoes = fields.list('cargoes');
  const [cargo] = cargoes;
  if (!cargo || cargoes.length > 1) throw invalid('cargoes必须且只能有一项');
  if (!settlements[origin].includes(fields.text('settleType'))) throw invalid('settleType不正确');
  if (fields.text('pickupType') === '2') throw invalid('不支持自送');
  if (fields.text('waybillCode') !== '') throw invalid('waybillCode不是预取的运单号');
  if (fields.text('remark').length > 500) throw invalid('remark过长');
  const slot = slotOf(fields);
  if (origin === '2') assertReturn(fields, slot);
  return {
    reference,
    serviceType: need(fields.inner('productsReq'), 'productCode', 50),
    sender: contactOf(fields.inner('senderContact'), 'senderContact'),
    receiver: contactOf(fields.inner('receiverContact'), 'receiverContact'),
    cargo: need(cargo, 'name', 100),
    remark: fields.text('remark'),
    weightGrams: gramsOf(cargo),
    slot,
    followed: fields.inner('extendProps').text('autoSubscribe') === '1',
  };
}

/** What a consumer sends back needs more than other orders. */
function assertReturn(fields: Fields, slot: Booking['slot']): void {
  const payers = fields.inner('c2bAddedSettleTypeInfo');
  if (!sharedPayers.every((name) => ['1', '3'].includes(payers.text(name))))
    throw invalid('c2bAddedSettleTypeInfo不正确');
  if (fields.list('goods').length === 0) throw invalid('goods不能为空');
  if (slot === null) throw invalid('pickupStartTime和pickupEndTime不能为空');
}

export function gramsOf(cargo: Fields): number {
  const kilograms = Number(cargo.text('weight'));
  if (!(kilograms > 0)) throw invalid('cargoes.weight必须大于0');
  const volume = cargo.text('volume');
  if (volume !== '' && !(Number(volume) > 0)) throw invalid('cargoes.volume必须大于0');
  return Math.round(kilograms * 1_000);
}

function contactOf(fields: Fields, which: string): Contact {
  const phone = fields.text('mobile') || fields.text('phone');
  if (phone === '') throw invalid(`${which}的mobile和phone不能同时为空`);
  return { name: need(fields, 'name', 50), phone, address: addressOf(fields, which) };
}

export function addressOf(fields: Fields, which: string): string {
  const address = need(fields, 'fullAddress', 200);
  if (provinceOf(address) === undefined) throw invalid(`${which}.fullAddress解析失败`);
  return address;
}

function slotOf(fields: Fields): Booking['slot'] {
  const [start, end] = [fields.text('pickupStartTime'), fields.text('pickupEndTime')];
  if (start === '' && end === '') return null;
  const [from, to] = [Number(start), Number(end)];
  if (!/^\d{13}$/.test(start) || !/^\d{13}$/.test(end) || to <= from) throw invalid('预约揽收时间不正确');
  return { from, to };
}

function need(fields: Fields, name: string, most: number): string {
  const value = fields.text(name);
  if (value === '' || value.length > most) throw invalid(`${name}不能为空且不超过${most}个字符`);
  return value;
}
