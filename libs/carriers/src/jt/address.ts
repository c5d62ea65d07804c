/** An address as J&T wants it: its parts apart. Together they are the whole line again. */
export interface AddressParts {
  readonly prov: string;
  readonly city: string;
  /** Absent where the line names no district, as of cities that have none. */
  readonly area?: string;
  /** The rest. */
  readonly address: string;
}

/** Each is its own city. */
const municipalities = ['北京', '天津', '上海', '重庆'];

const provinces =
  '河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海';

const PROVINCE = new RegExp(
  `^(?:(?:${provinces.replaceAll(' ', '|')})省|(?:内蒙古|西藏)自治区|广西壮族自治区|宁夏回族自治区|新疆维吾尔自治区)`,
  'u',
);
const MUNICIPALITY = new RegExp(`^(?:${municipalities.join('|')})市`, 'u');

/** Nothing that names a smaller place may come before the end of a city's name, but in the names that have it. */
const CITY = /^(?:景德镇市|镇江市|[^区县镇街路号村\d\s]{1,12}?(?:自治州|地区|盟|市))/u;

/** A district ends at the first 区, 县, 市 or 旗 that is not inside its own name (沙市区, 沙县区, 津市市) or of a housing estate. */
const AREA =
  /^(?:[^镇街路号村\d\s]{2,14}自治[县旗]|[^\d\s][^镇街路号村\d\s]{0,8}?(?:县(?!区)|旗|(?<![小社校厂景])区|市(?![区市])))/u;

const BETWEEN = /^[\s,，]+/u;

/**
 * `undefined` where the line does not begin with a whole province and city: a parcel is not sent to a guess. Hong Kong,
 * Macao and Taiwan are none of ours.
 */
export function addressParts(line: string): AddressParts | undefined {
  const text = line.trim();
  const municipality = MUNICIPALITY.exec(text)?.[0];
  const prov = municipality ?? PROVINCE.exec(text)?.[0];
  if (prov === undefined) return undefined;
  const below = after(text, prov);
  const city = municipality ?? CITY.exec(below)?.[0];
  if (city === undefined) return undefined;
  // 北京市北京市朝阳区 and 北京市朝阳区 are the same.
  const inCity = below.startsWith(city) ? after(below, city) : below;
  const area = AREA.exec(inCity)?.[0];
  const address = area === undefined ? inCity : after(inCity, area);
  return address === '' ? undefined : { prov, city, area, address };
}

const after = (text: string, start: string): string => text.slice(start.length).replace(BETWEEN, '');
