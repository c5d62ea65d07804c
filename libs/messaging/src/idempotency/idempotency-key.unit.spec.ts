import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fingerprintOf, idempotencyKeyOf } from './idempotency-key.js';

describe('idempotencyKeyOf', () => {
  it('reads a structured-field string and a bare token as the same key', () => {
    expect(idempotencyKeyOf('"order-7"')).toBe('order-7');
    expect(idempotencyKeyOf('order-7')).toBe('order-7');
    expect(idempotencyKeyOf('"a \\"b\\" \\\\"')).toBe('a "b" \\');
  });

  it('refuses a missing key only where one is required', () => {
    expect(idempotencyKeyOf(undefined)).toBeUndefined();
    expect(() => idempotencyKeyOf(undefined, true)).toThrow(expect.objectContaining({ status: 400 }));
  });

  it.each(['"open', '""', 'x'.repeat(256), 'two\nlines', '键', ['a', 'b']])('refuses %j', (header) => {
    expect(() => idempotencyKeyOf(header)).toThrow(
      expect.objectContaining({ status: 400, code: 'idempotency/key-malformed' }),
    );
  });
});

describe('fingerprintOf', () => {
  it('does not depend on the order of fields', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (body) => {
        const turned = Object.fromEntries(Object.entries(body).reverse());
        expect(fingerprintOf('POST', turned)).toBe(fingerprintOf('POST', body));
      }),
    );
  });

  it('tells different requests apart', () => {
    expect(fingerprintOf({ a: 1 })).not.toBe(fingerprintOf({ a: '1' }));
    expect(fingerprintOf(['a', 'b'])).not.toBe(fingerprintOf(['a,b']));
    expect(fingerprintOf({ a: [1, 2] })).not.toBe(fingerprintOf({ a: [2, 1] }));
  });
});
