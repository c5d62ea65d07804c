import { createDecipheriv, createHash } from 'node:crypto';

export interface WeChatApp {
  readonly appId: string;
  readonly token: string;
  readonly encodingAesKey: string;
}

const RANDOM = 16;
const LENGTH = 4;
const PADDING = 32;

/** Of the address check and of plain pushes; of sealed ones with the ciphertext as the last part. */
export const signatureOf = (...parts: readonly string[]): string =>
  createHash('sha1')
    .update([...parts].sort().join(''))
    .digest('hex');

/** The text of a sealed push and the application it was sealed for; throws on what was not sealed with this key. */
export function unseal({ encodingAesKey }: WeChatApp, sealed: string): { text: string; appId: string } {
  const key = Buffer.from(`${encodingAesKey}=`, 'base64');
  // The platform pads to blocks of 32 bytes, the cipher has blocks of 16: its own padding check would refuse most.
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(Buffer.from(sealed, 'base64')), decipher.final()]);
  const padding = padded.at(-1) ?? 0;
  const whole =
    padding >= 1 && padding <= PADDING && padded.subarray(-padding).every((byte) => byte === padding);
  if (!whole) throw new Error('the padding is not the platform’s');
  const plain = padded.subarray(RANDOM, padded.length - padding);
  const end = LENGTH + plain.readUInt32BE(0);
  if (end > plain.length) throw new Error('the text is longer than the message');
  return { text: plain.subarray(LENGTH, end).toString('utf8'), appId: plain.subarray(end).toString('utf8') };
}
