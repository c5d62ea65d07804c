import { toShanghai, type Instant } from '@cartrail/kernel';
import { regionOf, type Address } from '../address.js';
import type { BookingRequest, PickupAddress } from '../booking.js';
import { kilogramsFromGrams } from '../weight.js';
import { permanent } from './errors.js';
import type { Contact, OrderRequest, Place } from './wire.js';

/** How an account books. */
export interface Terms {
  readonly monthlyCard: string;
  readonly payMethod: number;
  readonly expressTypeId: number;
}

/** What `EXP_RECE_CREATE_ORDER` takes. A slot that has begun is asked for from now on. */
export function toOrder(request: BookingRequest, terms: Terms, now: Instant): OrderRequest {
  assertSf(request.carrier);
  return {
    language: 'zh-CN',
    orderId: request.reference,
    cargoDetails: [{ name: request.cargo }],
    contactInfoList: [toContact(request.sender, 1), toContact(request.receiver, 2)],
    ...terms,
    parcelQty: 1,
    totalWeight: request.weightGrams > 0 ? Number(kilogramsFromGrams(request.weightGrams)) : undefined,
    isDocall: 1,
    isGenWaybillNo: 1,
    sendStartTm: toShanghai(Math.max(request.slot.from, now)),
    remark: request.remark,
  };
}

/** SF wants province, city and county apart where they are known; the line keeps them either way. */
export const toPlace = (whole: Address): Place => ({
  ...regionOf(whole),
  county: whole.district,
  address: whole.address,
});

export function assertSf(carrier: string): void {
  if (carrier !== 'SF') throw permanent(`SF carries nothing for carrier ${carrier}`);
}

const MOBILE = /^1\d{10}$/;

const toContact = (end: PickupAddress, contactType: 1 | 2): Contact => ({
  contactType,
  contact: end.name,
  ...(MOBILE.test(end.phone) ? { mobile: end.phone } : { tel: end.phone }),
  country: 'CN',
  ...toPlace(end),
});
