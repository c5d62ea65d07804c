import { toShanghai } from '@cartrail/kernel';
import { levelsOf, type AddressLevels } from '../address.js';
import type { BookingRequest, PickupAddress } from '../booking.js';
import { kilogramsFromGrams } from '../weight.js';
import type { YtoConfig } from './config.js';
import { permanent } from './errors.js';
import { CARRIER } from './manifest.js';
import type { OrderParam } from './wire.js';

/** YTO takes no shorter one. */
const LEAST_REFERENCE = 7;

/** What `privacy_create_adapter` takes. Throws a permanent `CarrierError` for what YTO cannot be told. */
export function toOrderParam(
  request: BookingRequest,
  { productCode }: Pick<YtoConfig, 'productCode'>,
): OrderParam {
  const { carrier, reference, sender, receiver, slot, cargo, remark } = request;
  if (carrier !== CARRIER) throw permanent(`YTO carries no parcels of ${carrier}`);
  if (reference.length < LEAST_REFERENCE)
    throw permanent(`the reference is shorter than ${LEAST_REFERENCE} characters`);
  const from = partsOf(sender, 'sender');
  const to = partsOf(receiver, 'receiver');
  return {
    logisticsNo: reference,
    senderName: sender.name,
    senderProvinceName: from.province,
    senderCityName: from.city,
    senderCountyName: from.district,
    senderAddress: from.rest,
    senderMobile: sender.phone,
    recipientName: receiver.name,
    recipientProvinceName: to.province,
    recipientCityName: to.city,
    recipientCountyName: to.district,
    recipientAddress: to.rest,
    recipientMobile: receiver.phone,
    startTime: toShanghai(slot.from),
    endTime: toShanghai(slot.to),
    weight: Number(kilogramsFromGrams(request.weightGrams)),
    productCode,
    goods: [{ name: cargo }],
    remark,
  };
}

type Parts = AddressLevels & Required<Pick<AddressLevels, 'city'>>;

/** The line stays out of the message: it is somebody's address. */
function partsOf(whose: PickupAddress, end: string): Parts {
  const levels = levelsOf(whose);
  if (levels?.city === undefined)
    throw permanent(`the address of the ${end} does not begin with its province and city`);
  return { ...levels, city: levels.city };
}
