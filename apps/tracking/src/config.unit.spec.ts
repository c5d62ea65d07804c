import { describe, expect, it } from '@jest/globals';
import { loadConfig } from '@cartrail/service-kit';
import { TrackingConfig } from './config.js';

const env = {
  PORT: '7102',
  DATABASE_URL: 'postgres://localhost/t',
  KAFKA_BROKERS: 'localhost:7130',
  INTERNAL_TOKEN_PUBLIC_KEY: 'key',
  FIELD_KEYS: 'k1:key',
};
const load = (more: Readonly<Record<string, string>>): TrackingConfig =>
  loadConfig(TrackingConfig, { ...env, ...more });

function refusal(more: Readonly<Record<string, string>>): string {
  try {
    load(more);
  } catch (error) {
    return (error as Error).message;
  }
  return 'taken';
}

describe('the settings of tracking', () => {
  it('ask aggregators first and then every carrier that can be asked, and no address but the vendors’', () => {
    const { TRACKING_PROVIDERS, CARRIER_BASE_URLS } = load({});
    expect(TRACKING_PROVIDERS.split(',').slice(0, 2)).toEqual(['kdniao', 'kuaidi100']);
    expect(new Set(TRACKING_PROVIDERS.split(','))).toEqual(
      new Set('kdniao kuaidi100 sf zto yto sto yunda jt jdl ems deppon'.split(' ')),
    );
    expect(CARRIER_BASE_URLS).toBe('');
  });

  it('take any provider that tracks, in the order given', () => {
    expect(load({ TRACKING_PROVIDERS: 'sto,jt,kdniao' }).TRACKING_PROVIDERS).toBe('sto,jt,kdniao');
  });

  it.each(['fedex', 'jt,fedex', 'jt, sto', 'jt,', 'JT'])(
    'refuse the trackers %j in one line that names the choices',
    (providers) => {
      const said = refusal({ TRACKING_PROVIDERS: providers });
      expect(said).toMatch(/^settings are not complete: TRACKING_PROVIDERS: .*kdniao, kuaidi100, sf, zto/);
      expect(said).not.toContain('\n');
    },
  );

  it('refuse a base URL of nobody in one line that names the choices', () => {
    const said = refusal({ CARRIER_BASE_URLS: 'fedex=https://x.example' });
    expect(said).toMatch(
      /^settings are not complete: CARRIER_BASE_URLS: entry 1 .*kdniao, kuaidi100, sf, zto/,
    );
    expect(said).not.toContain('\n');
  });
});
