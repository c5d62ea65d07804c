import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { citiesWithoutDistricts, levelsOf, regionOf, splitAddress } from './address.js';

/** The levels of a line, `-` for one that it does not name. */
const read = (line: string): readonly string[] | undefined => {
  const levels = splitAddress(line);
  return levels && [levels.province, levels.city ?? '-', levels.district ?? '-', levels.rest];
};

describe('the levels of an address', () => {
  it.each([
    ['浙江省杭州市余杭区某街道1号', '浙江省', '杭州市', '余杭区', '某街道1号'],
    ['浙江省 杭州市 余杭区 某街道1号', '浙江省', '杭州市', '余杭区', '某街道1号'],
    [' 浙江省 杭州市，余杭区 某街道1号 ', '浙江省', '杭州市', '余杭区', '某街道1号'],
    ['浙江省，台州市，路桥区某路2号', '浙江省', '台州市', '路桥区', '某路2号'],
    ['浙江省宁波市镇海区某街3号', '浙江省', '宁波市', '镇海区', '某街3号'],
    ['浙江省金华市义乌市某路4号', '浙江省', '金华市', '义乌市', '某路4号'],
    ['浙江省 杭州市 桐庐县 某镇 3 号', '浙江省', '杭州市', '桐庐县', '某镇 3 号'],
    ['浙江省杭州市市辖区余杭区某路4号', '浙江省', '杭州市', '余杭区', '某路4号'],
    ['山东省济南市市中区某路6号', '山东省', '济南市', '市中区', '某路6号'],
    ['山东省青岛市市北区某路6号', '山东省', '青岛市', '市北区', '某路6号'],
    ['湖北省荆州市沙市区北京路7号', '湖北省', '荆州市', '沙市区', '北京路7号'],
    ['湖北省宜昌市宜都市某路7号', '湖北省', '宜昌市', '宜都市', '某路7号'],
    ['福建省三明市沙县区某路8号', '福建省', '三明市', '沙县区', '某路8号'],
    ['湖南省常德市津市市某路9号', '湖南省', '常德市', '津市市', '某路9号'],
    ['湖南省长沙市宁乡市某路9号', '湖南省', '长沙市', '宁乡市', '某路9号'],
    ['江西省景德镇市浮梁县某路10号', '江西省', '景德镇市', '浮梁县', '某路10号'],
    ['江西省萍乡市安源区某路10号', '江西省', '萍乡市', '安源区', '某路10号'],
    ['江苏省镇江市丹阳市某路11号', '江苏省', '镇江市', '丹阳市', '某路11号'],
    ['江苏省苏州市工业园区某路11号', '江苏省', '苏州市', '工业园区', '某路11号'],
    ['河南省新乡市红旗区某路11号', '河南省', '新乡市', '红旗区', '某路11号'],
    ['广东省汕尾市城区某路1号', '广东省', '汕尾市', '城区', '某路1号'],
    ['吉林省吉林市船营区某路1号', '吉林省', '吉林市', '船营区', '某路1号'],
    ['黑龙江省哈尔滨市道里区某街1号', '黑龙江省', '哈尔滨市', '道里区', '某街1号'],
    ['黑龙江省大兴安岭地区漠河市某路16号', '黑龙江省', '大兴安岭地区', '漠河市', '某路16号'],
    ['甘肃省酒泉市玉门市某路16号', '甘肃省', '酒泉市', '玉门市', '某路16号'],
    ['湖北省恩施土家族苗族自治州恩施市某路12号', '湖北省', '恩施土家族苗族自治州', '恩施市', '某路12号'],
    ['浙江省丽水市景宁畲族自治县某路13号', '浙江省', '丽水市', '景宁畲族自治县', '某路13号'],
    ['云南省黔南布依族苗族自治州都匀市某路16号', '云南省', '黔南布依族苗族自治州', '都匀市', '某路16号'],
    [
      '甘肃省临夏回族自治州积石山保安族东乡族撒拉族自治县某镇1号',
      '甘肃省',
      '临夏回族自治州',
      '积石山保安族东乡族撒拉族自治县',
      '某镇1号',
    ],
  ])('of %s are found', (line, ...levels) => {
    expect(read(line)).toEqual(levels);
  });

  it.each([
    ['内蒙古自治区锡林郭勒盟锡林浩特市某路14号', '内蒙古自治区', '锡林郭勒盟', '锡林浩特市', '某路14号'],
    ['内蒙古自治区锡林郭勒盟苏尼特左旗某镇1号', '内蒙古自治区', '锡林郭勒盟', '苏尼特左旗', '某镇1号'],
    ['内蒙古自治区鄂尔多斯市准格尔旗某路15号', '内蒙古自治区', '鄂尔多斯市', '准格尔旗', '某路15号'],
    ['内蒙古自治区通辽市科尔沁左翼中旗某路14号', '内蒙古自治区', '通辽市', '科尔沁左翼中旗', '某路14号'],
    ['新疆维吾尔自治区和田地区和田县某路17号', '新疆维吾尔自治区', '和田地区', '和田县', '某路17号'],
    ['新疆维吾尔自治区乌鲁木齐市新市区某路12号', '新疆维吾尔自治区', '乌鲁木齐市', '新市区', '某路12号'],
    [
      '新疆维吾尔自治区伊犁哈萨克自治州伊宁县某路1号',
      '新疆维吾尔自治区',
      '伊犁哈萨克自治州',
      '伊宁县',
      '某路1号',
    ],
    ['广西桂林市七星区某路18号', '广西壮族自治区', '桂林市', '七星区', '某路18号'],
    ['广西壮族自治区南宁市西乡塘区某路18号', '广西壮族自治区', '南宁市', '西乡塘区', '某路18号'],
  ])('of an autonomous region are found in %s', (line, ...levels) => {
    expect(read(line)).toEqual(levels);
  });

  it.each([
    ['北京市朝阳区某路5号', '北京市', '朝阳区', '某路5号'],
    ['北京市北京市朝阳区某路5号', '北京市', '朝阳区', '某路5号'],
    ['北京朝阳区某小区1号楼', '北京市', '朝阳区', '某小区1号楼'],
    ['上海市闵行区申长路1500号', '上海市', '闵行区', '申长路1500号'],
    ['上海市上海市浦东新区某路5号', '上海市', '浦东新区', '某路5号'],
    ['重庆市石柱土家族自治县南宾街道1号', '重庆市', '石柱土家族自治县', '南宾街道1号'],
  ])('of a municipality, its own city, are found in %s', (line, name, district, rest) => {
    expect(read(line)).toEqual([name, name, district, rest]);
  });

  it.each([
    ['广东省东莞市长安镇锦厦一区1号', '广东省', '东莞市', '长安镇锦厦一区1号'],
    ['广东省东莞市长安镇某小区18栋', '广东省', '东莞市', '长安镇某小区18栋'],
    ['广东省东莞市长安镇振安社区1号', '广东省', '东莞市', '长安镇振安社区1号'],
    ['广东省中山市某小区2栋', '广东省', '中山市', '某小区2栋'],
    ['广东省中山市东区某路2号', '广东省', '中山市', '东区某路2号'],
    ['海南省儋州市那大镇某路', '海南省', '儋州市', '那大镇某路'],
    ['海南省文昌市文城镇某东路某小区', '海南省', '文昌市', '文城镇某东路某小区'],
    ['湖北省仙桃市某某小区19栋', '湖北省', '仙桃市', '某某小区19栋'],
    ['湖北省仙桃市某菜市场3号', '湖北省', '仙桃市', '某菜市场3号'],
    ['湖北省省直辖县级行政区划仙桃市沙嘴街道1号', '湖北省', '仙桃市', '沙嘴街道1号'],
    ['新疆维吾尔自治区石河子市某路10号', '新疆维吾尔自治区', '石河子市', '某路10号'],
  ])('are without a district in %s, whose city has none', (line, province, city, rest) => {
    expect(citiesWithoutDistricts.has(city)).toBe(true);
    expect(read(line)).toEqual([province, city, '-', rest]);
  });

  it.each([
    ['浙江省杭州市文三路1号', '文三路1号'],
    ['浙江省杭州市某超市', '某超市'],
    ['浙江省杭州市文三路小区', '文三路小区'],
    ['浙江省杭州市某某小区阳光区1号', '某某小区阳光区1号'],
    ['浙江省杭州市某科技园区余杭区1号', '某科技园区余杭区1号'],
    ['浙江省杭州市红旗1号', '红旗1号'],
    ['浙江省杭州市市区某路1号', '市区某路1号'],
    ['浙江省杭州市市民中心某路1号', '市民中心某路1号'],
    ['浙江省杭州市某镇某市1号', '某镇某市1号'],
  ])('are not guessed where %s names no district', (line, rest) => {
    expect(read(line)).toEqual(['浙江省', '杭州市', '-', rest]);
  });

  it.each([
    ['海南省陵水黎族自治县椰林镇某路1号', '海南省', '陵水黎族自治县', '椰林镇某路1号'],
    ['海南省澄迈县老城镇集市1号', '海南省', '澄迈县', '老城镇集市1号'],
    ['湖北省神农架林区松柏镇市场路1号', '湖北省', '神农架林区', '松柏镇市场路1号'],
    ['湖北省省直辖县级行政区划神农架林区松柏镇1号', '湖北省', '神农架林区', '松柏镇1号'],
  ])('have no city in %s, whose county has none', (line, province, district, rest) => {
    expect(read(line)).toEqual([province, '-', district, rest]);
  });

  it.each([
    ['nothing', ''],
    ['no province', '杭州市余杭区某街道1号'],
    ['no whole city', '浙江杭州余杭区某街道1号'],
    ['no city', '浙江省'],
    ['a town and a market for a city', '浙江省某镇某超市'],
    ['a market for a city', '浙江省某镇大市场1号'],
    ['a district for a city', '湖北省沙市区某路1号'],
    ['a county whose city is left out', '浙江省桐庐县某镇1号'],
    ['a city that is named like a province', '吉林市昌邑区某路1号'],
    ['a city that is named like a province', '吉林市舒兰市某路1号'],
    ['a prefecture that is named like a province', '海南藏族自治州某县1号'],
    ['a street that is named like a municipality', '北京路某街道1号'],
    ['nothing below the city', '浙江省杭州市'],
    ['nothing below the district', '浙江省杭州市余杭区'],
    ['a place beyond the customs border', '香港特别行政区某路1号'],
    ['a place beyond the customs border', '澳门特别行政区某市某路1号'],
    ['a place beyond the customs border', '台湾省台北市某区1号'],
    ['another language', 'somewhere'],
  ])('are not guessed of a line with %s: %j', (_what, line) => {
    expect(splitAddress(line)).toBe(undefined);
  });

  it('lose nothing of the line and never fail', () => {
    const word = fc.constantFrom(
      ...['浙江省', '上海市', '杭州市', '东莞市', '余杭区', '某镇', '市', '区', '县', '盟', '路', '1号', 'x'],
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), (words) => {
        const line = words.join('');
        const levels = splitAddress(line);
        if (!levels) return;
        const { province, city = '', district = '', rest } = levels;
        const repeated = province === city ? province : province + city;
        expect([repeated + district + rest, province + city + district + rest]).toContain(line);
      }),
    );
  });

  it('keep every street as it was written', () => {
    const street = fc.stringMatching(/^[一-龥]{1,6}路\d{1,4}号 \d{1,3}$/);
    fc.assert(
      fc.property(street, (rest) => {
        expect(read(`浙江省杭州市余杭区${rest}`)).toEqual(['浙江省', '杭州市', '余杭区', rest]);
      }),
    );
  });
});

