import { describe, expect, it } from '@jest/globals';
import { numberFor } from '../parcels/numbers.js';
import { priceOf } from './prices.js';
import { provinceOf, regionOf, zoneOf } from './regions.js';

const SHANGHAI = '上海市浦东新区人民路1号';
const HANGZHOU = '浙江省杭州市西湖区文一路1号';
const CHENGDU = '四川省成都市武侯区一路1号';

describe('zones', () => {
  it.each([
    [HANGZHOU, '浙江省金华市义乌市一路', 1],
    [SHANGHAI, HANGZHOU, 2],
    [CHENGDU, HANGZHOU, 3],
    ['云南省昆明市五华区一路', HANGZHOU, 4],
    [HANGZHOU, '新疆维吾尔自治区乌鲁木齐市天山区', 5],
    ['新疆乌鲁木齐', '内蒙古呼和浩特', 5],
    ['somewhere', HANGZHOU, 3],
    [HANGZHOU, '香港九龙', undefined],
  ] as const)('%s to %s is %s, and back', (from, to, zone) => {
    expect(zoneOf(from, to)).toBe(zone);
    expect(zoneOf(to, from)).toBe(zone);
  });

  it('read a place out of a line that names only the city', () => {
    expect(provinceOf('杭州市西湖区文一路1号')).toBe('33');
    expect(regionOf('江苏省苏州市姑苏区一路')).toBe('320500');
    expect(regionOf('四川省绵阳市一路')).toBe('510100');
    expect(regionOf('nowhere')).toBeUndefined();
  });
});

describe('prices', () => {
  it('count started steps after the first kilogram', () => {
    const fen = (grams: number): number | undefined => priceOf('ZTO', CHENGDU, HANGZHOU, grams)?.totalFen;
    expect([100, 1_000, 1_001, 2_000, 2_010].map(fen)).toEqual([750, 750, 1_050, 1_050, 1_350]);
    expect(priceOf('SF', CHENGDU, HANGZHOU, 1_300)).toEqual({
      totalFen: 2_050,
      firstFen: 1_800,
      nextFen: 250,
      overFen: 250,
    });
    expect(priceOf('ZTO', HANGZHOU, '新疆乌鲁木齐市', 2_010)?.totalFen).toBe(4_500);
  });

  it('do not exist for little with Deppon', () => {
    expect(priceOf('DBL', CHENGDU, HANGZHOU, 2_999)).toBeUndefined();
    expect(priceOf('DBL', CHENGDU, HANGZHOU, 3_000)?.totalFen).toBe(1_660);
  });
});

describe('waybill numbers', () => {
  it('carry the check digit of the postal union', () => {
    expect(numberFor('EMS', '4700000047312482')).toBe('EA473124829CN');
    expect(numberFor('EMS', '4700000000000000')).toBe('EA000000005CN');
    expect(numberFor('EMS', '4700000010000001')).toBe('EA100000017CN');
    expect(numberFor('DBL', '4700000000000001')).toBe('DPK000000000001');
  });
});
