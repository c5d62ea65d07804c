/** Province and city as SF wants them: the full names of the two upper levels. */
export interface Region {
  readonly province: string;
  readonly city: string;
}

const municipalities = ['北京', '天津', '上海', '重庆'];

const provinces: ReadonlyMap<string, string> = new Map([
  ...'河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海'
    .split(' ')
    .map((name) => [name, `${name}省`] as const),
  ...municipalities.map((name) => [name, `${name}市`] as const),
  ['内蒙古', '内蒙古自治区'],
  ['广西', '广西壮族自治区'],
  ['西藏', '西藏自治区'],
  ['宁夏', '宁夏回族自治区'],
  ['新疆', '新疆维吾尔自治区'],
]);

/** What stands between a province and the first lower level that ends like a city; a county right under it is none. */
const CITY = /^[^县区旗路街号]{1,10}?(?:自治州|地区|市|盟)/;

/** The beginning of an address line; `undefined` where it does not name both levels. */
export function regionOf(line: string): Region | undefined {
  const text = line.replaceAll(/\s/g, '');
  for (const [name, province] of provinces) {
    if (!text.startsWith(name)) continue;
    if (municipalities.includes(name)) return { province, city: province };
    const rest = text.slice(text.startsWith(province) ? province.length : name.length);
    const city = CITY.exec(rest)?.[0];
    return city === undefined ? undefined : { province, city };
  }
  return undefined;
}
