import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { splitAddress } from './address.js';

describe('an address in the parts ZTO wants', () => {
  it.each([
    ['浙江省杭州市余杭区某街道1号', '浙江省 杭州市 余杭区 某街道1号'],
    ['浙江省金华市义乌市某路2号', '浙江省 金华市 义乌市 某路2号'],
    ['浙江省 杭州市 桐庐县 某镇 3 号', '浙江省 杭州市 桐庐县 某镇3号'],
    ['上海市闵行区申长路1500号', '上海市 上海市 闵行区 申长路1500号'],
    ['上海市上海市闵行区申长路1500号', '上海市 上海市 闵行区 申长路1500号'],
    ['北京朝阳区某小区1号楼', '北京 北京市 朝阳区 某小区1号楼'],
    ['重庆市石柱土家族自治县南宾街道1号', '重庆市 重庆市 石柱土家族自治县 南宾街道1号'],
    ['湖北省荆州市沙市区北京路1号', '湖北省 荆州市 沙市区 北京路1号'],
    ['山东省济南市市中区某路1号', '山东省 济南市 市中区 某路1号'],
    ['广东省汕尾市城区某路1号', '广东省 汕尾市 城区 某路1号'],
    ['吉林省吉林市船营区某路1号', '吉林省 吉林市 船营区 某路1号'],
    ['黑龙江省哈尔滨市道里区某街1号', '黑龙江省 哈尔滨市 道里区 某街1号'],
    ['湖北省恩施土家族苗族自治州恩施市某路1号', '湖北省 恩施土家族苗族自治州 恩施市 某路1号'],
    ['内蒙古自治区锡林郭勒盟苏尼特左旗某镇1号', '内蒙古自治区 锡林郭勒盟 苏尼特左旗 某镇1号'],
    ['新疆维吾尔自治区伊犁哈萨克自治州伊宁县某路1号', '新疆维吾尔自治区 伊犁哈萨克自治州 伊宁县 某路1号'],
    ['江苏省苏州市工业园区某路1号', '江苏省 苏州市 工业园区 某路1号'],
    ['广东省东莞市长安镇锦厦一区1号', '广东省 东莞市 长安镇 锦厦一区1号'],
    ['湖北省仙桃市沙嘴街道某小区1号', '湖北省 仙桃市 沙嘴街道 某小区1号'],
    ['海南省陵水黎族自治县椰林镇某路1号', '海南省 陵水黎族自治县 椰林镇 某路1号'],
    ['湖北省省直辖县级行政区划神农架林区松柏镇1号', '湖北省 神农架林区 松柏镇 1号'],
  ])('reads %s', (line, parts) => {
    const { province, city, district, detail } = splitAddress(line) ?? {};
    expect([province, city, district, detail].join(' ')).toBe(parts);
  });

  it.each([
    ['no province', '杭州市余杭区某街道1号'],
    ['no city', '浙江省'],
    ['no district', '浙江省杭州市文三路1号'],
    ['a market for a district', '浙江省杭州市某超市'],
    ['an estate for a district', '浙江省杭州市文三路小区'],
    ['nothing below the district', '浙江省杭州市余杭区'],
    ['nothing', ''],
  ])('does not guess an address with %s', (_what, line) => {
    expect(splitAddress(line)).toBe(undefined);
  });

  it('loses no word of a line it reads', () => {
    const street = fc.stringMatching(/^[一-龥]{1,6}路\d{1,4}号$/);
    fc.assert(
      fc.property(street, (detail) => {
        expect(splitAddress(`浙江省杭州市余杭区${detail}`)?.detail).toBe(detail);
      }),
    );
  });
});
