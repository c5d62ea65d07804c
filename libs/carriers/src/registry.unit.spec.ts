import { describe, expect, it } from '@jest/globals';
import { carriers, carrierFrom, carrierTo, normaliseNumber } from './catalogue.js';
import { CarrierSettingsError } from './errors.js';
import { fetchHttp } from './http.js';
import { carrierFactories } from './registry.js';

describe('the registry', () => {
  it.each([
    ['a missing key', { eBusinessId: '1000001' }, 'apiKey'],
    ['an unknown field', { eBusinessId: '1000001', apiKey: 'sample-kdniao-key', apikey: 'x' }, 'apikey'],
    [
      'a URL that is none',
      { eBusinessId: '1000001', apiKey: 'sample-kdniao-key', baseUrl: 'ftp://x' },
      'baseUrl',
    ],
  ])('refuses settings with %s and names the field, not the value', (_what, settings, field) => {
    const create = (): unknown =>
      carrierFactories.get('kdniao')?.create(settings, { http: fetchHttp, clock: { now: () => 0 } });
    expect(create).toThrow(CarrierSettingsError);
    expect(create).toThrow(field);
    expect(create).not.toThrow('sample-kdniao-key');
  });
});

describe('a Kuaidi100 account', () => {
  const account = { key: 'sample-key', secret: 'sample-secret', salt: 'sample-salt' };
  const create = (settings: object): unknown =>
    carrierFactories.get('kuaidi100')?.create(settings, { http: fetchHttp, clock: { now: () => 0 } });

  it('opens without a customer id', () => {
    expect(create(account)).toMatchObject({ manifest: { provider: 'kuaidi100' } });
  });

  it.each([undefined, '', '   ', 'short'])('is refused with the salt %j', (salt) => {
    expect(() => create({ ...account, salt })).toThrow('salt');
  });
});

describe('the catalogue', () => {
  it('has one row per code of ours', () => {
    expect(new Set(carriers.map((row) => row.code)).size).toBe(carriers.length);
  });

  it('translates both ways, and keeps quiet about what it does not know', () => {
    expect(carrierFrom('douyin', 'yuantong')).toBe('YTO');
    expect(carrierFrom('kuaidi100', 'shunfengsuyun')).toBe('SF');
    expect(carrierFrom('kdniao', 'EMS')).toBe('EMS');
    expect(carrierFrom('kdniao', 'NEWCO')).toBe('UNKNOWN');
    expect(carrierTo('kdniao', 'YTO')).toBe('YTO');
    expect(carrierTo('kdniao', 'UNKNOWN')).toBe(undefined);
  });

  it.each([
    ['ZTO', 'zhongtong'],
    ['YTO', 'yuantong'],
    ['STO', 'shentong'],
    ['YD', 'yunda'],
    ['JTSD', 'jtexpress'],
    ['EMS', 'ems'],
    ['JD', 'jd'],
    ['SF', 'shunfeng'],
    ['DBL', 'debangkuaidi'],
  ])('knows %s, who fetches returns, as %s at Kuaidi100', (code, theirs) => {
    expect(carrierTo('kuaidi100', code)).toBe(theirs);
    expect(carrierFrom('kuaidi100', theirs)).toBe(code);
  });

  it('compares numbers without spaces, hyphens and case', () => {
    expect(normaliseNumber(' yt 123-4 ')).toBe('YT1234');
  });
});
