import { maskAddress, maskName, maskPhone } from '@cartrail/privacy';
import type { ShownReceiver } from './receiver.js';

/** A name as people write it; a ciphertext is longer or has other signs in it. */
const NAME = /^[\p{Script=Han}\p{L}·. ]{1,20}$/u;

/**
 * A receiver whose platform gives no masks, and either ciphertexts or the plain text, without saying which: every mask
 * is ours, and what was given goes where ciphertexts go.
 */
export function maskedByUs(
  cipher: ShownReceiver['cipher'],
  places: readonly (string | undefined)[],
): ShownReceiver {
  const [province = '', city = '', district = ''] = places;
  return {
    cipher,
    nameMask: cipher.name === '' ? '' : NAME.test(cipher.name) ? maskName(cipher.name) : '*',
    phoneMask: maskPhone(cipher.phone),
    addressMask: cipher.address === '' ? '' : maskAddress({ province, city, district }),
    places: places.map((place) => place ?? ''),
  };
}
