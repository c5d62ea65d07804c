export interface City {
  /** GB/T 2260. */
  readonly region: string;
  readonly province: string;
  readonly city: string;
  readonly district: string;
  readonly districtCode: string;
}

const rows: readonly (readonly [string, string, string, string, string])[] = [
  ['110100', '北京市', '北京市', '110105', '朝阳区'],
  ['310100', '上海市', '上海市', '310115', '浦东新区'],
  ['330100', '浙江省', '杭州市', '330106', '西湖区'],
  ['330700', '浙江省', '金华市', '330782', '义乌市'],
  ['320100', '江苏省', '南京市', '320106', '鼓楼区'],
  ['320500', '江苏省', '苏州市', '320508', '姑苏区'],
  ['340100', '安徽省', '合肥市', '340104', '蜀山区'],
  ['350100', '福建省', '福州市', '350102', '鼓楼区'],
  ['370100', '山东省', '济南市', '370102', '历下区'],
  ['410100', '河南省', '郑州市', '410105', '金水区'],
  ['420100', '湖北省', '武汉市', '420106', '武昌区'],
  ['430100', '湖南省', '长沙市', '430104', '岳麓区'],
  ['440100', '广东省', '广州市', '440106', '天河区'],
  ['440300', '广东省', '深圳市', '440305', '南山区'],
  ['500100', '重庆市', '重庆市', '500103', '渝中区'],
  ['510100', '四川省', '成都市', '510107', '武侯区'],
  ['530100', '云南省', '昆明市', '530102', '五华区'],
  ['610100', '陕西省', '西安市', '610113', '雁塔区'],
  ['230100', '黑龙江省', '哈尔滨市', '230103', '南岗区'],
  ['650100', '新疆维吾尔自治区', '乌鲁木齐市', '650102', '天山区'],
];

export const cities: readonly City[] = rows.map(([region, province, city, districtCode, district]) => ({
  region,
  province,
  city,
  district,
  districtCode,
}));

const byRegion = new Map(cities.map((city) => [city.region, city]));

/** Throws for a code that is not in the list: the control API refuses it before. */
export function cityOf(region: string): City {
  const city = byRegion.get(region);
  if (!city) throw new RangeError(`not a known region: ${region}`);
  return city;
}

const far = new Set(['65', '54', '15', '63', '64', '53', '62', '46']);
const clusters = [new Set(['31', '32', '33', '34']), new Set(['11', '12', '13'])];

/** Hours without a scan that a lane tolerates by the platforms' public rules. */
export function laneHours(from: string, to: string): number {
  const [a, b] = [from.slice(0, 2), to.slice(0, 2)];
  if (far.has(a) || far.has(b)) return 120;
  if (a === b || clusters.some((cluster) => cluster.has(a) && cluster.has(b))) return 48;
  return 72;
}
