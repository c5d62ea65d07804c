import { describe, expect, it } from '@jest/globals';
import { partsOf } from './address-parts.js';

const yuhang = { province: '浙江省', city: '杭州市', district: '余杭区' };
const street = '仓前街道1号';

describe('the levels of an address, from its code and its line', () => {
  it.each([
    [`浙江省杭州市余杭区${street}`],
    [`浙江省 杭州市 余杭区 ${street}`],
    [`浙江杭州市余杭区${street}`],
    [`杭州市余杭区${street}`],
    [`余杭区${street}`],
    [street],
  ])('are all told where the code knows them: %s', (line) => {
    expect(partsOf(line, '330110')).toEqual({ ...yuhang, street });
  });

  it.each([
    ['310115', '上海市浦东新区世纪大道8号', ['上海市', '上海市', '浦东新区', '世纪大道8号']],
    ['310115', '上海市上海市浦东新区世纪大道8号', ['上海市', '上海市', '浦东新区', '世纪大道8号']],
    ['330110', '苏州路1号', ['浙江省', '杭州市', '余杭区', '苏州路1号']],
    ['110101', '北京路1号', ['北京市', '北京市', '东城区', '北京路1号']],
    ['500229', '重庆市城口县东大街1号', ['重庆市', '重庆市', '城口县', '东大街1号']],
    ['429004', '湖北省仙桃市沔阳大道1号', ['湖北省', '仙桃市', undefined, '沔阳大道1号']],
    ['469021', '海南省定安县东大街1号', ['海南省', undefined, '定安县', '东大街1号']],
    ['441904', '广东省东莞市长安镇某路1号', ['广东省', '东莞市', undefined, '长安镇某路1号']],
    ['620201', '甘肃省嘉峪关市市辖区某路1号', ['甘肃省', '嘉峪关市', undefined, '某路1号']],
    ['150102', '内蒙古自治区呼和浩特市新城区某街1号', ['内蒙古自治区', '呼和浩特市', '新城区', '某街1号']],
  ])('stand as carriers name them: %s %s', (code, line, [province, city, district, rest]) => {
    expect(partsOf(line, code)).toEqual({ province, city, district, street: rest });
  });

  it.each([
    ['330100', `浙江省杭州市余杭区${street}`, '余杭区'],
    ['330100', `余杭区${street}`, '余杭区'],
    ['330000', `浙江省杭州市余杭区${street}`, '余杭区'],
    ['330100', street, undefined],
  ])('are told by the line where the code is silent: %s %s', (code, line, district) => {
    expect(partsOf(line, code)).toEqual({ ...yuhang, district, street });
  });

  it.each([
    ['another province', '江苏省南京市玄武区某路1号', '330110'],
    ['another province in short', '江苏南京玄武区某路1号', '330110'],
    ['another province and city in short', '江苏南京某路1号', '330110'],
    ['another city', `浙江省宁波市海曙区${street}`, '330110'],
    ['another district', `浙江省杭州市西湖区${street}`, '330110'],
    ['a district nobody knows', `浙江省杭州市某某区${street}`, '330100'],
    ['an estate that reads like a district', '浙江省杭州市阳光小区3幢', '330110'],
    ['no city', street, '330000'],
    ['a code of nowhere', `浙江省杭州市余杭区${street}`, '990110'],
  ])('are left to the line where the two may disagree: %s', (_what, line, code) => {
    expect(partsOf(line, code)).toEqual({});
  });

  it('have no street where the line ends before one', () => {
    expect(partsOf('浙江省杭州市余杭区', '330110')).toEqual({ ...yuhang, street: undefined });
  });
});
