import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FieldCipher, UndecipherableField } from './field-cipher.js';
import { SearchIndex } from './search-index.js';

const key = (fill: number): string => Buffer.alloc(32, fill).toString('base64');
const context = { tenantId: 'tenant01', field: 'order.receiver' };
const cipher = FieldCipher.fromKeys(`k2:${key(2)},k1:${key(1)}`);
const older = FieldCipher.fromKeys(`k1:${key(1)}`);

describe('field encryption', () => {
  it('gives back any text, and never writes the same text twice the same way', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (plain) => {
        const sealed = cipher.encrypt(plain, context);
        expect(cipher.decrypt(sealed, context)).toBe(plain);
        expect(cipher.encrypt(plain, context)).not.toBe(sealed);
      }),
      { numRuns: 50 },
    );
  });

  it('refuses a text in which any one bit was flipped', () => {
    const sealed = cipher.encrypt('张三 13812341234', context);
    for (let at = 0; at < sealed.length; at++) {
      for (let bit = 0; bit < 7; bit++) {
        const flipped =
          sealed.slice(0, at) +
          String.fromCharCode(sealed.charCodeAt(at) ^ (1 << bit)) +
          sealed.slice(at + 1);
        expect(() => cipher.decrypt(flipped, context)).toThrow(UndecipherableField);
      }
    }
  });

  it.each([
    ['another tenant', { ...context, tenantId: 'tenant02' }],
    ['another field', { ...context, field: 'order.buyer' }],
  ])('refuses a ciphertext moved to %s', (_where, elsewhere) => {
    const sealed = cipher.encrypt('secret', context);
    expect(() => cipher.decrypt(sealed, elsewhere)).toThrow(UndecipherableField);
  });

  it('reads what an older key wrote, and says that it should be written again', () => {
    const sealed = older.encrypt('secret', context);
    expect(cipher.decrypt(sealed, context)).toBe('secret');
    expect(cipher.needsRotation(sealed)).toBe(true);
    expect(cipher.needsRotation(cipher.encrypt('secret', context))).toBe(false);
  });

  it('refuses what a key we do not have wrote', () => {
    expect(() => older.decrypt(cipher.encrypt('secret', context), context)).toThrow('unknown-key');
  });

  it('refuses a relabelled key id even where both keys are the same bytes', () => {
    const twins = FieldCipher.fromKeys(`aa:${key(7)},bb:${key(7)}`);
    const relabelled = twins.encrypt('secret', context).replace('.aa.', '.bb.');
    expect(() => twins.decrypt(relabelled, context)).toThrow('not-authentic');
  });

  it.each([
    '',
    'k1',
    `k1:${Buffer.alloc(16).toString('base64')}`,
    `k1:${key(1)},k1:${key(2)}`,
    `a.b:${key(1)}`,
  ])('does not start with the keys %j', (keys) => {
    expect(() => FieldCipher.fromKeys(keys)).toThrow(RangeError);
  });
});

describe('search index', () => {
  const index = SearchIndex.fromKeys(`k2:${key(2)},k1:${key(1)}`);

  it('is equal for equal values of one tenant and field, and for nothing else', () => {
    const term = index.index('13812341234', context);
    expect(index.index(' 13812341234 ', context)).toBe(term);
    expect(index.index('13812341235', context)).not.toBe(term);
    expect(index.index('13812341234', { ...context, tenantId: 'tenant02' })).not.toBe(term);
    expect(index.index('13812341234', { ...context, field: 'order.buyer' })).not.toBe(term);
  });

  it('finds what was indexed before a rotation', () => {
    const before = SearchIndex.fromKeys(`k1:${key(1)}`).index('13812341234', context);
    expect(index.terms('13812341234', context)).toContain(before);
  });
});
