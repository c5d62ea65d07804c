import { fromShanghai, HOUR, type Instant } from '@cartrail/kernel';
import type { Contact } from '../state/booking.model.js';
import type { Account } from '../vendors/accounts.js';
import type { Fields } from '../vendors/fields.js';
import { serviceRefusal } from './answers.js';

const FORBIDDEN = /违禁|危险品|易燃|易爆/;
/** Of the sandbox; SF's own differ from place to place. */
const BUSINESS = { from: 6, until: 23 };
/** An order names the beginning of its slot only. */
const SLOT = HOUR;

export interface OrderWish {
  orderId: string;
  sender: Contact;
  receiver: Contact;
  cargo: string;
  remark: string;
  weightGrams: number;
  slot: { from: Instant; to: Instant } | null;
  /** Some leave the number to SF's printers, and do not see it in the answer. */
  wantsNumber: boolean;
}

/** Reads an order; throws what SF finds wrong with it. */
export function orderWish(fields: Fields, account: Account): OrderWish {
  const orderId = fields.text('orderId');
  if (orderId === '' || orderId.length > 64) throw serviceRefusal('S0001', '客户订单号不正确');
  if (fields.text('language') === '') throw serviceRefusal('S0001', '缺少language');
  if (fields.text('isDocall') !== '1') throw serviceRefusal('S0001', '模拟环境仅支持上门收件');
  const card = fields.text('monthlyCard');
  const own = account['monthlyCard'] ?? '';
  if (card !== '' && card !== own) throw serviceRefusal('8119', '月结卡号不存在或已失效');
  if (fields.text('payMethod') === '3' && card === '') throw serviceRefusal('8119', '第三方付必须传月结卡号');
  const contacts = fields.list('contactInfoList');
  const cargo = fields.list('cargoDetails')[0]?.text('name') ?? '';
  if (cargo === '') throw serviceRefusal('S0001', '托寄物名称不能为空');
  if (FORBIDDEN.test(cargo)) throw serviceRefusal('20035', '托寄物违禁，不可寄递');
  return {
    orderId,
    cargo,
    sender: contactOf(contacts, '1', ['1010', '1011', '1012']),
    receiver: contactOf(contacts, '2', ['1014', '1015', '1016']),
    remark: fields.text('remark'),
    weightGrams: Math.round(Number(fields.text('totalWeight') || '1') * 1_000),
    slot: slotOf(fields.text('sendStartTm')),
    wantsNumber: fields.text('isGenWaybillNo') !== '0',
  };
}

function contactOf(
  contacts: readonly Fields[],
  type: '1' | '2',
  codes: readonly [string, string, string],
): Contact {
  const whose = type === '1' ? '寄件' : '收件';
  const found = contacts.find((one) => one.text('contactType') === type);
  const [name, phone] = [found?.text('contact') ?? '', found?.text('mobile') || (found?.text('tel') ?? '')];
  const address = found ? lineOf(found) : '';
  if (name === '' && (found?.text('company') ?? '') === '')
    throw serviceRefusal(codes[0], `${whose}联系人不能为空`);
  if (phone === '') throw serviceRefusal(codes[1], `${whose}电话不能为空`);
  if (address === '') throw serviceRefusal(codes[2], `${whose}地址不能为空`);
  return { name, phone, address };
}

/** The levels before the line, unless it begins with them. */
export function lineOf(place: Fields): string {
  const address = place.text('address');
  if (address === '') return '';
  const levels = ['province', 'city', 'county'].map((name) => place.text(name));
  const missing = levels.filter((level) => level !== '' && !address.includes(level));
  return [...missing, address].join('');
}

function slotOf(text: string): OrderWish['slot'] {
  if (text === '') return null;
  const from = fromShanghai(text);
  if (from === undefined) throw serviceRefusal('S0001', 'sendStartTm格式不正确');
  const hour = Number(text.slice(11, 13));
  if (hour < BUSINESS.from || hour >= BUSINESS.until) throw serviceRefusal('8096', '不在收件时间范围内');
  return { from, to: from + SLOT };
}
