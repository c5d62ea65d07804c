import { describe, expect, it } from '@jest/globals';
import { toCarrierByName } from '../wire/companies.js';
import { toCarrier, toCompany } from './carrier-codes.js';

describe('Douyin’s companies', () => {
  it.each([
    ['圆通快递', 'YTO'],
    ['圆通速递', 'YTO'],
    ['顺丰速运', 'SF'],
    ['中通快递', 'ZTO'],
    ['中通快运', 'ZTOKY'],
    ['极兔速递', 'JTSD'],
    ['信鸽快递', 'UNKNOWN'],
    ['', 'UNKNOWN'],
  ])('named %s is %s', (name, code) => {
    expect(toCarrierByName(name)).toBe(code);
  });

  it('have one code each way', () => {
    expect(toCompany(toCarrier('yuantong'))).toBe('yuantong');
    expect(toCompany('UNKNOWN')).toBeUndefined();
  });
});
