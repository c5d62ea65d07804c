import { createDecipheriv } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { seal } from './signature.js';

interface Vector {
  readonly id: string;
  readonly json: string;
  readonly signKey: string;
  readonly sealed: string;
}

const vectors = JSON.parse(
  readFileSync(new URL('./fixtures/signatures.json', import.meta.url), 'utf8'),
) as readonly Vector[];

describe('the EMS cipher', () => {
  it.each(vectors)('reproduces the test vector $id', ({ json, signKey, sealed }) => {
    expect(seal(json, signKey)).toBe(sealed);
  });

  it('opens to the text and the key behind it, for any text and key', () => {
    const keys = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes));
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), keys, (json, key) => {
        const signKey = key.toString('base64');
        const decipher = createDecipheriv('sm4-ecb', key, null);
        const bytes = Buffer.from(seal(json, signKey).slice('|$4|'.length), 'base64');
        const opened = Buffer.concat([decipher.update(bytes), decipher.final()]).toString('utf8');
        expect(opened).toBe(json + signKey);
      }),
    );
  });
});
