import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { paramSign, type Signed } from './signature.js';

interface Vector extends Signed {
  readonly id: string;
  readonly secret: string;
  readonly sign: string;
}

const vectors = JSON.parse(
  readFileSync(new URL('./fixtures/signatures.json', import.meta.url), 'utf8'),
) as readonly Vector[];

describe('the YTO signature', () => {
  it.each(vectors)('reproduces the test vector $id', ({ sign, secret, ...signed }) => {
    expect(paramSign(signed, secret)).toBe(sign);
  });

  it('is the base64 of the raw md5 over UTF-8, not of its hex', () => {
    const signed = { param: '{"remark":"派件"}', method: 'subscribe_adapter', version: 'v1' };
    expect(paramSign(signed, 'sample-secret')).toMatch(/^[A-Za-z0-9+/]{22}==$/);
  });

  it('covers the method: a signature of one interface is none of another', () => {
    const signed = { param: '{}', method: 'track_query_adapter', version: 'v1' };
    expect(paramSign(signed, 'sample-secret')).not.toBe(
      paramSign({ ...signed, method: 'subscribe_adapter' }, 'sample-secret'),
    );
  });
});
