import { describe, expect, it } from '@jest/globals';
import { isAllowed, urlProblem } from './addresses.js';

describe('addresses a webhook may reach', () => {
  it.each(['1.1.1.1', '93.184.216.34', '2606:4700:4700::1111'])('lets %s through', (address) => {
    expect(isAllowed(address, false)).toBe(true);
  });

  it.each([
    '127.0.0.1',
    '127.8.8.8',
    '0.0.0.0',
    '10.0.0.1',
    '172.16.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '169.254.169.254',
    '192.0.0.8',
    '192.0.2.1',
    '198.18.0.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:1.1.1.1',
    '::ffff:10.0.0.1',
    '::ffff:a9fe:a9fe',
    '::10.0.0.1',
    '64:ff9b::a00:1',
    '2002:a00:1::',
    'fc00::1',
    'fd12:3456::1',
    'fe80::1',
    'fec0::1',
    'ff02::1',
    '2001:db8::1',
    'not an address',
  ])('refuses %s', (address) => {
    expect(isAllowed(address, false)).toBe(false);
  });

  it('admits loopback, and nothing else, where it is allowed', () => {
    expect(isAllowed('127.0.0.1', true)).toBe(true);
    expect(isAllowed('::1', true)).toBe(true);
    expect(isAllowed('10.0.0.1', true)).toBe(false);
  });
});

describe('URLs a webhook may have', () => {
  it.each(['https://hooks.example.com/a', 'https://hooks.example.com:8443/', 'https://[2606:4700::1111]/'])(
    'accepts %s',
    (url) => {
      expect(urlProblem(url, false)).toBeUndefined();
    },
  );

  it.each([
    'http://hooks.example.com/',
    'https://hooks.example.com:22/',
    'https://user:secret@hooks.example.com/',
    'ftp://hooks.example.com/',
    'https://127.0.0.1/',
    'https://0x7f.1/',
    'https://2130706433/',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://169.254.169.254/latest/meta-data',
    'nonsense',
  ])('refuses %s', (url) => {
    expect(urlProblem(url, false)).toBeDefined();
  });

  it('accepts plain http to loopback only where it is allowed', () => {
    expect(urlProblem('http://127.0.0.1:7120/receiver/a', true)).toBeUndefined();
    expect(urlProblem('http://localhost:7120/receiver/a', true)).toBeUndefined();
    expect(urlProblem('http://localhost:7120/receiver/a', false)).toBeDefined();
    expect(urlProblem('http://10.0.0.1/receiver/a', true)).toBeDefined();
  });
});
