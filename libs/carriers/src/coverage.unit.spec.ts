import { describe, expect, it } from '@jest/globals';
import { carriers, findCarrier } from './catalogue.js';
import { coverageOf } from './coverage.js';

const of = (code: string) => {
  const carrier = findCarrier(code);
  if (!carrier) throw new Error(`no carrier ${code}`);
  return coverageOf(carrier);
};

describe('who may be asked about a carrier', () => {
  it.each([
    ['SF', ['kdniao', 'kuaidi100', 'sf'], ['kdniao', 'kuaidi100', 'sf']],
    ['DBL', ['kdniao', 'kuaidi100', 'deppon'], ['kdniao', 'kuaidi100', 'deppon']],
    ['DBLKY', ['kdniao', 'kuaidi100', 'deppon'], ['kdniao', 'kuaidi100']],
    ['EMS', ['kdniao', 'kuaidi100', 'ems'], ['kdniao', 'kuaidi100', 'ems']],
    ['YD', ['kdniao', 'kuaidi100', 'yunda'], ['kdniao', 'kuaidi100']],
    ['SFKY', ['kuaidi100'], ['kuaidi100']],
    ['GTO', ['kdniao'], ['kdniao']],
  ])('%s is followed by %j and fetched by %j', (code, follow, book) => {
    expect(of(code)).toEqual({ follow, book });
  });

  it('is nobody who can fetch a parcel and not tell where it is', () => {
    for (const carrier of carriers) {
      const { follow, book } = coverageOf(carrier);
      expect(follow).toEqual(expect.arrayContaining([...book]));
    }
  });
});
