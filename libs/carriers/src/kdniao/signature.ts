import { createHash, timingSafeEqual } from 'node:crypto';
import { decodeBytes } from '../fields.js';

/** base64 over the 32 lower-case hex characters of md5(RequestData + ApiKey): 44 characters, not 24. */
export function dataSign(requestData: string | Buffer, apiKey: string): string {
  const hex = createHash('md5').update(requestData).update(apiKey, 'utf8').digest('hex');
  return Buffer.from(hex, 'latin1').toString('base64');
}

/** What a callback carries, decoded from its envelope and not yet believed. */
export interface SignedData {
  readonly data: Buffer;
  readonly sign: Buffer;
}

/**
 * The very bytes the signature covers: as they arrived, or decoded once more, since some of KDNiao's senders
 * encode twice. `undefined` where neither was signed with this key.
 */
export function signedBytes({ data, sign }: SignedData, apiKey: string): Buffer | undefined {
  if (isSigned(data, sign, apiKey)) return data;
  const plainSign = decodeBytes(sign, false);
  const readings = [data, decodeBytes(data, true), decodeBytes(data, false)];
  return readings.find((reading) => isSigned(reading, plainSign, apiKey));
}

function isSigned(data: Buffer, sign: Buffer, apiKey: string): boolean {
  const expected = Buffer.from(dataSign(data, apiKey), 'latin1');
  return sign.length === expected.length && timingSafeEqual(sign, expected);
}
