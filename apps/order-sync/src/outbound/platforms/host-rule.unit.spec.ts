import { describe, expect, it } from '@jest/globals';
import { anyHost, publicOnly } from './host-rule.js';

describe('the host of an application', () => {
  it.each(['https://openapi.example.com', 'wss://push.example.com/base', 'https://8.8.8.8'])(
    'may be %s',
    (url) => {
      expect(publicOnly(new URL(url))).toBeUndefined();
    },
  );

  it.each([
    'http://openapi.example.com',
    'ws://push.example.com',
    'https://localhost',
    'https://LOCALHOST.',
    'https://postgres',
    'https://db.internal',
    'https://127.0.0.1',
    'https://2130706433',
    'https://0x7f.1',
    'https://169.254.169.254',
    'https://10.1.2.3:8443',
    'https://[::1]',
    'https://[::ffff:10.0.0.1]',
    'https://[fd00::1]',
  ])('may not be %s', (url) => {
    expect(publicOnly(new URL(url))).toBeDefined();
    expect(anyHost(new URL(url))).toBeUndefined();
  });
});
