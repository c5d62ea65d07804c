import { describe, expect, it } from '@jest/globals';
import { platformFeatures } from '../../application/ports.js';
import { platformIds } from '../../domain/platform.js';
import { connectors } from './registry.js';

const cases = connectors.map(({ manifest }) => [manifest.id, manifest] as const);

describe('the platforms', () => {
  it('are all there, each once', () => {
    expect(connectors.map(({ manifest }) => manifest.id).sort()).toEqual(
      platformIds.filter((id) => id !== 'mapped').toSorted(),
    );
  });

  it.each(cases)('%s either has a feature or says why it has not', (_id, { features, notSupported }) => {
    for (const feature of platformFeatures) {
      expect([feature, features.includes(feature) !== (notSupported[feature] !== undefined)]).toEqual([
        feature,
        true,
      ]);
    }
  });

  it.each(cases)('%s names its fields in both languages, once each', (_id, { credentials, settings }) => {
    const fields = [...credentials, ...settings];
    expect(new Set(fields.map(({ name }) => name)).size).toBe(fields.length);
    for (const { name, zh, en, pattern } of fields) {
      expect(name).toMatch(/^[a-z][a-zA-Z0-9]*$/);
      expect([zh, en]).not.toContain('');
      expect(() => new RegExp(`^(?:${pattern ?? ''})$`)).not.toThrow();
    }
  });

  it.each(cases)('%s takes no word for a reason that is none of ours', (_id, { settings }) => {
    for (const { name, pattern = '' } of settings.filter((field) => /^reason/.test(field.name))) {
      const whole = new RegExp(`^(?:${pattern})$`);
      expect([name, whole.test('7:quality'), whole.test('7:dear')]).toEqual([name, true, false]);
    }
  });

  it.each(cases)('%s names its addresses whole', (_id, { hosts }) => {
    expect(Object.values(hosts).length).toBeGreaterThan(0);
    for (const host of Object.values(hosts)) expect(host).toMatch(/^(https|wss?):\/\//);
  });
});
