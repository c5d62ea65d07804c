import { fromShanghai } from '@cartrail/kernel';
import type { OrderWish } from '../couriers/new-booking.js';
import type { Booking, Contact } from '../state/booking.model.js';
import type { Account } from '../vendors/accounts.js';
import type { Fields } from '../vendors/fields.js';
import { refused } from './answers.js';

type StoWish = Omit<OrderWish, 'serviceType'>;

const KILOGRAM = 1_000;
const WITH_COURIER = '02';
const owned = ['siteCode', 'customerName', 'sitePwd', 'monthCustomerCode'];

/** Reads an order with a courier (调度); throws what STO finds wrong with it. */
export function orderWish(fields: Fields, account: Account): StoWish {
  const reference = fields.text('orderNo');
  if (reference === '') throw refused('orderNo不能为空');
  assertSource(fields, account);
  if (!/^0[0-4]$/.test(fields.text('billType'))) throw refused('billType不正确');
  if (fields.text('orderType') !== WITH_COURIER) throw refused('orderType不支持');
  const customer = fields.inner('customer');
  const isHis = owned.every((name) => [undefined, null, customer.text(name)].includes(account[name]));
  if (!isHis) throw refused('客户账号或密码错误');
  const cargo = fields.inner('cargo');
  const kilograms = Number(cargo.text('weight') || '1');
  if (!/^[123]0$/.test(cargo.text('battery'))) throw refused('battery不正确');
  if (!['大件', '小件', '扁平件'].includes(cargo.text('goodsType'))) throw refused('goodsType不正确');
  if (cargo.text('goodsName') === '') throw refused('goodsName不能为空');
  if (!(kilograms > 0)) throw refused('weight不正确');
  return {
    reference,
    sender: contactOf(fields.inner('sender'), '寄件人'),
    receiver: contactOf(fields.inner('receiver'), '收件人'),
    cargo: cargo.text('goodsName'),
    remark: fields.text('remark'),
    weightGrams: Math.round(kilograms * KILOGRAM),
    slot: slotOf(fields.inner('extendFieldMap')),
  };
}

/** STO assigns it to the account; without one nothing can be ordered. */
export function assertSource(fields: Fields, { orderSource }: Account): void {
  const given = fields.text('orderSource');
  if (given === '' || given !== orderSource) throw refused('orderSource未授权');
}

function contactOf(fields: Fields, who: string): Contact {
  const phone = fields.text('mobile') || fields.text('tel');
  if (fields.text('name') === '' || phone === '') throw refused(`${who}姓名或电话不能为空`);
  if (['province', 'city', 'address'].some((name) => fields.text(name) === ''))
    throw refused(`${who}省市及详细地址不能为空`);
  const levels = ['province', 'city', 'area', 'town', 'address'].map((name) => fields.text(name));
  return { name: fields.text('name'), phone, address: levels.join('') };
}

function slotOf(extended: Fields): Booking['slot'] {
  const [start, end] = [extended.text('fetch_begin_time'), extended.text('fetch_end_time')];
  if (start === '' && end === '') return null;
  const [from, to] = [fromShanghai(start), fromShanghai(end)];
  if (from === undefined || to === undefined || to <= from) throw refused('预约取件时间不正确');
  return { from, to };
}
