import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { callbackSign, isSigned, orderSign, querySign } from './signature.js';

interface Vector {
  readonly id: string;
  readonly param: string;
  readonly sign: string;
  readonly key?: string;
  readonly secret?: string;
  readonly customer?: string;
  readonly t?: string;
  readonly salt?: string;
}

const vectors = JSON.parse(
  readFileSync(new URL('./fixtures/signatures.json', import.meta.url), 'utf8'),
) as readonly Vector[];

const signOf = ({ param, key = '', secret, customer, t = '', salt = '' }: Vector): string => {
  if (secret !== undefined) return orderSign(param, t, { key, secret });
  return customer === undefined ? callbackSign(param, salt) : querySign(param, { key, customer });
};

describe('the Kuaidi100 signatures', () => {
  it.each(vectors)('reproduce the test vector $id', (vector) => {
    expect(signOf(vector)).toBe(vector.sign);
  });

  const param = Buffer.from('{"status":"polling","lastResult":{"nu":"SF1234567890123"}}');
  const signed = (sign: string, salt = 'abc123'): boolean => isSigned(param, Buffer.from(sign), salt);

  it('accept the hex of a callback in either case', () => {
    expect(signed('5A24E021CE75C06D0F236D6FF38FD775')).toBe(true);
    expect(signed('5a24e021ce75c06d0f236d6ff38fd775')).toBe(true);
    expect(signed('5A24e021CE75c06d0F236d6fF38Fd775')).toBe(true);
  });

  it.each([
    ['the literal "null" for a missing salt', '5F8BF7C0C28480602ABA5E34CF19E91F'],
    ['no salt', 'AF7904952DEB64EB37415EAF70150F0D'],
    ['nothing', ''],
    ['half of it', '5A24E021CE75C06D'],
    ['more than it', '5A24E021CE75C06D0F236D6FF38FD77500'],
    ['letters that grow in upper case', 'ß'.repeat(16)],
  ])('refuse %s', (_what, sign) => {
    expect(signed(sign)).toBe(false);
  });

  it('refuse a change of any one byte', () => {
    const sign = Buffer.from(callbackSign(param, 'sample-salt'));
    fc.assert(
      fc.property(fc.nat({ max: param.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const changed = Buffer.from(param);
        changed[at] = (changed[at] ?? 0) ^ by;
        expect(isSigned(changed, sign, 'sample-salt')).toBe(false);
      }),
    );
  });
});
