import { describe, expect, it } from '@jest/globals';
import { loadConfig } from '@cartrail/service-kit';
import { ReturnsConfig } from './config.js';

const env = {
  PORT: '7103',
  DATABASE_URL: 'postgres://localhost/t',
  KAFKA_BROKERS: 'localhost:7130',
  INTERNAL_TOKEN_PUBLIC_KEY: 'key',
  FIELD_KEYS: 'k1:key',
  CALLBACK_BASE_URL: 'https://callbacks.example',
};

describe('the settings of returns', () => {
  it('say where the accounts of any provider are reached', () => {
    const urls = 'jt=https://jt.example,kdniao=https://kdniao.example';
    expect(loadConfig(ReturnsConfig, { ...env, CARRIER_BASE_URLS: urls }).CARRIER_BASE_URLS).toBe(urls);
    expect(loadConfig(ReturnsConfig, env).CARRIER_BASE_URLS).toBe('');
  });

  it('refuse a base URL that is none in one line', () => {
    const wrong = { ...env, CARRIER_BASE_URLS: 'jt=somewhere' };
    expect(() => loadConfig(ReturnsConfig, wrong)).toThrow(
      /^settings are not complete: CARRIER_BASE_URLS: entry 1 \(jt\) has no URL[^\n]*$/,
    );
  });
});
