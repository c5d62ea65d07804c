import { describe, expect, it } from '@jest/globals';
import { CarrierError } from '../errors.js';
import { partsOf, readParts } from './booking-request.js';

describe('an address in the parts ZTO wants', () => {
  it.each([
    ['浙江省杭州市余杭区某街道1号', '浙江省', '杭州市', '余杭区', '某街道1号'],
    ['北京朝阳区某小区1号楼', '北京市', '北京市', '朝阳区', '某小区1号楼'],
    ['广东省东莞市长安镇锦厦一区1号', '广东省', '东莞市', '长安镇', '锦厦一区1号'],
    ['湖北省仙桃市沙嘴街道某小区1号', '湖北省', '仙桃市', '沙嘴街道', '某小区1号'],
    ['海南省陵水黎族自治县椰林镇某路1号', '海南省', '陵水黎族自治县', '椰林镇', '某路1号'],
    ['湖北省省直辖县级行政区划神农架林区松柏镇1号', '湖北省', '神农架林区', '松柏镇', '1号'],
  ])('is read from %s', (line, province, city, district, detail) => {
    expect(readParts({ address: line })).toEqual({ province, city, district, detail });
  });

  it.each([
    ['no province', '杭州市余杭区某街道1号'],
    ['no city', '浙江省'],
    ['no district', '浙江省杭州市文三路1号'],
    ['a town, where the city has districts', '浙江省杭州市某镇1号'],
    ['no town, where the city has no districts', '广东省东莞市某路1号'],
    ['a market for a district', '浙江省杭州市某超市'],
    ['an estate for a district', '浙江省杭州市文三路小区'],
    ['nothing below the district', '浙江省杭州市余杭区'],
    ['nothing below the town', '广东省东莞市长安镇'],
    ['nothing', ''],
  ])('is not guessed with %s', (_what, line) => {
    expect(readParts({ address: line })).toBe(undefined);
  });

  it('is refused without being repeated', () => {
    const thrown = new CarrierError(
      'permanent',
      "the sender's address does not name province, city, district and street",
      { provider: 'zto' },
    );
    expect(() => partsOf({ address: '杭州市余杭区某街道1号' }, 'sender')).toThrow(thrown);
  });
});
