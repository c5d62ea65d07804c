/** An address as YTO wants it. Together the parts are the whole line again. */
export interface AddressParts {
  readonly province: string;
  readonly city: string;
  /** The rest, the district among it: YTO takes it inside the address, and its end is not safe to tell. */
  readonly rest: string;
}

const MUNICIPALITY = /^(?:北京|天津|上海|重庆)市/u;

const provinces =
  '河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海';

const PROVINCE = new RegExp(
  `^(?:(?:${provinces.replaceAll(' ', '|')})省|(?:内蒙古|西藏)自治区|广西壮族自治区|宁夏回族自治区|新疆维吾尔自治区)`,
  'u',
);

/** Nothing that names a smaller place may come before the end of a city's name, and no district is a city (沙市区). */
const CITY = /^(?:景德镇|镇江|[^区县镇乡街道路号村\d\s,，]{1,12}?)(?:自治州|地区|盟|市(?!区))/u;

const BETWEEN = /^[\s,，]+/u;

/**
 * `undefined` where the line does not begin with a whole province and city, or ends there: a courier is not sent to a
 * guess. Hong Kong, Macao and Taiwan are none of ours.
 */
export function addressParts(line: string): AddressParts | undefined {
  const text = line.trim();
  const municipality = MUNICIPALITY.exec(text)?.[0];
  const province = municipality ?? PROVINCE.exec(text)?.[0];
  if (province === undefined) return undefined;
  const below = after(text, province);
  const city = municipality ?? CITY.exec(below)?.[0];
  if (city === undefined) return undefined;
  // 北京市北京市朝阳区 and 北京市朝阳区 are the same.
  const rest = below.startsWith(city) ? after(below, city) : below;
  return rest === '' ? undefined : { province, city, rest };
}

const after = (text: string, start: string): string => text.slice(start.length).replace(BETWEEN, '');
