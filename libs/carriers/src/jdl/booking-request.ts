import type { BookingRequest, PickupAddress, QuoteRequest } from '../booking.js';
import type { JdlConfig } from './config.js';
import { permanent } from './errors.js';
import { CARRIER } from './manifest.js';
import type { WireCargo, WireContact, WireOrderRequest, WirePrecheck } from './wire.js';

/** What the account says about every order. */
export type Terms = Pick<JdlConfig, 'productCode' | 'settlement' | 'cancelType' | 'cargoVolumeCm3'>;

/** A consumer's return, fetched at the door. Throws a permanent `CarrierError` for what JDL documents as too long. */
export function toOrder(request: BookingRequest, terms: Terms): WireOrderRequest {
  assertJd(request.carrier);
  const { reference, sender, receiver, cargo, slot, remark } = request;
  const { settlement } = terms;
  return {
    orderId: reference,
    senderContact: contact(sender, 'senderContact'),
    receiverContact: contact(receiver, 'receiverContact'),
    productsReq: { productCode: terms.productCode },
    settleType: SHARED,
    c2bAddedSettleTypeInfo: {
      basicFreigthSettleType: settlement,
      packageServiceSettleType: settlement,
      guaranteeMoneyServiceSettleType: settlement,
    },
    cargoes: [{ name: cargo, ...parcel(request.weightGrams, terms) }],
    goods: [{ name: cargo, quantity: 1 }],
    pickupType: AT_THE_DOOR,
    pickupStartTime: slot.from,
    pickupEndTime: slot.to,
    remark: remark === undefined ? undefined : within(remark, 500, 'remark'),
    extendProps: { autoSubscribe: '1' },
  };
}

const SHARED = 5;
const AT_THE_DOOR = 1;

/** JDL tells a price where it knows the parcel and the product. */
export function toPriceQuestion(
  { carrier, from, to, weightGrams }: QuoteRequest,
  terms: Terms,
): WirePrecheck {
  assertJd(carrier);
  return {
    senderContact: { fullAddress: within(from, 200, 'senderContact.fullAddress') },
    receiverContact: { fullAddress: within(to, 200, 'receiverContact.fullAddress') },
    cargoes: [parcel(weightGrams, terms)],
    productsReq: { productCode: terms.productCode },
  };
}

const parcel = (grams: number, { cargoVolumeCm3: volume }: Terms): WireCargo => ({
  quantity: 1,
  weight: kilogramsUp(grams),
  volume,
});

/** JDL reads two decimals and wants more than nothing. */
const kilogramsUp = (grams: number): number => Math.max(1, Math.ceil(grams / 10)) / 100;

function contact({ name, phone, address }: PickupAddress, field: string): WireContact {
  // A mobile number has eleven digits; anything else, such as one with an extension, goes where landlines go.
  const reached = /^1\d{10}$/.test(phone) ? { mobile: phone } : { phone };
  return { name, ...reached, fullAddress: within(address, 200, `${field}.fullAddress`) };
}

/** The text stays out of the message: it may be an address. */
function within(text: string, most: number, field: string): string {
  if (text.length > most) throw permanent(`${field} is longer than ${most} characters`);
  return text;
}

export function assertJd(carrier: string): void {
  if (carrier !== CARRIER) throw permanent(`JDL carries nothing of ${carrier}`);
}
