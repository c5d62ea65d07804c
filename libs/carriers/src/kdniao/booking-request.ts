import { toShanghai } from '@cartrail/kernel';
import { citiesWithoutDistricts, levelsOf, placesOf, type Address, type AddressPlaces } from '../address.js';
import type { BookingRequest, PickupAddress, QuoteRequest } from '../booking.js';
import { carrierTo } from '../catalogue.js';
import { kilogramsFromGrams } from '../weight.js';
import type { KdniaoConfig } from './config.js';
import { permanent } from './errors.js';
import type { OrderParam, PartyParam, PlaceParam, PriceParam, ReachParam } from './wire.js';

/** How an account books. */
export type Terms = Pick<KdniaoConfig, 'shipperType' | 'payType'>;

/** What 1801 takes. Throws a permanent `CarrierError` for what KDNiao does not take. */
export function toOrderParam(request: BookingRequest, { shipperType, payType }: Terms): OrderParam {
  const { reference, sender, receiver, slot, remark } = request;
  return {
    OrderCode: within(reference, 30, 'OrderCode'),
    TransportType: 1,
    ShipperType: shipperType,
    ShipperCode: codeOfCarrier(request.carrier),
    PayType: payType,
    ExpType: 1,
    Sender: toParty(sender, 'sender'),
    Receiver: toParty(receiver, 'receiver'),
    StartDate: toShanghai(slot.from),
    EndDate: toShanghai(slot.to),
    Weight: Number(kilogramsFromGrams(request.weightGrams)),
    Quantity: 1,
    Commodity: [{ GoodsName: plain(request.cargo), GoodsQuantity: 1 }],
    Remark: remark === undefined ? undefined : within(plain(remark), 60, 'Remark'),
  };
}

/** What 1815 takes; `undefined` where an address does not name the levels it is priced by. */
export function toPriceParam(request: QuoteRequest, { shipperType }: Terms): PriceParam | undefined {
  const from = placeOf(placesOf({ ...request.fromParts, address: request.from }));
  const to = placeOf(placesOf({ ...request.toParts, address: request.to }));
  if (!from || !to) return undefined;
  return {
    TransportType: 1,
    ShipperType: shipperType,
    Weight: Number(kilogramsFromGrams(request.weightGrams)),
    Sender: from,
    Receiver: to,
  };
}

/** What 1814 takes; `undefined` where an address does not name the levels a courier is sent by. */
export function toReachParam(request: QuoteRequest, { shipperType }: Terms): ReachParam | undefined {
  const from = endOf({ ...request.fromParts, address: request.from });
  const to = endOf({ ...request.toParts, address: request.to });
  return from && to && { ShipperType: shipperType, Sender: from, Receiver: to };
}

function endOf(whole: Address): ReachParam['Sender'] | undefined {
  const place = placeOf(placesOf(whole));
  const street = levelsOf(whole)?.rest;
  return place && { ...place, Address: street && plain(street) };
}

export function codeOfCarrier(carrier: string): string {
  const code = carrierTo('kdniao', carrier);
  if (code === undefined) throw permanent(`no KDNiao code for carrier ${carrier}`);
  return code;
}

const MOBILE = /^1\d{10}$/;

/** The line stays out of the message: it is somebody's address. */
function toParty(whose: PickupAddress, end: string): PartyParam {
  const levels = levelsOf(whose);
  const place = placeOf(levels);
  if (!levels || !place)
    throw permanent(`the address of the ${end} does not name province, city and district`);
  const { name, phone } = whose;
  const number = MOBILE.test(phone) ? { Mobile: phone } : { Tel: phone };
  return { Name: plain(name), ...number, ...place, Address: plain(levels.rest) };
}

/** `undefined` where a level is missing. */
function placeOf(places: AddressPlaces | undefined): PlaceParam | undefined {
  const { province = '', city, district } = places ?? {};
  if (city === undefined || (district === undefined && !citiesWithoutDistricts.has(city))) return undefined;
  return { ProvinceName: provinceName(province), CityName: city, ExpAreaName: district };
}

/** Municipalities stand without 市 as provinces, and with it as cities. */
const provinceName = (province: string): string => province.replace(/市$/u, '');

/** KDNiao refuses these characters in what people wrote. */
const plain = (words: string): string => words.replaceAll(/['"#&+<>%]/g, '');

/** The text stays out of the message. */
function within(words: string, most: number, field: string): string {
  if (words.length > most) throw permanent(`${field} is longer than ${most} characters`);
  return words;
}
