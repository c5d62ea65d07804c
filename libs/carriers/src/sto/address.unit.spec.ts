import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addressParts } from './address.js';

describe('the levels of an address', () => {
  it.each([
    ['浙江省杭州市余杭区某街道1号', '浙江省', '杭州市', '余杭区', '某街道1号'],
    [' 浙江省 杭州市，余杭区 某街道1号 ', '浙江省', '杭州市', '余杭区', '某街道1号'],
    ['浙江省金华市义乌市某路2号', '浙江省', '金华市', '义乌市', '某路2号'],
    ['浙江省台州市路桥区某路3号', '浙江省', '台州市', '路桥区', '某路3号'],
    ['浙江省宁波市镇海区某街4号', '浙江省', '宁波市', '镇海区', '某街4号'],
    ['上海市青浦区某路5号', '上海市', '上海市', '青浦区', '某路5号'],
    ['上海市上海市浦东新区某路5号', '上海市', '上海市', '浦东新区', '某路5号'],
    ['重庆市石柱土家族自治县某镇某村', '重庆市', '重庆市', '石柱土家族自治县', '某镇某村'],
    ['江西省景德镇市浮梁县某路6号', '江西省', '景德镇市', '浮梁县', '某路6号'],
    ['江苏省镇江市丹阳市某路7号', '江苏省', '镇江市', '丹阳市', '某路7号'],
    ['山东省青岛市市北区某路8号', '山东省', '青岛市', '市北区', '某路8号'],
    ['湖北省荆州市沙市区某路9号', '湖北省', '荆州市', '沙市区', '某路9号'],
    ['福建省三明市沙县区某路10号', '福建省', '三明市', '沙县区', '某路10号'],
    ['湖南省常德市津市市某路11号', '湖南省', '常德市', '津市市', '某路11号'],
    ['新疆维吾尔自治区乌鲁木齐市新市区某路12号', '新疆维吾尔自治区', '乌鲁木齐市', '新市区', '某路12号'],
    ['内蒙古自治区锡林郭勒盟锡林浩特市某路13号', '内蒙古自治区', '锡林郭勒盟', '锡林浩特市', '某路13号'],
    ['内蒙古自治区通辽市科尔沁左翼中旗某路14号', '内蒙古自治区', '通辽市', '科尔沁左翼中旗', '某路14号'],
    ['黑龙江省大兴安岭地区漠河市某路15号', '黑龙江省', '大兴安岭地区', '漠河市', '某路15号'],
    ['云南省黔南布依族苗族自治州都匀市某路16号', '云南省', '黔南布依族苗族自治州', '都匀市', '某路16号'],
  ])('of %s are found', (line, province, city, area, address) => {
    expect(addressParts(line)).toEqual({ province, city, area, address });
  });

  it.each([
    ['广东省东莞市长安镇振安社区1号', '长安镇振安社区1号'],
    ['广东省中山市某小区2栋', '某小区2栋'],
    ['湖北省仙桃市某菜市场3号', '某菜市场3号'],
  ])('of %s have no district', (line, address) => {
    const parts = addressParts(line);
    expect(parts?.area).toBe(undefined);
    expect(parts?.address).toBe(address);
  });

  it.each([
    '',
    '杭州市余杭区某街道1号',
    '浙江杭州余杭区某街道1号',
    '浙江省某镇某超市',
    '浙江省杭州市余杭区',
    '台湾省台北市某区1号',
    '香港特别行政区某路1号',
  ])('of %j are not guessed', (line) => {
    expect(addressParts(line)).toBe(undefined);
  });

  it('lose nothing of the line and never fail', () => {
    const word = fc.constantFrom(
      '浙江省',
      '上海市',
      '杭州市',
      '余杭区',
      '某镇',
      '市',
      '区',
      '县',
      '路',
      '1号',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), (words) => {
        const line = words.join('');
        const parts = addressParts(line);
        if (!parts) return;
        const { province, city, area = '', address } = parts;
        const repeated = province === city ? province : province + city;
        expect([repeated + area + address, province + city + area + address]).toContain(line);
      }),
    );
  });
});
