import { describe, expect, it } from '@jest/globals';
import { HOUR } from '@cartrail/kernel';
import { rotate, type CarrierAccount } from './carrier-account.js';

const NOW = Date.UTC(2026, 10, 25, 2);
const account: CarrierAccount = {
  accountId: 'a1',
  provider: 'kdniao',
  label: 'main',
  sealedCredentials: 'old',
  createdAt: NOW - HOUR,
};
const to = (sealedCredentials: string) => ({
  sealedCredentials,
  isSame: (sealed: string) => sealed === sealedCredentials,
  overlapMs: HOUR,
});

describe('new credentials of an account', () => {
  it('take the place of the former ones, which stay valid for the overlap', () => {
    expect(rotate(account, to('new'), NOW)).toMatchObject({
      kind: 'changed',
      state: {
        sealedCredentials: 'new',
        rotatedAt: NOW,
        previous: { sealedCredentials: 'old', validUntil: NOW + HOUR },
      },
    });
  });

  it('given again change nothing, so that the former ones are not pushed out', () => {
    expect(rotate(account, to('old'), NOW)).toMatchObject({ kind: 'nothing' });
  });

  it('are refused for an account that is not there', () => {
    expect(rotate(undefined, to('new'), NOW)).toMatchObject({
      kind: 'refused',
      code: 'carrier-account/not-found',
    });
  });
});