describe('province and city of an address line', () => {
  it.each([
    ['浙江省杭州市余杭区某街道1号', '浙江省', '杭州市'],
    ['浙江 杭州市 余杭区 某街道1号', '浙江省', '杭州市'],
    ['浙江省杭州市', '浙江省', '杭州市'],
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
    expect(regionOf({ address: line })).toEqual({ province, city });
  });

  it.each([
    '杭州市余杭区某街道1号',
    '浙江省',
    '海南省澄迈县老城镇集市1号',
    '湖北省神农架林区松柏镇市场路1号',
    'somewhere',
    '',
  ])('are not guessed of %j', (line) => {
    expect(regionOf({ address: line })).toBe(undefined);
  });
});

describe('an address whose levels were told apart', () => {
  const address = '浙江省杭州市余杭区某街道1号';
  const parts = { province: '江苏省', city: '南京市', district: '玄武区', street: '某路2号' };

  it('is taken as told, whatever its line says', () => {
    expect(levelsOf({ address, ...parts })).toEqual({
      province: '江苏省',
      city: '南京市',
      district: '玄武区',
      rest: '某路2号',
    });
    expect(regionOf({ address, ...parts })).toEqual({ province: '江苏省', city: '南京市' });
  });

  it('gets the full name of its province, and a municipality for its own city', () => {
    expect(levelsOf({ address, ...parts, province: ' 广西 ' })?.province).toBe('广西壮族自治区');
    expect(levelsOf({ address, ...parts, province: '上海', city: '市辖区' })).toMatchObject({
      province: '上海市',
      city: '上海市',
    });
  });

  it('may have no city or no district', () => {
    const county = { province: '海南省', city: '', district: '澄迈县', street: '某镇1号' };
    expect(levelsOf({ address, ...county })).toEqual({
      province: '海南省',
      city: undefined,
      district: '澄迈县',
      rest: '某镇1号',
    });
    expect(regionOf({ address, ...county })).toBe(undefined);
  });

  it.each([
    ['no province', { ...parts, province: undefined }],
    ['no street', { ...parts, street: ' ' }],
    ['neither city nor district', { ...parts, city: undefined, district: '' }],
    ['a province that is none', { ...parts, province: '香港特别行政区' }],
  ])('is read from its line with %s', (_what, given) => {
    expect(levelsOf({ address, ...given })).toEqual(splitAddress(address));
  });
});
