import { describe, expect, it } from '@jest/globals';
import { Advice } from './advice.js';
import { readSettings } from './settings.js';

describe('the settings of a stack', () => {
  it('lays every port out from one base, so that two checkouts run side by side', () => {
    const { ports } = readSettings({ CARTRAIL_PORT_BASE: '7200' });
    expect(ports).toMatchObject({
      gateway: 7200,
      'order-sync': 7201,
      simulators: 7220,
      kafka: 7230,
      postgres: 7240,
    });
  });

  it('starts no server of its own where one is named', () => {
    const settings = readSettings({
      KAFKA_BROKERS: 'a:9092,b:9092',
      DATABASE_URL: 'postgres://u:p@db:5432/postgres',
    });
    expect(settings.brokers).toEqual(['a:9092', 'b:9092']);
    expect(settings.databaseUrl).toBe('postgres://u:p@db:5432/postgres');
    expect(readSettings({ KAFKA_BROKERS: '' }).brokers).toBeUndefined();
  });

  it.each([{ CARTRAIL_PORT_BASE: 'seven' }, { CARTRAIL_PORT_BASE: '80' }, { DATABASE_URL: 'mysql://x' }])(
    'refuses %j with what it should be',
    (env) => {
      expect(() => readSettings(env)).toThrow(Advice);
    },
  );
});
