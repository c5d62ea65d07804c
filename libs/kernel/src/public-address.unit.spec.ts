import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hostOf, isLoopbackAddress, isPublicAddress } from './public-address.js';

const refused = [
  '0.0.0.0',
  '10.0.0.1',
  '100.64.0.1',
  '127.0.0.1',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.8',
  '192.0.2.1',
  '192.31.196.1',
  '192.52.193.1',
  '192.88.99.1',
  '192.168.1.1',
  '192.175.48.1',
  '198.18.0.1',
  '198.51.100.1',
  '203.0.113.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:8.8.8.8',
  '::10.0.0.1',
  '64:ff9b::a00:1',
  '2001::1',
  '2001:4:112::1',
  '2001:db8::1',
  '2002:a00:1::1',
  '2620:4f:8000::1',
  '3fff::1',
  'fc00::1',
  'fe80::1',
  'fe80::1%eth0',
  'fec0::1',
  'ff02::1',
  'mall.example.com',
  '2130706433',
  '0x7f.1',
  '',
];

describe('an address anybody may be sent to', () => {
  it.each(refused)('is not %j', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(['1.1.1.1', '172.32.0.1', '100.128.0.1', '223.5.5.5', '2400:3200::1', '2606:4700::1111'])(
    'is %s',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  it('is no IPv4 address inside an IPv6 one, whichever', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        expect(isPublicAddress(`::ffff:${address}`)).toBe(false);
        expect(isPublicAddress(`64:ff9b::${address}`)).toBe(false);
      }),
    );
  });

  it('is never this machine', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (address) => {
        expect(isLoopbackAddress(address) && isPublicAddress(address)).toBe(false);
      }),
    );
  });
});

it.each(['127.0.0.1', '127.255.0.9', '::1', '0:0:0:0:0:0:0:1'])('%s is this machine', (address) => {
  expect(isLoopbackAddress(address)).toBe(true);
});

it.each(['10.0.0.1', '::2', 'localhost', '', '128.0.0.1'])('%j is not this machine', (address) => {
  expect(isLoopbackAddress(address)).toBe(false);
});

it.each([
  ['https://[2606:4700::1111]:8443/a', '2606:4700::1111'],
  ['https://Hooks.Example.COM./a', 'hooks.example.com'],
  ['https://0x7f.1/', '127.0.0.1'],
])('the host of %s is %s', (url, host) => {
  expect(hostOf(new URL(url))).toBe(host);
});
