import { toShanghai } from '@cartrail/kernel';
import { levelsOf } from '../address.js';
import type { BookingRequest, PickupAddress } from '../booking.js';
import { kilogramsFromGrams } from '../weight.js';
import type { StoConfig } from './config.js';
import { permanent } from './errors.js';
import { CARRIER } from './mapping.js';
import type { OrderContent, WireParty } from './wire.js';

/** What an account needs to order, and the terms it orders on. */
export type OrderAccount = Pick<StoConfig, 'orderType' | 'goodsType' | 'payModel'> & {
  readonly orderSource: string;
  readonly customer: OrderContent['customer'];
};

/** `undefined` for an account that only follows parcels. */
export function orderAccountOf(config: StoConfig): OrderAccount | undefined {
  const { orderSource, orderType, goodsType, payModel } = config;
  if (orderSource === undefined) return undefined;
  const { siteCode, customerName, sitePwd, monthCustomerCode } = config;
  const customer = { siteCode, customerName, sitePwd, monthCustomerCode };
  return { orderSource, orderType, goodsType, payModel, customer };
}

const ORDINARY = '00';
const BATTERY_UNKNOWN = '10';

/** What `OMS_EXPRESS_ORDER_CREATE` takes. Throws a permanent `CarrierError` for what cannot be said in its words. */
export function toOrderContent(request: BookingRequest, account: OrderAccount): OrderContent {
  const { carrier, reference, sender, receiver, slot, weightGrams, cargo, remark } = request;
  if (carrier !== CARRIER) throw permanent(`STO carries nothing of ${carrier}`);
  const { orderSource, orderType, goodsType, payModel, customer } = account;
  return {
    orderNo: reference,
    orderSource,
    billType: ORDINARY,
    orderType,
    sender: toParty(sender, 'sender'),
    receiver: toParty(receiver, 'receiver'),
    cargo: {
      battery: BATTERY_UNKNOWN,
      goodsType,
      goodsName: cargo,
      weight: Number(kilogramsFromGrams(weightGrams)),
    },
    customer,
    extendFieldMap: { fetch_begin_time: toShanghai(slot.from), fetch_end_time: toShanghai(slot.to) },
    payModel,
    remark,
  };
}

const MOBILE = /^1\d{10}$/;

/** The line stays out of the message: it is somebody's address. */
function toParty(whose: PickupAddress, end: string): WireParty {
  const { name, phone } = whose;
  const { province, city, district, rest } = levelsOf(whose) ?? {};
  if (province === undefined || city === undefined || rest === undefined)
    throw permanent(`the address of the ${end} does not begin with its province and city`);
  const number = MOBILE.test(phone) ? { mobile: phone } : { tel: phone };
  return { name, ...number, province, city, area: district, address: rest };
}
