import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { histories, NODES } from './pushes.js';

const account = { eBusinessId: '1', apiKey: 'k' };

interface Pushed {
  readonly Data: readonly [
    { readonly LogisticCode: string; readonly Traces: readonly Readonly<Record<string, string>>[] },
  ];
}

const parcelOf = (body: string) =>
  (JSON.parse(new URLSearchParams(body).get('RequestData') ?? '') as Pushed).Data[0];

describe('histories', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('adds one node per push, also when making them takes longer than a second', () => {
    let now = Date.UTC(2026, 10, 23, 2, 0, 0);
    jest.spyOn(Date, 'now').mockImplementation(() => (now += 700));
    const known = new Set<string>();
    const fresh = histories(account, ['YT1', 'YT2', 'YT3']).map(({ body }) => {
      const before = known.size;
      const { LogisticCode, Traces } = parcelOf(body);
      for (const trace of Traces) known.add(JSON.stringify([LogisticCode, trace]));
      return known.size - before;
    });
    expect(fresh).toEqual(Array(3 * NODES).fill(1));
  });

  it('sends the whole history, 4.5 nodes on average, every parcel in turn', () => {
    const parcels = histories(account, ['YT1', 'YT2']).map(({ body }) => parcelOf(body));
    expect(parcels.slice(0, 4).map(({ LogisticCode, Traces }) => [LogisticCode, Traces.length])).toEqual([
      ['YT1', 1],
      ['YT2', 1],
      ['YT1', 2],
      ['YT2', 2],
    ]);
    const nodes = parcels.reduce((sum, { Traces }) => sum + Traces.length, 0);
    expect(nodes / parcels.length).toBe(4.5);
  });
});
