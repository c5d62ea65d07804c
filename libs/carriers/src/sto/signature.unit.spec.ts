import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { dataDigest } from './signature.js';

interface Vector {
  readonly id: string;
  readonly content: string;
  readonly secretKey: string;
  readonly dataDigest: string;
}

const vectors = JSON.parse(
  readFileSync(new URL('./fixtures/signatures.json', import.meta.url), 'utf8'),
) as readonly Vector[];

describe('the STO signature', () => {
  it.each(vectors)('reproduces the test vector $id', ({ content, secretKey, dataDigest: expected }) => {
    expect(dataDigest(content, secretKey)).toBe(expected);
  });

  it('is the base64 of the raw md5, not of its hex', () => {
    expect(dataDigest('{"memo":"派件"}', 'sample-secret')).toMatch(/^[A-Za-z0-9+/]{22}==$/);
  });
});
