import { describe, expect, it } from '@jest/globals';
import { HOUR, MINUTE } from '@cartrail/kernel';
import {
  bookingAccepted,
  bookingRefused,
  changeTerms,
  credentialsAccepted,
  credentialsRefused,
  refusalSince,
  rotate,
  type CarrierAccount,
} from './carrier-account.js';

const NOW = Date.UTC(2026, 10, 25, 2);
const account: CarrierAccount = {
  accountId: 'a1',
  provider: 'kdniao',
  label: 'main',
  mode: 'live',
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

describe('the terms of an account', () => {
  const limited: CarrierAccount = { ...account, limits: { queriesPerDay: 500, queriesPerSecond: 2 } };

  it.each([
    [{ mode: 'sandbox' }, { mode: 'sandbox', label: 'main', limits: limited.limits }],
    [{ label: 'spare' }, { mode: 'live', label: 'spare', limits: limited.limits }],
    [{ limits: { queriesPerDay: 1 } }, { mode: 'live', label: 'main', limits: { queriesPerDay: 1 } }],
    [{ limits: {} }, { mode: 'live', label: 'main', limits: undefined }],
    [{ limits: null }, { mode: 'live', label: 'main', limits: undefined }],
  ] as const)('change by %j, limits all together, and nothing else does', (terms, state) => {
    const decision = changeTerms(limited, terms);
    expect(decision).toMatchObject({ kind: 'changed' });
    expect('state' in decision && decision.state).toEqual({ ...limited, ...state });
  });

  it.each([
    {},
    { label: 'main', mode: 'live' },
    { limits: { queriesPerSecond: 2, queriesPerDay: 500 } },
  ] as const)('said again, as %j, change nothing', (terms) => {
    expect(changeTerms(limited, terms)).toMatchObject({ kind: 'nothing' });
  });

  it('are refused for an account that is not there', () => {
    expect(changeTerms(undefined, { label: 'spare' })).toMatchObject({
      kind: 'refused',
      code: 'carrier-account/not-found',
    });
  });
});

describe('credentials the provider refuses', () => {
  const set = account.sealedCredentials;
  const refused = { ...account, refusedSince: NOW };

  it('are so from the first refusal on', () => {
    expect(credentialsRefused(account, set, NOW)).toMatchObject({
      kind: 'changed',
      state: { refusedSince: NOW },
    });
    expect(credentialsRefused(refused, set, NOW + HOUR)).toMatchObject({ kind: 'nothing' });
    expect(credentialsRefused(undefined, set, NOW)).toMatchObject({ kind: 'nothing' });
  });

  it('are so no more once they are accepted, or replaced', () => {
    expect(credentialsAccepted(refused, set)).toMatchObject({
      kind: 'changed',
      state: { refusedSince: undefined },
    });
    expect(credentialsAccepted(account, set)).toMatchObject({ kind: 'nothing' });
    const rotated = rotate(refused, to('new'), NOW + HOUR);
    expect(rotated).toMatchObject({ kind: 'changed', state: { refusedSince: undefined } });
  });

  it('are so as long as either service meets it, from the first of them on', () => {
    const both = { ...refused, bookingRefusedSince: NOW - HOUR };
    expect(refusalSince(both)).toBe(NOW - HOUR);
    expect(refusalSince({ ...both, bookingRefusedSince: undefined })).toBe(NOW);
    expect(refusalSince({ ...both, refusedSince: undefined })).toBe(NOW - HOUR);
    expect(refusalSince(account)).toBeUndefined();
    expect(bookingRefused(both, NOW)).toMatchObject({ kind: 'nothing' });
    expect(bookingAccepted(both)).toMatchObject({ state: { bookingRefusedSince: undefined } });
    expect(bookingAccepted(refused)).toMatchObject({ kind: 'nothing' });
  });

  it('are not said of others by what returns heard well before', () => {
    const rotated = { ...account, rotatedAt: NOW };
    expect(bookingRefused(rotated, NOW - 2 * MINUTE)).toMatchObject({ kind: 'nothing' });
    const skewed = NOW - 1_000;
    expect(bookingRefused(rotated, skewed)).toMatchObject({ state: { bookingRefusedSince: skewed } });
  });

  it('are not said of others by an answer to a call made before', () => {
    const rotated = { ...account, sealedCredentials: 'new' };
    expect(credentialsRefused(rotated, set, NOW + HOUR)).toMatchObject({ kind: 'nothing' });
    expect(credentialsAccepted({ ...rotated, refusedSince: NOW }, set)).toMatchObject({ kind: 'nothing' });
  });
});
