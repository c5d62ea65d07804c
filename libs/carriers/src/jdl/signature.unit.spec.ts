import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { signOf, type Signed } from './signature.js';

interface Vector extends Signed {
  readonly id: string;
  readonly secret: string;
  readonly sign: string;
}

const vectors = JSON.parse(
  readFileSync(new URL('./fixtures/signatures.json', import.meta.url), 'utf8'),
) as readonly Vector[];

describe('the JDL signature', () => {
  it.each(vectors)('reproduces the test vector $id', ({ secret, sign, ...signed }) => {
    expect(signOf(signed, secret)).toBe(sign);
  });

  it.each(vectors)('covers everything that is sent ($id)', ({ secret, sign, ...signed }) => {
    for (const part of ['accessToken', 'appKey', 'path', 'body', 'timestamp']) {
      expect(signOf({ ...signed, [part]: 'another' }, secret)).not.toBe(sign);
    }
    expect(signOf(signed, 'another')).not.toBe(sign);
  });

  it('covers the bytes of the text in UTF-8', () => {
    const signed = { accessToken: 'T', appKey: 'K', path: '/p', timestamp: '2024-01-02 03:04:05' };
    expect(signOf({ ...signed, body: '加急' }, 's')).not.toBe(signOf({ ...signed, body: '\u52a0' }, 's'));
    expect(signOf({ ...signed, body: '加急' }, 's')).toMatch(/^[0-9a-f]{32}$/);
  });
});
