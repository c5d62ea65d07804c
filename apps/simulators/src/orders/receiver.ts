import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import { seeded, digits, pick } from '../state/seeded.js';
import type { Receiver } from '../state/model.js';
import { cities, cityOf, type City } from './cities.js';

const surnames = ['张', '李', '王', '陈', '刘', '赵', '周', '林', '黄', '吴'] as const;
const given = ['伟', '芳', '娜', '秀英', '敏', '静', '丽', '强', '洋', '小红'] as const;
const roads = ['文一路', '人民路', '中山大道', '解放街', '科技园路', '滨江大道'] as const;
const [first, ...others] = cities as readonly [City, ...City[]];

/** A made-up person; the same for the same order id. */
export function receiverFor(orderId: string, given_: Partial<Receiver> = {}): Receiver {
  const random = seeded(`receiver ${orderId}`);
  const made: Receiver = {
    name: pick(random, surnames) + pick(random, given),
    phone: `138${digits(random, 8)}`,
    region: pick(random, [first, ...others]).region,
    detail: `${pick(random, roads)}${String(1 + Math.floor(random() * 300))}号${digits(random, 3)}室`,
  };
  return { ...made, ...given_ };
}

/** The platform's pseudonym of the buyer: one per order, unless two orders are given the same. */
export const buyerFor = (orderId: string): string => `1@#${digits(seeded(`buyer ${orderId}`), 24)}`;

export const nameMask = (name: string): string => name.charAt(0) + '*'.repeat(Math.max(1, name.length - 1));
export const phoneMask = (phone: string): string => `${phone.slice(0, 3)}****${phone.slice(-4)}`;
export const addressMask = (receiver: Receiver): string => {
  const city = cityOf(receiver.region);
  return `${city.province}${city.city}${city.district}${receiver.detail.slice(0, 2)}****`;
};

/** The platform's stand-in number, `<number>-<extension>`, the same for the same order. */
export function virtualPhone(orderId: string): { number: string; extension: string } {
  const random = seeded(`virtual ${orderId}`);
  return { number: `184${digits(random, 8)}`, extension: digits(random, 4) };
}

export type CipherKind = 'address' | 'name' | 'phone';
const marks: Readonly<Record<CipherKind, string>> = { address: '#', name: '~', phone: '$' };

/** Opaque to everybody but this process, stable for the same input, and bound to its order. */
export function encrypt(secret: string, kind: CipherKind, orderId: string, plain: string): string {
  const iv = createHash('sha256').update(`${secret}|${kind}|${orderId}|${plain}`).digest().subarray(0, 12);
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret), iv);
  cipher.setAAD(Buffer.from(`${kind}|${orderId}`));
  const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  const mark = marks[kind];
  return `${mark}${Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64')}${mark}${mark}`;
}

export function decrypt(
  secret: string,
  orderId: string,
  cipherText: string,
): { kind: CipherKind; plain: string } | undefined {
  for (const kind of ['address', 'name', 'phone'] as const) {
    const mark = marks[kind];
    if (!cipherText.startsWith(mark) || !cipherText.endsWith(mark + mark)) continue;
    const bytes = Buffer.from(cipherText.slice(1, -2), 'base64');
    if (bytes.length < 28) return undefined;
    try {
      const decipher = createDecipheriv('aes-256-gcm', keyOf(secret), bytes.subarray(0, 12));
      decipher.setAAD(Buffer.from(`${kind}|${orderId}`));
      decipher.setAuthTag(bytes.subarray(12, 28));
      const plain = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
      return { kind, plain };
    } catch {
      return undefined;
    }
  }
  return undefined;
}

const keyOf = (secret: string): Buffer => createHash('sha256').update(`receiver ${secret}`).digest();
