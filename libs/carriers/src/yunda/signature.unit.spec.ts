import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sign } from './signature.js';

interface Vector {
  readonly id: string;
  readonly body: string;
  readonly appSecret: string;
  readonly sign: string;
}

const vectors = JSON.parse(
  readFileSync(new URL('./fixtures/signatures.json', import.meta.url), 'utf8'),
) as readonly Vector[];

describe('the Yunda signature', () => {
  it.each(vectors)('reproduces the test vector $id', ({ body, appSecret, sign: expected }) => {
    expect(sign(body, appSecret)).toBe(expected);
  });

  it('is 32 lower-case hex digits of any text, and another where the text or the secret is another', () => {
    const words = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(words, fc.stringMatching(/^[a-z0-9]{1,40}$/), (body, secret) => {
        const own = sign(body, secret);
        expect(own).toMatch(/^[0-9a-f]{32}$/);
        expect([sign(`${body} `, secret), sign(body, `${secret}0`)]).not.toContain(own);
      }),
    );
  });
});
