import { toShanghai } from '@cartrail/kernel';
import { levelsOf } from '../address.js';
import type { BookingRequest, PickupAddress } from '../booking.js';
import { kilogramsFromGrams } from '../weight.js';
import type { JtConfig } from './config.js';
import { permanent } from './errors.js';
import { CARRIER } from './manifest.js';
import { businessDigest } from './signature.js';
import type { OrderParam, OrderSignature, WireAddress } from './wire.js';

/** What an account needs to order, and the terms it orders on. */
export interface OrderAccount extends OrderSignature {
  readonly terms: Pick<OrderParam, 'orderType' | 'payType' | 'expressType' | 'goodsType'>;
}

/** `undefined` for an account that only follows parcels. */
export function orderAccountOf(config: JtConfig): OrderAccount | undefined {
  const { customerCode, customerPassword, privateKey } = config;
  if (customerCode === undefined || customerPassword === undefined) return undefined;
  const { orderType, payType, expressType, goodsType } = config;
  return {
    customerCode,
    digest: businessDigest({ customerCode, customerPassword, privateKey }),
    terms: { orderType, payType, expressType, goodsType },
  };
}

const LEAST_GRAMS = 10;
const MOST_GRAMS = 30_000;

/** What `order/addOrder` takes. Throws a permanent `CarrierError` for what J&T documents that it does not take. */
export function toOrderParam(request: BookingRequest, account: OrderAccount): OrderParam {
  const { carrier, reference, sender, receiver, slot, weightGrams, cargo, remark } = request;
  if (carrier !== CARRIER) throw permanent(`J&T carries nothing of ${carrier}`);
  if (weightGrams < LEAST_GRAMS || weightGrams > MOST_GRAMS)
    throw permanent('weight is not within 0.01 and 30 kg');
  const { customerCode, digest, terms } = account;
  return {
    customerCode,
    digest,
    txlogisticId: reference,
    ...terms,
    serviceType: '01',
    deliveryType: '03',
    sender: toAddress(sender, 'sender'),
    receiver: toAddress(receiver, 'receiver'),
    sendStartTime: toShanghai(slot.from),
    sendEndTime: toShanghai(slot.to),
    weight: kilogramsFromGrams(weightGrams),
    totalQuantity: 1,
    // The fields of `items` are not in our reference, so the courier reads here what he carries.
    remark: [cargo, remark].filter(Boolean).join('；'),
  };
}

const MOBILE = /^1\d{10}$/;

/** The line stays out of the message: it is somebody's address. */
function toAddress(whose: PickupAddress, end: string): WireAddress {
  const { name, phone } = whose;
  const { province, city, district, rest } = levelsOf(whose) ?? {};
  if (province === undefined || city === undefined || rest === undefined)
    throw permanent(`the address of the ${end} does not begin with its province and city`);
  const number = MOBILE.test(phone) ? { mobile: phone } : { phone };
  return { name, ...number, countryCode: 'CHN', prov: province, city, area: district, address: rest };
}
