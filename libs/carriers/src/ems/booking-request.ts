import { toShanghai, type Instant } from '@cartrail/kernel';
import { citiesWithoutDistricts, levelsOf, type Address } from '../address.js';
import type { BookingRequest, PickupAddress } from '../booking.js';
import type { EmsConfig } from './config.js';
import { permanent } from './errors.js';
import type { WireContact, WireOrder, WirePlace } from './wire.js';

/** Couriers are sent for express mail, the first of its brands. */
export const CARRIER = 'EMS';

/** What an account orders on. */
export type OrderTerms = Pick<EmsConfig, 'senderNo' | 'bizProductNo'> &
  Pick<WireOrder, 'ecommerceUserId' | 'paymentMode'>;

/** `undefined` for an account that only follows parcels. */
export function orderTermsOf(config: EmsConfig): OrderTerms | undefined {
  const { senderNo, bizProductNo, ecommerceUserId, paymentMode } = config;
  if (ecommerceUserId === undefined || paymentMode === undefined) return undefined;
  return { senderNo, bizProductNo, ecommerceUserId, paymentMode };
}

const GOODS = '3';

/** What 020003 takes, in a list of one. Throws a permanent `CarrierError` for what cannot be said in its words. */
export function toOrder(request: BookingRequest, terms: OrderTerms, now: Instant): WireOrder {
  const { reference, sender, receiver, cargo, weightGrams } = request;
  onlyEms(request.carrier);
  return {
    ecommerceUserId: terms.ecommerceUserId,
    logisticsOrderNo: reference,
    createdTime: toShanghai(now),
    contentsAttribute: GOODS,
    bizProductNo: terms.bizProductNo,
    paymentMode: terms.paymentMode,
    remarks: remarksOf(request),
    sender: toContact(sender, 'sender'),
    receiver: toContact(receiver, 'receiver'),
    cargos: [{ cargoName: cargo, cargoWeight: weightGrams }],
  };
}

export function onlyEms(carrier: string): void {
  if (carrier !== CARRIER) throw permanent(`no courier of EMS's fetches parcels for ${carrier}`);
}

/** No field says when the courier comes, so the wish is told in words, for people. */
function remarksOf({ slot, remark = '' }: Pick<BookingRequest, 'slot' | 'remark'>): string {
  const wish = `期望上门取件时间：${toShanghai(slot.from)} 至 ${toShanghai(slot.to)}`;
  return remark.trim() === '' ? wish : `${wish}；${remark}`;
}

function toContact(whose: PickupAddress, end: string): WireContact {
  return { name: whose.name, mobile: whose.phone, ...toPlace(whose, end) };
}

/** The line stays out of the message: it is somebody's address. */
function toPlace(whole: Address, end: string): WirePlace {
  const place = placeOf(whole);
  if (!place)
    throw permanent(`the address of the ${end} does not begin with its province, city and district`);
  return place;
}

/** `undefined` for an address that EMS cannot be told by its levels. */
export function placeOf(whole: Address): WirePlace | undefined {
  const { province, city, district, rest } = levelsOf(whole) ?? {};
  if (province === undefined || city === undefined || rest === undefined) return undefined;
  if (district === undefined && !citiesWithoutDistricts.has(city)) return undefined;
  return { prov: province, city, county: district, address: rest };
}
