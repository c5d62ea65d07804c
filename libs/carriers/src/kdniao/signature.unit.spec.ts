import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { dataSign, signedBytes } from './signature.js';

interface Vector {
  readonly id: string;
  readonly requestData: string;
  readonly apiKey: string;
  readonly dataSign: string;
}

const vectors = JSON.parse(
  readFileSync(new URL('./fixtures/signatures.json', import.meta.url), 'utf8'),
) as readonly Vector[];

const opened = (data: string, sign: string): { data: Buffer; sign: Buffer } => ({
  data: Buffer.from(data),
  sign: Buffer.from(sign),
});

describe('the KDNiao signature', () => {
  it.each(vectors)('reproduces the test vector $id', ({ requestData, apiKey, dataSign: expected }) => {
    expect(dataSign(requestData, apiKey)).toBe(expected);
    expect(signedBytes(opened(requestData, expected), apiKey)?.toString()).toBe(requestData);
  });

  it('is not the base64 of the raw md5', () => {
    const vector = vectors[0];
    expect(
      signedBytes(opened(vector?.requestData ?? '', 'buZWcC/GRGqr2586QOoL5w=='), vector?.apiKey ?? ''),
    ).toBe(undefined);
  });

  it.each([
    ['the data', true, false],
    ['the signature', false, true],
    ['both', true, true],
  ])('accepts a sender that encoded %s once more', (_what, data, sign) => {
    const plain = '{"text":"派件中 100%"}';
    const signature = dataSign(plain, 'sample-key');
    const raw = opened(
      data ? encodeURIComponent(plain) : plain,
      sign ? encodeURIComponent(signature) : signature,
    );
    expect(signedBytes(raw, 'sample-key')?.toString()).toBe(plain);
  });

  it.each(['', 'x', '派'.repeat(44), dataSign('{}', 'another-key')])('refuses the signature %j', (sign) => {
    expect(signedBytes(opened('{}', sign), 'sample-key')).toBe(undefined);
  });
});
