import { describe, expect, it } from '@jest/globals';
import { platformFeatures } from '../../../application/ports.js';
import { toCarrier, toCompany } from './companies.js';
import { manifest } from './manifest.js';

describe('the manifest', () => {
  it('says of every feature that it is there, or why it is not', () => {
    const said = [...manifest.features, ...Object.keys(manifest.notSupported)].sort();
    expect(said).toEqual([...platformFeatures].sort());
  });

  it.each([
    ['', false],
    ['A_1:quality', true],
    ['A_1:quality,B:late', true],
    ['A:bad word', false],
  ])('takes the meaning of reason codes %j: %s', (value, taken) => {
    const { pattern = '' } = manifest.settings[0] ?? {};
    expect(new RegExp(`^(?:${pattern})$`).test(value)).toBe(taken);
  });
});

describe('the platform’s companies', () => {
  it('are read and written in its own codes', () => {
    expect([toCarrier('YUNDA'), toCompany('YD')]).toEqual(['YD', 'YUNDA']);
    expect([toCarrier('DBKD'), toCompany('DBL')]).toEqual(['DBL', 'DBKD']);
    expect([toCarrier('EMS'), toCompany('EMS'), toCompany('YZPY')]).toEqual(['EMS', 'EMS', 'EMS']);
    expect([toCarrier('PIGEON'), toCompany('PIGEON')]).toEqual(['UNKNOWN', undefined]);
  });
});
