import { maskAddress, maskName, maskPhone } from '@cartrail/privacy';
import type { ReceiverCipher } from '../../../application/ports.js';
import type { Receiver } from '../../../domain/order.state.js';
import { toReceiver, withArea } from '../wire/receiver.js';
import { textOf } from '../wire/values.js';
import type { WireTrade } from './wire.js';

const LONGEST_NAME = 20;
const MASKED_PHONE = /^[\d-]{0,4}\*{3,}[\d*-]{0,5}$/;

/**
 * An application with little permission is given masks, another one ciphertext, an old one plain text, and nothing says
 * which. So whatever comes is kept as ciphertext is, and what is shown is masked here.
 */
export function receiverOf(wire: WireTrade): Receiver {
  const { places, cipher, oaid } = given(wire);
  const [province, city, district] = places;
  const known = cipher.address !== '' || places.some((place) => place !== '');
  return toReceiver({
    cipher,
    nameMask: shownName(cipher.name),
    phoneMask: MASKED_PHONE.test(cipher.phone) ? cipher.phone : maskPhone(cipher.phone),
    addressMask: known ? maskAddress({ province, city, district }) : '',
    // two addresses that look alike behind their masks have another oaid
    places: oaid === undefined ? places : [...places, oaid],
  });
}

export const cipherOf = (wire: WireTrade): ReceiverCipher => withArea(given(wire));

const given = (wire: WireTrade) => ({
  cipher: {
    name: wire.receiver_name ?? '',
    phone: textOf(wire.receiver_mobile) ?? textOf(wire.receiver_phone) ?? '',
    address: wire.receiver_address ?? '',
  },
  places: placesOf(wire),
  oaid: textOf(wire.oaid),
});

const placesOf = (wire: WireTrade): readonly string[] =>
  [wire.receiver_state, wire.receiver_city, wire.receiver_district, wire.receiver_town].map(
    (place) => place ?? '',
  );

const shownName = (name: string): string => (name.length > LONGEST_NAME ? '***' : maskName(name));
