import { describe, expect, it } from '@jest/globals';
import type { BookingAccount, BookingPreference } from '../../application/ports.js';
import { openAccount } from './accounts.js';
import { TenantAccounts } from './tenant-accounts.js';

const account = (provider: string): BookingAccount => ({
  accountId: provider,
  connectionId: `demo01-${provider}`,
  provider,
  label: provider,
  mode: 'live',
  sealedCredentials: '',
  createdAt: 0,
});
const credentials: Readonly<Record<string, object>> = {
  sf: { partnerId: 'SAMPLE', checkWord: 'sample-check-word', monthlyCard: '7551234567' },
  kuaidi100: { key: 'sample-key', secret: 'sample-secret', salt: 'sample-salt' },
};
const accountsWith = (preferences: readonly BookingPreference[]): TenantAccounts =>
  new TenantAccounts([account('sf'), account('kuaidi100')], preferences, (one) => ({
    accountId: one.accountId,
    connectionId: one.connectionId,
    provider: one.provider,
    ...openAccount(one, credentials[one.provider] ?? {}, { baseUrls: {}, clock: { now: () => 0 } }),
  }));
const named = (found: readonly { readonly provider: string }[]): readonly string[] =>
  found.map(({ provider }) => provider);

describe('a carrier that carries parcels itself', () => {
  it('is asked for prices of its own couriers only', () => {
    const accounts = accountsWith([]);
    expect(named(accounts.quoting('SF'))).toEqual(['sf', 'kuaidi100']);
    expect(named(accounts.quoting('YTO'))).toEqual(['kuaidi100']);
  });

  it('is asked for nobody else, whatever is preferred', () => {
    const rows = (['quote', 'book'] as const).map((operation) => ({
      operation,
      carrier: '*',
      accountIds: ['sf', 'kuaidi100'],
    }));
    const accounts = accountsWith(rows);
    expect(named(accounts.quoting('YTO'))).toEqual(['kuaidi100']);
    expect(named(accounts.booking('YTO'))).toEqual(['kuaidi100']);
    expect(named(accounts.booking('SF'))).toEqual(['sf', 'kuaidi100']);
  });
});
