import { createHash } from 'node:crypto';
import { decrypt, encrypt, type CipherKind } from '../orders/receiver.js';
import type { Order } from '../state/model.js';
import type { App } from './apps.js';

const types: Readonly<Record<CipherKind, string>> = { address: '1', name: '2', phone: '3' };
const FORM = /^#[^#]*#([^#]+)#([123])##$/;

const hash = (text: string): string => createHash('sha256').update(text).digest('base64');

/** `#index#cipher#type##`: the index is the same for the same text, whichever order it is of. */
export function seal({ appSecret }: App, kind: CipherKind, orderId: string, plain: string): string {
  const cipher = encrypt(appSecret, kind, orderId, plain).slice(1, -2);
  return `#${hash(`${appSecret}|${plain}`).slice(0, 20)}#${cipher}#${types[kind]}##`;
}

export function open(
  { appSecret }: App,
  orderId: string,
  text: string,
): { kind: CipherKind; plain: string } | undefined {
  const [, cipher = '', type = ''] = FORM.exec(text) ?? [];
  const mark = { '1': '#', '2': '~', '3': '$' }[type] ?? '';
  return mark === '' ? undefined : decrypt(appSecret, orderId, `${mark}${cipher}${mark}${mark}`);
}

/** Computed from name, phone and address. */
export const openAddressId = ({ receiver }: Order): string =>
  createHash('md5')
    .update([receiver.name, receiver.phone, receiver.region, receiver.detail].join('|'))
    .digest('hex');
