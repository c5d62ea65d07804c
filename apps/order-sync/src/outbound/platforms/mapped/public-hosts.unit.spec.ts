import { describe, expect, it } from '@jest/globals';
import { checkUrl, isPublic, NotPublic, publicLookup, type Resolve } from './public-hosts.js';

const refused = [
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '127.0.0.1',
  '169.254.169.254',
  '172.31.255.255',
  '192.168.0.1',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:8.8.8.8',
  '64:ff9b::a00:1',
  'fc00::1',
  'fe80::1',
  'fe80::1%eth0',
  'ff02::1',
  '2001:db8::1',
  '2001::1',
  '2002:a00:1::1',
  'mall.example.com',
  '',
];

describe('an address a mapping may reach', () => {
  it.each(refused)('is not %j', (address) => {
    expect(isPublic(address)).toBe(false);
  });

  it.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '223.5.5.5', '2400:3200::1', '2606:4700::1111'])(
    'is %s',
    (address) => {
      expect(isPublic(address)).toBe(true);
    },
  );

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
