import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addressParts } from './address.js';

describe('an address for YTO', () => {
  it.each([
    ['浙江省杭州市余杭区某街道1号', '浙江省', '杭州市', '余杭区某街道1号'],
    ['浙江省 金华市 义乌市 某路2号', '浙江省', '金华市', '义乌市 某路2号'],
    ['江西省景德镇市珠山区某路3号', '江西省', '景德镇市', '珠山区某路3号'],
    ['江苏省镇江市京口区某路3号', '江苏省', '镇江市', '京口区某路3号'],
    ['湖北省荆州市沙市区某路4号', '湖北省', '荆州市', '沙市区某路4号'],
    ['湖南省常德市津市市某路5号', '湖南省', '常德市', '津市市某路5号'],
    ['吉林省吉林市昌邑区某街6号', '吉林省', '吉林市', '昌邑区某街6号'],
    ['湖北省恩施土家族苗族自治州恩施市某路7号', '湖北省', '恩施土家族苗族自治州', '恩施市某路7号'],
    ['黑龙江省大兴安岭地区漠河市某路8号', '黑龙江省', '大兴安岭地区', '漠河市某路8号'],
    ['内蒙古自治区锡林郭勒盟锡林浩特市9号', '内蒙古自治区', '锡林郭勒盟', '锡林浩特市9号'],
    ['新疆维吾尔自治区石河子市某路10号', '新疆维吾尔自治区', '石河子市', '某路10号'],
    ['北京市朝阳区某路11号', '北京市', '北京市', '朝阳区某路11号'],
    ['上海市上海市浦东新区某路12号', '上海市', '上海市', '浦东新区某路12号'],
  ])('is read from %s', (line, province, city, rest) => {
    expect(addressParts(line)).toEqual({ province, city, rest });
  });

  it.each([
    '杭州市余杭区某街道1号',
    '吉林市舒兰市某路1号',
    '海南藏族自治州某县1号',
    '湖北省沙市区某路1号',
    '海南省陵水黎族自治县某路1号',
    '浙江省某镇大市场1号',
    '浙江省杭州市',
    '香港特别行政区某道1号',
    '',
  ])('is not guessed from %j', (line) => {
    expect(addressParts(line)).toBe(undefined);
  });

  it('loses nothing of the line', () => {
    const words = fc.array(fc.constantFrom('浙江省', '杭州市', '北京市', '余杭区', '某路', '1号', '盟', 'x'));
    fc.assert(
      fc.property(words, (parts) => {
        const line = parts.join('');
        const read = addressParts(line);
        if (!read) return;
        const whole = read.province + read.city + read.rest;
        expect([whole, read.province + read.rest]).toContain(line);
      }),
    );
  });
});
