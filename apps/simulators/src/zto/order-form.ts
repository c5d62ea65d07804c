import { fromShanghai } from '@cartrail/kernel';
import type { OrderWish } from '../couriers/new-booking.js';
import type { Booking, Contact } from '../state/booking.model.js';
import type { Account } from '../vendors/accounts.js';
import type { Fields } from '../vendors/fields.js';
import { businessRefused } from './answers.js';

interface ZtoWish extends Omit<OrderWish, 'serviceType'> {
  /** `orderType` 2; with 3 the number comes later. */
  numberAtOnce: boolean;
}

/** Reads an order with a courier; throws what ZTO finds wrong with it. */
export function orderWish(fields: Fields, account: Account): ZtoWish {
  const [partnerType, orderType] = [fields.text('partnerType'), fields.text('orderType')];
  if (partnerType !== '2') throw businessRefused('partnerType不支持');
  if (!['2', '3'].includes(orderType)) throw businessRefused('orderType不支持');
  const reference = fields.text('partnerOrderCode');
  if (reference === '') throw businessRefused('partnerOrderCode不能为空');
  if (orderType === '2') assertOwns(account, fields.inner('accountInfo'));
  const items = fields.list('orderItems');
  const grams = items.reduce((sum, one) => sum + Number(one.text('weight') || '0'), 0);
  return {
    reference,
    sender: contactOf(fields.inner('senderInfo'), 'sender', '寄件人'),
    receiver: contactOf(fields.inner('receiveInfo'), 'receiver', '收件人'),
    cargo: items[0]?.text('name') ?? '',
    remark: fields.text('remark'),
    weightGrams: grams > 0 ? grams : 1_000,
    slot: slotOf(fields.inner('summaryInfo')),
    numberAtOnce: orderType === '2',
  };
}

/** Numbers are taken from the waybill account (电子面单账号). */
function assertOwns(account: Account, given: Fields): void {
  const owns = ['accountId', 'accountPassword'].every(
    (name) => given.text(name) !== '' && given.text(name) === account[name],
  );
  if (!owns) throw businessRefused('电子面单账号或密码错误');
}

function contactOf(fields: Fields, side: string, who: string): Contact {
  const part = (name: string): string => fields.text(`${side}${name}`);
  const phone = part('Mobile') || part('Phone');
  if (part('Name') === '' || phone === '') throw businessRefused(`${who}姓名或电话不能为空`);
  const levels = ['Province', 'City', 'District', 'Address'].map(part);
  if (levels.includes('')) throw businessRefused(`${who}省市区及详细地址不能为空`);
  return { name: part('Name'), phone, address: levels.join('') };
}

function slotOf(summary: Fields): Booking['slot'] {
  const [start, end] = [summary.text('startTime'), summary.text('endTime')];
  if (start === '' && end === '') return null;
  const [from, to] = [fromShanghai(start), fromShanghai(end)];
  if (from === undefined || to === undefined || to <= from) throw businessRefused('预约时间不正确');
  return { from, to };
}
