import { describe, expect, it } from '@jest/globals';
import { decodeCursor, encodeCursor } from './cursor.js';

const SECRET = 'a secret of sixteen';

describe('a list cursor', () => {
  const cursor = encodeCursor(SECRET, ['2026-11-23T02:00:00Z', 7]);

  it('comes back as what it was made of', () => {
    expect(decodeCursor(SECRET, cursor)).toEqual(['2026-11-23T02:00:00Z', 7]);
  });

  it('is refused when it was tampered with, made up or signed by somebody else', () => {
    const [, mac = ''] = cursor.split('.');
    const other = Buffer.from('["2020-01-01T00:00:00Z",7]').toString('base64url');
    for (const wrong of [`${other}.${mac}`, other, '', '.', `${cursor}x`]) {
      expect(() => decodeCursor(SECRET, wrong)).toThrow('not one of ours');
    }
    expect(() => decodeCursor('another secret, long', cursor)).toThrow('not one of ours');
  });
});
