import { createHash } from 'node:crypto';
import { maskAddress, maskName, maskPhone } from '@cartrail/privacy';
import type { ReceiverCipher } from '../../../application/ports.js';
import type { Receiver } from '../../../domain/order.state.js';
import { toReceiver, withArea } from '../wire/receiver.js';
import { textOf } from '../wire/values.js';
import { placesOf } from './places.js';
import type { WireOrder, WireReceiver } from './wire.js';

/** `#index#cipher#type##`; what looks otherwise is text from before the application's data was encrypted. */
const CIPHER = /^#.*#\d+##$/s;

export const isCipher = (text: string): boolean => CIPHER.test(text);

/** Before it is 待发货 an order does not tell its receiver; afterwards it tells no longer. */
export type Telling = 'not-yet' | 'now' | 'no-longer';

export interface ReadReceiver {
  readonly receiver: Receiver;
  readonly cipher: ReceiverCipher;
}

/**
 * The receiver in our words. It is another one when `openAddressId` is: the ciphertexts come and go with the order's
 * status, and what was read while they were there must outlive that. Until they have been read it counts as another.
 */
export function readReceiver(
  wire: WireOrder,
  told: WireReceiver | undefined,
  telling: Telling,
): ReadReceiver {
  const places = placesOf(wire);
  const [province, city, district] = places;
  const cipher = {
    name: told?.receiverName ?? '',
    phone: textOf(told?.receiverPhone) ?? '',
    address: told?.receiverAddress ?? '',
  };
  const shown = {
    cipher,
    places,
    nameMask: isCipher(cipher.name) ? '' : maskName(cipher.name),
    phoneMask: isCipher(cipher.phone) ? '' : maskPhone(cipher.phone),
    addressMask: province === '' ? '' : maskAddress({ province, city, district }),
  };
  const addressId = textOf(wire.openAddressId);
  const unread = telling === 'no-longer' || told !== undefined ? '' : 'unread';
  const receiver = toReceiver(shown);
  return {
    cipher: withArea(shown),
    receiver:
      addressId === undefined
        ? receiver
        : {
            ...receiver,
            fingerprint: createHash('sha256').update(`${unread}/${addressId}`).digest('base64url'),
          },
  };
}
