import { toShanghai, type Instant } from '@cartrail/kernel';
import { citiesWithoutDistricts, levelsOf } from '../address.js';
import type { BookingRequest, PickupAddress } from '../booking.js';
import { kilogramsFromGrams } from '../weight.js';
import type { DepponConfig } from './config.js';
import { permanent } from './errors.js';
import type { OrderParams, WireParty } from './wire.js';

/** Couriers are sent for express parcels; freight is ordered by other products. */
export const CARRIER = 'DBL';

/** What an account needs to order, and the terms it orders on. */
export type OrderAccount = Pick<
  DepponConfig,
  'companyCode' | 'customerCode' | 'transportType' | 'deliveryType' | 'payType'
> & { readonly sign: string };

/** `undefined` for an account that only follows parcels. */
export function orderAccountOf(config: DepponConfig): OrderAccount | undefined {
  const { sign, companyCode, customerCode, transportType, deliveryType, payType } = config;
  if (sign === undefined) return undefined;
  return { sign, companyCode, customerCode, transportType, deliveryType, payType };
}

/** What `createOrderNotify` takes. Throws a permanent `CarrierError` for what cannot be said in its words. */
export function toOrderParams(request: BookingRequest, account: OrderAccount, now: Instant): OrderParams {
  const { carrier, reference, sender, receiver, slot, cargo, remark } = request;
  if (carrier !== CARRIER) throw permanent(`no courier of Deppon's fetches parcels for ${carrier}`);
  const { sign, companyCode, customerCode, transportType, deliveryType, payType } = account;
  return {
    companyCode,
    logisticID: sign + reference,
    custOrderNo: reference,
    customerCode,
    orderType: '1',
    transportType,
    sender: toParty(sender, 'sender'),
    receiver: toParty(receiver, 'receiver'),
    packageInfo: {
      cargoName: cargo,
      totalNumber: 1,
      totalWeight: toKilograms(request.weightGrams),
      deliveryType,
    },
    gmtCommit: toShanghai(now),
    payType,
    needTraceInfo: 1,
    sendStartTime: toShanghai(slot.from),
    sendEndTime: toShanghai(slot.to),
    remark,
  };
}

/** Deppon reads two decimals; a parcel is never told lighter than it is. */
const toKilograms = (grams: number): number => Number(kilogramsFromGrams(Math.ceil(grams / 10) * 10));

/** The line stays out of the message: it is somebody's address. */
function toParty(whose: PickupAddress, end: string): WireParty {
  const { province, city, district, rest } = levelsOf(whose) ?? {};
  if (province === undefined || city === undefined || rest === undefined)
    throw permanent(`the address of the ${end} does not begin with its province and city`);
  if (district === undefined && !citiesWithoutDistricts.has(city))
    throw permanent(`the address of the ${end} names no district`);
  return { name: whose.name, mobile: whose.phone, province, city, county: district, address: rest };
}
