import { describe, expect, it } from '@jest/globals';
import { regionOf } from './regions.js';

describe('province and city of an address line', () => {
  it.each([
    ['浙江省杭州市余杭区某街道1号', '浙江省', '杭州市'],
    ['浙江 杭州市 余杭区 某街道1号', '浙江省', '杭州市'],
    ['北京市朝阳区某路1号', '北京市', '北京市'],
    ['上海上海市浦东新区某路', '上海市', '上海市'],
    ['江西省景德镇市珠山区某路', '江西省', '景德镇市'],
    ['河南省新乡市卫滨区某路', '河南省', '新乡市'],
    ['云南省大理白族自治州大理市某路', '云南省', '大理白族自治州'],
    ['内蒙古自治区锡林郭勒盟锡林浩特市某街', '内蒙古自治区', '锡林郭勒盟'],
    ['新疆维吾尔自治区阿克苏地区库车市某路', '新疆维吾尔自治区', '阿克苏地区'],
    ['广西桂林市七星区某路', '广西壮族自治区', '桂林市'],
    ['湖北省仙桃市某镇', '湖北省', '仙桃市'],
  ])('are found in %s', (line, province, city) => {
    expect(regionOf(line)).toEqual({ province, city });
  });

  it.each([
    '杭州市余杭区某街道1号',
    '浙江省',
    '海南省澄迈县老城镇集市1号',
    '湖北省神农架林区松柏镇市场路1号',
    'somewhere',
    '',
  ])('are not guessed of %j', (line) => {
    expect(regionOf(line)).toBe(undefined);
  });
});
