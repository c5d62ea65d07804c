import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { businessDigest, headerDigest, isSigned } from './signature.js';

interface Vector {
  readonly id: string;
  readonly bizContent?: string;
  readonly customerCode?: string;
  readonly customerPassword?: string;
  readonly privateKey: string;
  readonly digest: string;
}

const vectors = JSON.parse(
  readFileSync(new URL('./fixtures/signatures.json', import.meta.url), 'utf8'),
) as readonly Vector[];

const digestOf = ({ bizContent, customerCode = '', customerPassword = '', privateKey }: Vector): string =>
  bizContent === undefined
    ? businessDigest({ customerCode, customerPassword, privateKey })
    : headerDigest(bizContent, privateKey);

describe('the J&T digests', () => {
  it.each(vectors)('reproduce the test vector $id', (vector) => {
    expect(digestOf(vector)).toBe(vector.digest);
  });
});

describe('the digest in the header', () => {
  it('is known again', () => {
    const { bizContent = '', digest = '', privateKey = '' } = vectors.find((each) => each.bizContent) ?? {};
    expect(isSigned(Buffer.from(bizContent), digest, privateKey)).toBe(true);
  });

  const content = Buffer.from('{"billCode":"JT0000000000001","desc":"派件中"}');
  const genuine = headerDigest(content, 'sample-key');

  it.each([
    ['that of another key', headerDigest(content, 'another-key')],
    [
      'the hex of the md5 in base64',
      Buffer.from(Buffer.from(genuine, 'base64').toString('hex')).toString('base64'),
    ],
    ['nothing', ''],
    ['half of it', genuine.slice(0, 12)],
    ['more than it', `${genuine}=`],
    ['as many letters of another script', '派'.repeat(8)],
  ])('refuses %s', (_what, digest) => {
    expect(isSigned(content, digest, 'sample-key')).toBe(false);
  });

  it('refuses a change of any one byte', () => {
    fc.assert(
      fc.property(fc.nat({ max: content.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const changed = Buffer.from(content);
        changed[at] = (changed[at] ?? 0) ^ by;
        expect(isSigned(changed, genuine, 'sample-key')).toBe(false);
      }),
    );
  });
});
