import { describe, expect, it } from '@jest/globals';
import { withoutSecrets } from './secrets.js';

describe('a vendor’s words', () => {
  it.each([
    ['key secret-1 is wrong', ['secret-1'], 'key … is wrong'],
    ['key secret-of-… is wrong', ['secret-of-1000001'], 'key … is wrong'],
    ['key=a%2Bb%3D%3D is wrong', ['a+b=='], 'key=… is wrong'],
    ['the longer-secret goes whole', ['longer', 'longer-secret'], 'the … goes whole'],
    ['no word is a secret', ['a', undefined, 7], 'no word is a secret'],
  ])('%s, without %j', (words, secrets, shown) => {
    expect(withoutSecrets(words, secrets)).toBe(shown);
  });
});
