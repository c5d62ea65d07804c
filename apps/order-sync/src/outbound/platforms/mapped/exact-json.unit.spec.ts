import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseExactJson, readJson } from './exact-json.js';

describe('JSON of a mapped shop', () => {
  it('keeps every digit of every number', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 25n }), fc.stringMatching(/^\d{0,4}$/), (whole, part) => {
        const digits = part === '' ? String(whole) : `${whole}.${part}`;
        expect(String(parseExactJson(digits))).toBe(digits);
      }),
    );
  });

  it('leaves ordinary numbers numbers, and says nothing of what is no JSON', () => {
    expect(parseExactJson('[1,-2,0.5,12.30,99999999999999.99]')).toEqual([
      1,
      -2,
      0.5,
      '12.30',
      '99999999999999.99',
    ]);
    expect([readJson('{'), readJson('['.repeat(100_000)), readJson('')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
