import { createHash } from 'node:crypto';
import { maskAddress, maskName, maskPhone } from '@cartrail/privacy';
import { PlatformFailure } from '../../../application/ports.js';
import type { Receiver } from '../../../domain/order.state.js';
import { phoneTail } from '../../../domain/phone-tail.js';
import { toReceiver, type ShownReceiver } from '../wire/receiver.js';
import { codeOf } from '../wire/values.js';
import type { DecodedData, WireAddress } from './wire.js';

const masked = (text: string): boolean => text.includes('*');

/**
 * The platform gives no ciphertext: it decodes an order as a whole. What stands in its place names the field and the
 * address, which is another one whenever `hash_code` is.
 */
export function shownOf(address: WireAddress | undefined): ShownReceiver {
  if (!address) return { cipher: { name: '', phone: '', address: '' }, places: ['', '', ''] };
  const { user_name: name = '', tel_number: phone = '', detail_info: detail = '' } = address;
  const { province_name: province = '', city_name: city = '', county_name: district = '' } = address;
  const mark = address.hash_code || digest([name, phone, detail]);
  return {
    cipher: { name: `user_name:${mark}`, phone: `tel_number:${mark}`, address: `detail_info:${mark}` },
    nameMask: masked(name) ? name : maskName(name),
    phoneMask: masked(phone) ? phone : maskPhone(phone),
    addressMask: maskAddress({ province, city, district }),
    places: [province, city, district],
  };
}

const digest = (texts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(texts)).digest('base64url');

/** A virtual number in use is what stands on the waybill; its extension is the tail. */
export function receiverOf(address: WireAddress | undefined): Receiver {
  const receiver = toReceiver(shownOf(address));
  if (codeOf(address?.use_tel_number) !== '1') return receiver;
  return { ...receiver, phoneTail: phoneTail(address?.tel_number_ext_info?.virtual_tel_number ?? '') };
}

/** The decoded order's fields in the order in which they were asked for. */
export function plainOf(
  { address_info: address, virtual_number_info: virtual }: DecodedData,
  texts: readonly string[],
): readonly string[] {
  if (!address) throw new PlatformFailure('invalid', 'wechat decoded an order without an address');
  const { virtual_number: number = '', extension = '' } = virtual ?? {};
  const plain: Readonly<Record<string, string>> = {
    user_name: address.user_name ?? '',
    tel_number: number === '' ? (address.tel_number ?? '') : [number, extension].filter(Boolean).join('-'),
    detail_info: `${address.detail_info ?? ''}${address.house_number ?? ''}`,
  };
  return texts.map((text) => {
    const found = plain[text.split(':', 1)[0] ?? ''];
    if (found === undefined) throw new PlatformFailure('invalid', 'not a field of a wechat order');
    return found;
  });
}
