import { fromShanghai } from '@cartrail/kernel';
import type { OrderWish } from '../couriers/new-booking.js';
import type { Booking, Contact } from '../state/booking.model.js';
import { carrierCodes, type CarrierCode } from '../state/model.js';
import type { Fields } from '../vendors/fields.js';
import { missing, NotDone } from './gate.js';

const malformed = (what: string): NotDone => new NotDone('103', `格式问题：${what}`);

interface KdniaoWish extends OrderWish {
  /** Absent: left to KDNiao. */
  carrier?: CarrierCode;
}

/** Reads an order of 1801; throws what KDNiao finds wrong with it. */
export function orderWish(fields: Fields): KdniaoWish {
  const [reference = '', serviceType = ''] = required(fields, 'OrderCode', 'ShipperType');
  atMost(reference, 30, 'OrderCode');
  only(fields, 'TransportType', /^1$/);
  only(fields, 'PayType', /^[123]$/);
  only(fields, 'ExpType', /^1$/);
  only(fields, 'Quantity', /^1$/);
  const remark = fields.text('Remark');
  atMost(remark, 60, 'Remark');
  const carrier = fields.text('ShipperCode');
  return {
    ...(carrier === '' ? {} : { carrier: carrierOf(carrier) }),
    reference,
    serviceType,
    sender: contactOf(fields, 'Sender'),
    receiver: contactOf(fields, 'Receiver'),
    cargo: fields.list('Commodity')[0]?.text('GoodsName') ?? '',
    remark,
    weightGrams: gramsOf(fields),
    slot: slotOf(fields),
  };
}

/** Province, city and area, in one line. */
export function placeOf(fields: Fields, end: 'Sender' | 'Receiver'): string {
  const side = fields.inner(end);
  const [province = '', city = ''] = required(side, 'ProvinceName', 'CityName');
  const area = side.text('ExpAreaName');
  if (!/^(北京|上海|天津|重庆)$|(省|自治区|特别行政区)$/.test(province))
    throw malformed(`${end}.ProvinceName`);
  if (!/(市|州|盟|地区|县)$/.test(city)) throw malformed(`${end}.CityName`);
  // Some cities have no districts.
  if (area !== '' && !/[区县市旗]$/.test(area)) throw malformed(`${end}.ExpAreaName`);
  return `${province}${city}${area}`;
}

export function gramsOf(fields: Fields): number {
  const [weight = ''] = required(fields, 'Weight');
  if (!/^\d{1,4}(\.\d{1,3})?$/.test(weight) || Number(weight) === 0) throw malformed('Weight');
  return Math.round(Number(weight) * 1_000);
}

function contactOf(fields: Fields, end: 'Sender' | 'Receiver'): Contact {
  const side = fields.inner(end);
  const [name = '', address = ''] = required(side, 'Name', 'Address');
  const phone = side.text('Mobile') || side.text('Tel');
  if (phone === '') throw missing(`${end}.Mobile`);
  return { name, phone, address: placeOf(fields, end) + address };
}

function slotOf(fields: Fields): Booking['slot'] {
  const [start, end] = [fields.text('StartDate'), fields.text('EndDate')];
  if (start === '' && end === '') return null;
  const [from, to] = [fromShanghai(start), fromShanghai(end)];
  if (from === undefined || to === undefined || to <= from) throw malformed('StartDate');
  return { from, to };
}

function carrierOf(code: string): CarrierCode {
  const found = carrierCodes.find((one) => one === code);
  if (!found) throw malformed('ShipperCode');
  return found;
}

const required = (fields: Fields, ...names: readonly string[]): string[] =>
  names.map((name) => {
    const value = fields.text(name);
    if (value === '') throw missing(name);
    return value;
  });

function only(fields: Fields, name: string, form: RegExp): void {
  const [value = ''] = required(fields, name);
  if (!form.test(value)) throw malformed(name);
}

function atMost(value: string, most: number, name: string): void {
  if (value.length > most) throw malformed(name);
}
