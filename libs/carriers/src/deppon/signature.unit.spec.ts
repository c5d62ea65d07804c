import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { digestOf } from './signature.js';

interface Vector {
  readonly id: string;
  readonly params: string;
  readonly appkey: string;
  readonly timestamp: string;
  readonly digest: string;
}

const vectors = JSON.parse(
  readFileSync(new URL('./fixtures/signatures.json', import.meta.url), 'utf8'),
) as readonly Vector[];

describe('the Deppon signature', () => {
  it.each(vectors)('reproduces the test vector $id', ({ params, appkey, timestamp, digest }) => {
    expect(digestOf(params, appkey, timestamp)).toBe(digest);
  });

  it('is the base64 of the hex, not of the raw md5', () => {
    const digest = digestOf('{"description":"派送中"}', 'sample-key', '1700000000000');
    expect(Buffer.from(digest, 'base64').toString()).toMatch(/^[0-9a-f]{32}$/);
  });
});
