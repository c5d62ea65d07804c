import { describe, expect, it } from '@jest/globals';
import { newId } from '@cartrail/kernel';
import fc from 'fast-check';
import { readState, stateOf } from './authorisation.js';

describe('the state a merchant carries', () => {
  it('comes back as it was given, with its tenant in the clear', () => {
    const given = { tenantId: 'demo01', id: newId(), secret: 'a'.repeat(32) };
    expect(stateOf(given).startsWith('demo01-')).toBe(true);
    expect(readState(stateOf(given))).toEqual(given);
  });

  it('is nothing when it is anything else', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(readState(text)).toBeUndefined();
        expect(readState(`demo01-${text}`)).toBeUndefined();
        expect(readState(`demo01-0123456789abcdefghjkmnpqrs-${text}`)).toBeUndefined();
      }),
    );
  });
});
