import { describe, expect, it } from '@jest/globals';
import { findCarrier } from '@cartrail/carriers';
import { platformFeatures } from '../../../application/ports.js';
import { toCarrier, toCompany } from './companies.js';
import { manifest } from './manifest.js';

describe('the Kuaishou connector', () => {
  it('says of every feature that it has it, or why not', () => {
    for (const feature of platformFeatures) {
      expect([feature, manifest.features.includes(feature)]).toEqual([
        feature,
        manifest.notSupported[feature] === undefined,
      ]);
    }
  });

  it.each([
    '2',
    '3',
    '4',
    '6',
    '8',
    '9',
    '11',
    '14',
    '17',
    '25',
    '43',
    '53',
    '79',
    '109',
    '112',
    '127',
    '139',
  ])('knows company %s by a name of the catalogue', (company) => {
    expect(findCarrier(toCarrier(company))).toBeDefined();
  });

  it('writes the newer number where two mean the same, and none for what it cannot name', () => {
    expect(toCompany('DBL')).toBe('53');
    expect(toCompany('NOBODY')).toBeUndefined();
    expect(toCarrier('9999')).toBe('UNKNOWN');
  });
});
