import { toShanghai } from '@cartrail/kernel';
import { citiesWithoutDistricts, levelsOf, type Address } from '../address.js';
import type { BookingRequest, PickupAddress } from '../booking.js';
import { permanent } from './errors.js';
import { CARRIER } from './manifest.js';
import type { OrderParam } from './wire.js';

/** The account waybill numbers are taken from (电子面单账号). */
export interface WaybillAccount {
  readonly accountId: string;
  readonly accountPassword: string;
}

/** What `createOrder` takes. Throws a permanent `CarrierError` for what ZTO has no words for. */
export function toOrderParam(request: BookingRequest, account: WaybillAccount): OrderParam {
  onlyZto(request.carrier);
  const { sender, receiver, slot } = request;
  const from = partsOf(sender, 'sender');
  const to = partsOf(receiver, 'receiver');
  return {
    partnerType: '2',
    orderType: '2',
    partnerOrderCode: request.reference,
    accountInfo: { accountId: account.accountId, accountPassword: account.accountPassword },
    senderInfo: {
      senderName: sender.name,
      ...(isMobile(sender) ? { senderMobile: sender.phone } : { senderPhone: sender.phone }),
      senderProvince: from.province,
      senderCity: from.city,
      senderDistrict: from.district,
      senderAddress: from.detail,
    },
    receiveInfo: {
      receiverName: receiver.name,
      ...(isMobile(receiver) ? { receiverMobile: receiver.phone } : { receiverPhone: receiver.phone }),
      receiverProvince: to.province,
      receiverCity: to.city,
      receiverDistrict: to.district,
      receiverAddress: to.detail,
    },
    summaryInfo: { startTime: toShanghai(slot.from), endTime: toShanghai(slot.to) },
    orderItems: [{ name: request.cargo, weight: request.weightGrams }],
    remark: request.remark,
  };
}

export function onlyZto(carrier: string): void {
  if (carrier !== CARRIER) throw permanent(`ZTO does not carry parcels of ${carrier}`);
}

/** The levels ZTO wants an address in, none of them empty; carriers §5, `createOrder`. */
interface WireParts {
  readonly province: string;
  readonly city: string;
  readonly district: string;
  readonly detail: string;
}

const TOWN = /^[^\d号]{1,8}?(?:街道|镇|乡|苏木|区)/u;

/**
 * A county right under its province counts as a city. A city without districts, and such a county, give their town for
 * a district. `undefined` where a level is missing.
 */
export function readParts(address: Address): WireParts | undefined {
  const levels = levelsOf(address);
  if (!levels) return undefined;
  const { province, rest } = levels;
  const city = levels.city ?? levels.district;
  if (city === undefined) return undefined;
  const undivided = levels.city === undefined || citiesWithoutDistricts.has(city);
  if (!undivided) {
    const { district } = levels;
    return district === undefined ? undefined : { province, city, district, detail: rest };
  }
  const town = TOWN.exec(rest)?.[0] ?? '';
  const detail = rest.slice(town.length).trim();
  return town === '' || detail === '' ? undefined : { province, city, district: town, detail };
}

/** The address stays out of the message. */
export function partsOf(address: Address, whose: 'sender' | 'receiver'): WireParts {
  const parts = readParts(address);
  if (!parts) throw permanent(`the ${whose}'s address does not name province, city, district and street`);
  return parts;
}

const isMobile = ({ phone }: PickupAddress): boolean => /^1\d{10}$/.test(phone);
