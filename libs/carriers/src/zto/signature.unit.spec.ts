import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dataDigest, isSigned } from './signature.js';

interface Vector {
  readonly id: string;
  readonly text: string;
  readonly appSecret: string;
  readonly digest: string;
}

const vectors = JSON.parse(
  readFileSync(new URL('./fixtures/signatures.json', import.meta.url), 'utf8'),
) as readonly Vector[];

describe('the ZTO digest', () => {
  it.each(vectors)('reproduces the test vector $id', ({ text, appSecret, digest }) => {
    expect(dataDigest(text, appSecret)).toBe(digest);
    expect(isSigned(Buffer.from(text), Buffer.from(digest), appSecret)).toBe(true);
  });

  it.each([
    ['the base64 of the hex', Buffer.from('4fee48e644cf681d34da258c5594d1c9').toString('base64')],
    ['letters of another case', 'T+5I5KTPaB002iWMVZTRyQ=='],
    ['no padding', 'T+5I5kTPaB002iWMVZTRyQ'],
    ['nothing', ''],
    ['letters of more bytes', '派'.repeat(8)],
  ])('refuses %s', (_what, digest) => {
    const data = Buffer.from('{"billCode":"73100012345678","action":"GOT"}');
    expect(isSigned(data, Buffer.from(digest), 'testsecret')).toBe(false);
  });

  it('covers the bytes, not what they may mean', () => {
    const digest = Buffer.from(dataDigest('{"desc":"派件"}', 'testsecret'));
    expect(isSigned(Buffer.from('{"desc":"派件"}'), digest, 'testsecret')).toBe(true);
    expect(isSigned(Buffer.from('{"desc": "派件"}'), digest, 'testsecret')).toBe(false);
  });

  it('refuses a change of any one byte', () => {
    const data = Buffer.from('{"billCode":"73100012345678","action":"GOT"}');
    const digest = Buffer.from(dataDigest(data, 'testsecret'));
    fc.assert(
      fc.property(fc.nat({ max: data.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const changed = Buffer.from(data);
        changed[at] = (changed[at] ?? 0) ^ by;
        expect(isSigned(changed, digest, 'testsecret')).toBe(false);
      }),
    );
  });
});
