import { describe, expect, it } from '@jest/globals';
import { platformFeatures } from '../../../application/ports.js';
import { failureKinds } from './errors.js';
import { manifest } from './manifest.js';

const pattern = (name: string) =>
  new RegExp(`^(?:${manifest.settings.find((field) => field.name === name)?.pattern ?? 'x^'})$`);

describe('what Xiaohongshu can do', () => {
  it('is said of every feature: it can, or why it cannot', () => {
    const told = [...manifest.features, ...Object.keys(manifest.notSupported)];
    expect(told.sort()).toEqual([...platformFeatures].sort());
  });

  it('leaves to the merchant what no document says, in a form that is checked', () => {
    expect('yuantong:YTO,yunda:YD').toMatch(pattern('companyCodes'));
    expect('yuantong').not.toMatch(pattern('companyCodes'));
    expect('1:quality,2:late').toMatch(pattern('reasonCodes'));
    expect('1:colour').not.toMatch(pattern('reasonCodes'));
    expect('401,-9').toMatch(pattern('authExpiredCodes'));
  });

  it('knows the two documented error codes and those a merchant named', () => {
    const kinds = failureKinds({ authExpiredCodes: '401,-9', throttledCodes: '429' });
    expect([...kinds]).toEqual([
      ['401', 'auth_expired'],
      ['-9', 'auth_expired'],
      ['429', 'throttled'],
      ['-2000701', 'throttled'],
      ['-2000702', 'transient'],
    ]);
  });
});
