import { fromShanghai } from '@cartrail/kernel';
import type { OrderWish } from '../couriers/new-booking.js';
import type { Booking, Contact } from '../state/booking.model.js';
import type { Fields } from '../vendors/fields.js';
import { invalid } from './answers.js';

interface DepponWish extends OrderWish {
  pieces: number;
  traced: boolean;
}

const MOST_PIECES = 100;

/** Deppon's number of an order: what it begins with, and whether letters may follow, too. */
interface Numbers {
  sign: string;
  letters: boolean;
}

/** Reads an order with a courier; throws what Deppon finds wrong with it. */
export function orderWish(fields: Fields, { sign, letters }: Numbers): DepponWish {
  const logisticID = fields.text('logisticID');
  const own = logisticID.slice(sign.length);
  if (!logisticID.startsWith(sign) || !(letters ? /^[\w-]+$/ : /^\d+$/).test(own))
    throw invalid('logisticID必须为标识加数字');
  for (const name of ['custOrderNo', 'transportType']) need(fields, name, name);
  assertOneOf(fields, 'orderType', ['1', '2', '3']);
  assertOneOf(fields, 'payType', ['0', '1', '2']);
  if (fromShanghai(fields.text('gmtCommit')) === undefined) throw invalid('gmtCommit格式不正确');
  const cargo = fields.inner('packageInfo');
  assertOneOf(cargo, 'deliveryType', ['1', '2', '3', '4', '5']);
  const kilograms = Number(cargo.text('totalWeight'));
  if (!(kilograms > 0)) throw invalid('totalWeight必须大于0');
  const pieces = Number(cargo.text('totalNumber'));
  if (!Number.isInteger(pieces) || pieces < 1 || pieces > MOST_PIECES) throw invalid('totalNumber不正确');
  return {
    reference: logisticID,
    serviceType: fields.text('transportType'),
    sender: contactOf(fields.inner('sender'), 'sender'),
    receiver: contactOf(fields.inner('receiver'), 'receiver'),
    cargo: need(cargo, 'cargoName', 'packageInfo.cargoName'),
    remark: fields.text('remark'),
    weightGrams: Math.round(kilograms * 1_000),
    slot: slotOf(fields.text('sendStartTime'), fields.text('sendEndTime')),
    pieces,
    traced: fields.text('needTraceInfo') === '1',
  };
}

function contactOf(fields: Fields, which: string): Contact {
  const levels = ['province', 'city', 'address'].map((name) => need(fields, name, `${which}.${name}`));
  levels.splice(2, 0, fields.text('county'));
  return {
    name: need(fields, 'name', `${which}.name`),
    phone: need(fields, 'mobile', `${which}.mobile`),
    address: levels.join(''),
  };
}

function slotOf(start: string, end: string): Booking['slot'] {
  if (start === '' && end === '') return null;
  const [from, to] = [fromShanghai(start), fromShanghai(end)];
  if (from === undefined || to === undefined || to <= from) throw invalid('预约时间不正确');
  return { from, to };
}

function assertOneOf(fields: Fields, name: string, allowed: readonly string[]): void {
  if (!allowed.includes(fields.text(name))) throw invalid(`${name}不正确`);
}

function need(fields: Fields, name: string, called: string): string {
  const value = fields.text(name);
  if (value === '') throw invalid(`${called}不能为空`);
  return value;
}
