import { describe, expect, it } from '@jest/globals';
import { directProviders, answersFor } from './direct.js';
import { carrierFactories } from './registry.js';
import { findCarrier } from './catalogue.js';
import { onePerProvider, preferred } from './serving.js';

const accounts = [
  { accountId: 'k2', provider: 'kdniao' },
  { accountId: 's1', provider: 'sf' },
  { accountId: 'q1', provider: 'kuaidi100' },
  { accountId: 'k1', provider: 'kdniao' },
];
const ids = (found: readonly { readonly accountId: string }[] | undefined) =>
  found?.map(({ accountId }) => accountId);

describe('which account is asked', () => {
  const rows = [
    { operation: 'track', carrier: '*', accountIds: ['q1', 'k1'] },
    { operation: 'track', carrier: 'SF', accountIds: ['s1', 'gone', 'q1'] },
    { operation: 'subscribe', carrier: 'SF', accountIds: ['k2'] },
  ];
  const of = (operation: string, carrier: string) => ids(preferred(accounts, rows, { operation, carrier }));

  it('is what the row of its carrier says, in its order, without accounts that are not there', () => {
    expect(of('track', 'SF')).toEqual(['s1', 'q1']);
  });

  it('is what the row of any carrier says where the carrier has none', () => {
    expect(of('track', 'YTO')).toEqual(['q1', 'k1']);
  });

  it('is never one of another carrier, whichever row names it', () => {
    const wide = [
      { operation: 'track', carrier: '*', accountIds: ['s1', 'k1'] },
      { operation: 'book', carrier: 'YTO', accountIds: ['s1'] },
    ];
    const about = (operation: string, carrier: string) =>
      ids(preferred(accounts, wide, { operation, carrier }));
    expect(about('track', 'YTO')).toEqual(['k1']);
    expect(about('track', 'SF')).toEqual(['s1', 'k1']);
    expect(about('book', 'YTO')).toEqual([]);
  });

  it('is left open where the row of any carrier names nobody who knows this one', () => {
    const own = [{ operation: 'track', carrier: '*', accountIds: ['s1'] }];
    expect(preferred(accounts, own, { operation: 'track', carrier: 'YTO' })).toBeUndefined();
    expect(ids(preferred(accounts, own, { operation: 'track', carrier: 'SF' }))).toEqual(['s1']);
  });

  it('is left open where no row is about it', () => {
    expect(of('subscribe', 'YTO')).toBeUndefined();
    expect(of('book', 'SF')).toBeUndefined();
  });

  it('is by default the first of each provider, known providers first', () => {
    expect(ids(onePerProvider(accounts, ['kuaidi100', 'kdniao']))).toEqual(['q1', 'k2', 's1']);
    expect(ids(onePerProvider(accounts))).toEqual(['k2', 's1', 'q1']);
  });
});

describe('a provider that carries parcels itself', () => {
  it('is a provider we speak with, and its carriers are in the catalogue', () => {
    for (const [provider, { carriers }] of directProviders) {
      expect(carrierFactories.has(provider)).toBe(true);
      for (const carrier of carriers) expect(findCarrier(carrier)).toBeDefined();
    }
  });

  it('answers for its own carriers, an aggregator for all', () => {
    expect(answersFor('sf', 'SF')).toBe(true);
    expect(answersFor('sf', 'YTO')).toBe(false);
    expect(answersFor('kdniao', 'YTO')).toBe(true);
  });

  it('is listed, unless it is an aggregator', () => {
    const others = [...carrierFactories.keys()].filter((provider) => !directProviders.has(provider));
    expect(others.sort()).toEqual(['kdniao', 'kuaidi100']);
  });
});
