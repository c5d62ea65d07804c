import { describe, expect, it } from '@jest/globals';
import { areaOf, namesOf, toRegion } from './region.js';

describe('regions', () => {
  it.each([
    ['北京市', '北京市', '东城区', '110101'],
    ['北京市', '市辖区', '东城区', '110101'],
    ['浙江省', '杭州市', '西湖区', '330106'],
    ['浙江省', '杭州市', '没有的区', '330100'],
    ['浙江省', undefined, undefined, '330000'],
    ['海南省', '省直辖县级行政区划', '文昌市', '469005'],
  ])('%s %s %s is %s', (province, city, district, code) => {
    expect(toRegion(province, city, district)).toBe(code);
  });

  it.each([
    ['330106', '浙江省杭州市西湖区'],
    ['110101', '北京市东城区'],
    ['469005', '海南省文昌市'],
    ['330100', '浙江省杭州市'],
  ])('writes %s as a courier reads it: %s', (code, area) => {
    expect(areaOf(namesOf(code))).toBe(area);
  });

  it('knows no region for a name it does not know', () => {
    expect(toRegion('火星省', '杭州市', '西湖区')).toBeUndefined();
    expect(toRegion()).toBeUndefined();
  });

  it('tells two districts of one name apart by their city', () => {
    expect(toRegion('江苏省', '南京市', '鼓楼区')).toBe('320106');
    expect(toRegion('江苏省', '徐州市', '鼓楼区')).toBe('320302');
  });
});
