import { describe, expect, it } from '@jest/globals';
import { loadConfig } from '@cartrail/service-kit';
import { signingKey } from '../test/keys.js';
import { ESignConfig } from './config.js';

const settings = {
  PORT: '7104',
  DATABASE_URL: 'postgres://app@db/cartrail_e_sign',
  KAFKA_BROKERS: 'kafka:9092',
  INTERNAL_TOKEN_PUBLIC_KEY: 'key',
  FIELD_KEYS: 'k1:key',
  SIGNING_KEYS: signingKey('k1'),
  PHOTO_LINK_SECRET: 'a secret of its own',
  OBJECT_STORE_DIR: '/var/lib/cartrail',
};

describe('the settings of e-sign', () => {
  it.each(['SIGNING_KEYS', 'PHOTO_LINK_SECRET', 'OBJECT_STORE_DIR', 'FIELD_KEYS'])('need %s', (name) => {
    expect(() => loadConfig(ESignConfig, { ...settings, [name]: undefined })).toThrow(name);
  });

  it('refuse keys of a sample where evidence is made in earnest', () => {
    const sample = { ...settings, SIGNING_KEYS: signingKey('sample-1') };
    expect(loadConfig(ESignConfig, sample).SIGNING_KEYS).toContain('sample-1');
    expect(() => loadConfig(ESignConfig, { ...sample, NODE_ENV: 'production' })).toThrow('SIGNING_KEYS');
    const older = { ...settings, SIGNING_KEYS: `${signingKey('k2')},${signingKey('sample-1')}` };
    expect(() => loadConfig(ESignConfig, { ...older, NODE_ENV: 'production' })).toThrow('SIGNING_KEYS');
    expect(loadConfig(ESignConfig, { ...settings, NODE_ENV: 'production' }).PORT).toBe(7104);
  });
});
