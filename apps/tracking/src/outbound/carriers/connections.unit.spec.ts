import { describe, expect, it } from '@jest/globals';
import { newId } from '@cartrail/kernel';
import type { Accounts } from '../../application/ports.js';
import type { CarrierAccount } from '../../domain/carrier-account.js';
import type { Operation, Preference } from '../../domain/serving.js';
import { PostgresConnections } from './connections.js';
import { Opening } from './opening.js';

const credentials: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  sf: { partnerId: 'SAMPLE', checkWord: 'sample-check-word' },
  kdniao: { eBusinessId: '1000001', apiKey: 'sample-kdniao-key' },
};
const ids: Readonly<Record<string, string>> = { sf: newId(), kdniao: newId() };
/** The provider's name stands for its sealed credentials. */
const accountOf = (provider: string): CarrierAccount => ({
  accountId: ids[provider] ?? '',
  provider,
  label: provider,
  mode: 'live',
  sealedCredentials: provider,
  createdAt: 0,
});
function connectionsWith(preferences: readonly Preference[]): PostgresConnections {
  const accounts: Accounts = {
    all: () => Promise.resolve(['sf', 'kdniao'].map(accountOf)),
    find: () => Promise.resolve(undefined),
    preferences: () => Promise.resolve(preferences),
  };
  const opening = new Opening(
    { seal: String, open: (sealed) => credentials[sealed] ?? {} },
    { baseUrls: {}, accountUrls: false, trackers: [], clock: { now: () => 0 } },
  );
  return new PostgresConnections(accounts, opening, []);
}
async function asked(operation: Operation, carrier: string, preferences: readonly Preference[] = []) {
  const { accounts } = await connectionsWith(preferences).serving('demo01', { operation, carrier });
  return accounts.map(({ provider }) => provider);
}

describe('a carrier that carries parcels itself', () => {
  it('is asked about its own parcels only', async () => {
    expect(await asked('track', 'SF')).toEqual(['sf', 'kdniao']);
    expect(await asked('track', 'YTO')).toEqual(['kdniao']);
    expect(await asked('subscribe', 'YTO')).toEqual(['kdniao']);
  });

  it('is asked about nobody else’s, whatever is preferred', async () => {
    const rows = [{ operation: 'track', carrier: '*', accountIds: Object.values(ids) }] as const;
    expect(await asked('track', 'YTO', rows)).toEqual(['kdniao']);
    expect(await asked('track', 'SF', rows)).toEqual(['sf', 'kdniao']);
  });
});

describe('who can say whose a number is', () => {
  it('is an aggregator, and nobody who knows his own parcels only', async () => {
    const accounts = await connectionsWith([]).recognising('demo01');
    expect(accounts.map(({ provider }) => provider)).toEqual(['kdniao']);
  });
});
