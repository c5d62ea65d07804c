import { DAY, fromShanghai, toShanghai, type Instant } from '@cartrail/kernel';
import type { BookingRequest } from '../booking.js';
import { carrierTo } from '../catalogue.js';
import { kilogramsFromGrams } from '../weight.js';
import { permanent } from './errors.js';
import type { BookParam } from './wire.js';

/** What `bOrder` takes. Throws a permanent `CarrierError` for what Kuaidi100 documents as too long. */
export function toBookParam(request: BookingRequest, slot: SlotFields, salt: string): BookParam {
  const { sender, receiver } = request;
  return {
    kuaidicom: codeOfCarrier(request.carrier),
    recManName: receiver.name,
    recManMobile: receiver.phone,
    recManPrintAddr: within(receiver.address, 300, 'recManPrintAddr'),
    sendManName: sender.name,
    sendManMobile: sender.phone,
    sendManPrintAddr: within(sender.address, 300, 'sendManPrintAddr'),
    callBackUrl: within(request.callbackUrl, 200, 'callBackUrl'),
    salt,
    cargo: request.cargo,
    payment: 'SHIPPER',
    weight: kilogramsFromGrams(request.weightGrams),
    remark: request.remark,
    ...slot,
    thirdOrderId: within(request.reference, 32, 'thirdOrderId'),
  };
}

/** The limits count bytes of UTF-8. The text stays out of the message: it may be an address. */
function within(text: string, maxBytes: number, field: string): string {
  if (Buffer.byteLength(text, 'utf8') > maxBytes)
    throw permanent(`${field} is longer than ${maxBytes} bytes`);
  return text;
}

export function codeOfCarrier(carrier: string): string {
  const code = carrierTo('kuaidi100', carrier);
  if (code === undefined) throw permanent(`no Kuaidi100 code for carrier ${carrier}`);
  return code;
}

export type SlotFields = Pick<BookParam, 'dayType' | 'pickupStartTime' | 'pickupEndTime'>;

const dayTypes: readonly string[] = ['今天', '明天', '后天'];

/** A slot in their words, seen from now; `undefined` where they have no words for it. */
export function slotFields(slot: BookingRequest['slot'], now: Instant): SlotFields | undefined {
  const dayType = dayTypes[(midnight(slot.from) - midnight(now)) / DAY];
  if (dayType === undefined || midnight(slot.to) !== midnight(slot.from)) return undefined;
  return { dayType, pickupStartTime: timeOfDay(slot.from), pickupEndTime: timeOfDay(slot.to) };
}

const timeOfDay = (instant: Instant): string => toShanghai(instant).slice(11, 16);

const midnight = (instant: Instant): Instant =>
  fromShanghai(`${toShanghai(instant).slice(0, 10)} 00:00:00`) ?? instant;
