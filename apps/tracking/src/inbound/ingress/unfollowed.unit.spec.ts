import { describe, expect, it } from '@jest/globals';
import type { CarrierReport } from '@cartrail/carriers';
import { register } from 'prom-client';
import { unfollowedIn, unreadableIn } from './unfollowed.js';

const report = (number: string, carrier: string, unreadable = 0): CarrierReport => ({
  ...{ provider: 'ems', number, carrier, carrierCode: 'EMS', scans: [], fullHistory: false },
  unreadable: Array.from({ length: unreadable }, () => ({ occurredText: '', code: '', text: '' })),
});
const counted = async (): Promise<number> => {
  const metric = await register.getSingleMetric('tracking_unfollowed_total')?.get();
  return metric?.values.find(({ labels }) => labels['provider'] === 'ems')?.value ?? 0;
};
const countedOf = async (reports: readonly CarrierReport[], missed: readonly CarrierReport[]) => {
  const before = await counted();
  const unfollowed = unfollowedIn(reports);
  missed.forEach(unfollowed);
  return (await counted()) - before;
};

describe('a parcel nobody follows', () => {
  const brands = ['EMS', 'YZPY', 'YZBK'].map((carrier) => report('1100', carrier));

  it('counts once, however many brands its push may be of', async () => {
    expect(await countedOf(brands, brands)).toBe(1);
  });

  it('does not count where one of the brands is followed', async () => {
    expect(await countedOf(brands, brands.slice(1))).toBe(0);
  });

  it('counts beside others of its push, each by its own number', async () => {
    const other = report('1200', 'EMS');
    expect(await countedOf([...brands, other], [...brands.slice(1), other])).toBe(1);
    expect(await countedOf([...brands, other], [...brands, other])).toBe(2);
  });
});

describe('lines of a push that cannot be read', () => {
  it('count once, however many brands the push may be of', () => {
    const reports = ['EMS', 'YZPY'].map((carrier) => report('1100', carrier, 2));
    expect(unreadableIn([...reports, report('1200', 'EMS', 1)])).toBe(3);
  });
});
