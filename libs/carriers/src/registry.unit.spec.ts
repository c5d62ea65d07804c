import { describe, expect, it } from '@jest/globals';
import { CarrierSettingsError } from './errors.js';
import { fetchHttp } from './http.js';
import { carrierFactories, providersWith } from './registry.js';

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

describe('the providers with a feature', () => {
  it('are the ones whose manifest says so, aggregators first', () => {
    expect(providersWith('track').slice(0, 2)).toEqual(['kdniao', 'kuaidi100']);
    expect(providersWith('find-booking', 'signed-push')).toEqual(['kdniao', 'kuaidi100', 'sf', 'zto', 'jt']);
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

describe('a manifest', () => {
  it.each([...carrierFactories.values()].map(({ manifest }) => manifest))(
    'says of everything $provider cannot do why, and of what it can that it can',
    ({ features }) => {
      const unexplained = Object.entries(features).filter(([, why]) => why !== true && why.length < 10);
      expect(unexplained).toEqual([]);
    },
  );
});
