import { createHash } from 'node:crypto';
import { same } from '../same.js';

/** base64 over the 32 hex characters of md5, not over its 16 bytes. */
export const dataSign = (requestData: string, apiKey: string): string =>
  Buffer.from(createHash('md5').update(requestData).update(apiKey).digest('hex')).toString('base64');

/**
 * The RequestData that its sign proves, or `undefined`. The vendor's own examples encode once or twice, either field,
 * so each is tried as it is and decoded once more.
 */
export function provenData(requestData: string, sign: string, apiKey: string): string | undefined {
  const signs = variants(sign);
  return variants(requestData).find((data) => {
    const expected = dataSign(data, apiKey);
    return signs.some((one) => same(one, expected));
  });
}

function variants(text: string): string[] {
  const plain = decoded(text);
  const form = decoded(text.replaceAll('+', ' '));
  return [...new Set([text, plain, form])];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
