import { describe, expect, it } from '@jest/globals';
import { youzanCompanies } from './companies.js';

describe('Youzan’s companies', () => {
  it('are those of its document, both ways', () => {
    const { toCarrier, toCompany } = youzanCompanies('');
    expect([toCarrier('2'), toCarrier('42'), toCarrier('41')]).toEqual(['YTO', 'SF', 'UNKNOWN']);
    expect([toCompany('SF'), toCompany('JTSD')]).toEqual(['7', undefined]);
  });

  it('are added to, or put right, by a merchant', () => {
    const { toCarrier, toCompany } = youzanCompanies('301:JTSD,13:DBL,28:DBL,1:YZPY');
    expect([toCompany('JTSD'), toCarrier('1'), toCompany('STO')]).toEqual(['301', 'YZPY', undefined]);
    expect(toCarrier('28')).toBe('DBL');
  });
});
