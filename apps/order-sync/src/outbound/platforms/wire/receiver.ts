import { hash } from 'node:crypto';
import type { ReceiverCipher } from '../../../application/ports.js';
import type { Receiver } from '../../../domain/order.state.js';
import { phoneTail } from '../../../domain/phone-tail.js';
import { areaOf, toRegion } from './region.js';

/** What a platform shows of a receiver. */
export interface ShownReceiver {
  readonly cipher: Omit<ReceiverCipher, 'area'>;
  readonly nameMask?: string;
  readonly phoneMask?: string;
  readonly addressMask?: string;
  /** Province, city, district and street, by name. */
  readonly places: readonly string[];
}

/** Masks, region and fingerprint: it changes when the ciphertext or a place does, and never with a mask alone. */
export function toReceiver({ cipher, nameMask, phoneMask, addressMask, places }: ShownReceiver): Receiver {
  const [province, city, district] = places;
  const { name, phone, address } = cipher;
  return {
    nameMask: nameMask ?? '',
    phoneMask: phoneMask ?? '',
    addressMask: addressMask ?? '',
    regionCode: toRegion(province, city, district),
    fingerprint: hash('sha256', JSON.stringify([{ name, phone, address }, places]), 'base64url'),
    phoneTail: phoneTail(phoneMask ?? ''),
    ...(name + phone + address === '' && { hidden: true as const }),
  };
}

export const withArea = ({ cipher, places }: ShownReceiver): ReceiverCipher => ({
  ...cipher,
  area: areaOf(places),
});
