import { describe, expect, it } from '@jest/globals';
import { checkUrl, NotPublic, publicLookup, type Resolve } from './public-hosts.js';

describe('an address a mapping may reach', () => {
  it.each([
    'http://mall.example.com',
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://[::ffff:10.0.0.1]/',
  ])('is refused as %s before anything is looked up', (url) => {
    expect(() => {
      checkUrl(new URL(url));
    }).toThrow(NotPublic);
  });

  it('is let through as a name, and looked up for the connection', async () => {
    checkUrl(new URL('https://mall.example.com:8443/api'));
    await expect(lookUp(['8.8.8.8'])).resolves.toEqual([{ address: '8.8.8.8', family: 4 }]);
  });

  it.each([[['127.0.0.1']], [['8.8.8.8', '10.0.0.1']], [['fe80::1']], [[]]])(
    'is refused after the look-up where a name has %j',
    async (addresses) => {
      await expect(lookUp(addresses)).rejects.toBeInstanceOf(NotPublic);
    },
  );
});

function lookUp(addresses: readonly string[]): Promise<unknown> {
  const resolve: Resolve = () =>
    Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));
  return new Promise((found, failed) => {
    publicLookup(resolve)('mall.example.com', { all: true }, (error, all) => {
      if (error) failed(error);
      else found(all);
    });
  });
}
