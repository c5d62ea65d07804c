/** An address as STO wants it: its levels apart. Together they are the whole line again. */
export interface AddressParts {
  readonly province: string;
  readonly city: string;
  /** Absent where the line names none, as of the few cities without districts. */
  readonly area?: string;
  /** What is left: street, house, door. */
  readonly address: string;
}

const MUNICIPALITY = /^(?:北京|天津|上海|重庆)市/u;
const provinces =
  '河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海';
const PROVINCE = new RegExp(
  `^(?:(?:${provinces.replaceAll(' ', '|')})省|(?:内蒙古|西藏|广西壮族|宁夏回族|新疆维吾尔)自治区)`,
  'u',
);

/** A city ends before anything that belongs to a smaller place begins. */
const CITY = /^[^区县路街号\d\s]{1,12}?(?:自治州|地区|盟|市)/u;

/**
 * A district ends at the first 区, 县, 旗 or 市, unless that is inside its name (沙市区, 沙县区, 津市市) or ends an estate
 * or a market. Towns come after it, so their names end the search.
 */
const AREA =
  /^[^\d\s][^镇街路号村\d\s]{0,13}?(?:县(?!区)|旗(?!舰)|(?<![小社校厂景库])区|(?<![超门夜菜都])市(?![区市场]))/u;

const BETWEEN = /^[\s,，]+/u;

/** `undefined` where the line does not begin with a whole province and city: no courier is sent to a guess. */
export function addressParts(line: string): AddressParts | undefined {
  const text = line.trim();
  const municipality = MUNICIPALITY.exec(text)?.[0];
  const province = municipality ?? PROVINCE.exec(text)?.[0];
  if (province === undefined) return undefined;
  const below = after(text, province);
  const city = municipality ?? CITY.exec(below)?.[0];
  if (city === undefined) return undefined;
  // 上海市上海市青浦区 and 上海市青浦区 are the same.
  const inCity = below.startsWith(city) ? after(below, city) : below;
  const area = AREA.exec(inCity)?.[0];
  const address = area === undefined ? inCity : after(inCity, area);
  return address === '' ? undefined : { province, city, area, address };
}

const after = (text: string, start: string): string => text.slice(start.length).replace(BETWEEN, '');
