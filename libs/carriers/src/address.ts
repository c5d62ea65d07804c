import type { AddressParts } from './booking.js';

/**
 * An address line of mainland China by its levels. Together they are the line again, but for what stands between two
 * of them, a province's short name, and levels that are written twice or name nobody (市辖区).
 */
export interface AddressLevels {
  /** The full name, also where the line has the short one: 浙江省, 北京市, 广西壮族自治区. */
  readonly province: string;
  /**
   * The full name. A municipality (北京, 天津, 上海, 重庆) is its own city, whether the line says so once or twice. Absent
   * for a county that lies right under its province (海南省陵水黎族自治县, 湖北省神农架林区), which is the district then.
   */
  readonly city?: string;
  /** Absent where the line names none, and always below one of `citiesWithoutDistricts`. */
  readonly district?: string;
  /** What is left, never empty: town, street, house, door. */
  readonly rest: string;
}

export type AddressPlaces = Omit<AddressLevels, 'rest'>;

export type Region = Required<Pick<AddressLevels, 'province' | 'city'>>;

const municipalities: ReadonlySet<string> = new Set(['北京市', '天津市', '上海市', '重庆市']);

const provinces: ReadonlyMap<string, string> = new Map([
  ...'河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海'
    .split(' ')
    .map((name) => [name, `${name}省`] as const),
  ...[...municipalities].map((name) => [name.slice(0, -1), name] as const),
  ['内蒙古', '内蒙古自治区'],
  ['广西', '广西壮族自治区'],
  ['西藏', '西藏自治区'],
  ['宁夏', '宁夏回族自治区'],
  ['新疆', '新疆维吾尔自治区'],
]);

/** Divided into towns at once: four prefectures, and the cities that lie right under their province. */
export const citiesWithoutDistricts: ReadonlySet<string> = new Set(
  (
    '东莞市 中山市 儋州市 嘉峪关市 济源市 仙桃市 潜江市 天门市 五指山市 琼海市 文昌市 万宁市 东方市 ' +
    '石河子市 阿拉尔市 图木舒克市 五家渠市 北屯市 铁门关市 双河市 可克达拉市 昆玉市 胡杨河市 新星市 白杨市'
  ).split(' '),
);

/** The counties right under their province; any other needs its city. */
const counties: ReadonlyMap<string, RegExp> = new Map([
  ['海南省', /^(?:(?:定安|屯昌|澄迈|临高)县|(?:白沙|昌江|乐东|陵水)黎族自治县|(?:保亭|琼中)黎族苗族自治县)/u],
  ['湖北省', /^神农架林区/u],
]);

/**
 * Nothing that names a smaller place may come before the end of a city's name, but in the four names that have it.
 * 吉林市 and 海南藏族自治州 are no provinces, and no district is a city (沙市区).
 */
const CITY =
  /^(?!市|藏族)(?:景德镇市|镇江市|新乡市|萍乡市|[^区县旗镇乡街道路号村团\d\s,，]{1,12}?(?:自治州|地区|盟|市(?!区)))/u;

/** What ends like a district and is none: an estate, a market, a works, half of a city (市区). */
const NO_DISTRICT =
  '[小社校厂景库院宅墅舍属活一二三四五六七八九十]区|(?<!工业)园区|[超夜菜都门]市|市[场政部民]|旗[舰下帜]|红旗(?!区)|乡(?![市县区宁城塘族])';

/**
 * A district ends at the first 区, 县, 旗 or 市 that is not inside its own name (沙市区, 沙县区, 津市市, 红旗区). Towns and
 * streets come after it, so their names end the search, and so does what only looks like a district.
 */
const DISTRICT = new RegExp(
  `^(?!市区)(?:玉门市|宜都市|(?!${NO_DISTRICT})[^A-Za-z\\d\\s,，](?:(?!${NO_DISTRICT})[^镇街路号村A-Za-z\\d\\s,，]){0,13}?(?:县(?!区)|旗(?!区)|区|市(?![区市])))`,
  'u',
);

const NAMES_NOBODY = /^(?:(?:省|自治区)直辖县级行政区划|市辖区)/u;
const BETWEEN = /^[\s,，]+/u;

/**
 * `undefined` where the line does not begin with a province and a city or county of it, or has nothing below them: no
 * courier is sent to a guess. So are 香港, 澳门 and 台湾: parcels there go through customs, and our orders name no goods'
 * value. A missing district is the caller's to refuse.
 */
export function splitAddress(line: string): AddressLevels | undefined {
  const levels = levelsIn(line);
  return levels?.rest === '' ? undefined : levels;
}

/** As above, whether or not anything is below them. */
function levelsIn(line: string): AddressLevels | undefined {
  const upper = upperLevels(line);
  if (!upper) return undefined;
  const { province, city, below } = upper;
  const undivided = city !== undefined && citiesWithoutDistricts.has(city);
  const district = undivided ? undefined : DISTRICT.exec(below)?.[0];
  return { province, city, district, rest: after(below, district ?? '') };
}

/** A line, and the levels it was put together from, where they are known. */
export type Address = AddressParts & { readonly address: string };

/** The levels somebody told apart, or those of the line; `undefined` as above. */
export const levelsOf = (whole: Address): AddressLevels | undefined =>
  toldApart(whole) ?? splitAddress(whole.address);

/** Where it is, for prices and whoever else needs no street; `undefined` where neither the parts nor the line tell it. */
export function placesOf(whole: Address): AddressPlaces | undefined {
  const { province, city, district } = toldPlaces(whole) ?? levelsIn(whole.address) ?? {};
  return province === undefined ? undefined : { province, city, district };
}

/** The two upper levels alone, whatever is below them; `undefined` where neither the parts nor the line name both. */
export function regionOf(whole: Address): Region | undefined {
  const { province, city } = toldPlaces(whole) ?? upperLevels(whole.address) ?? {};
  return province === undefined || city === undefined ? undefined : { province, city };
}

const fullNames: ReadonlySet<string> = new Set(provinces.values());

function toldApart(parts: AddressParts): AddressLevels | undefined {
  const places = toldPlaces(parts);
  const rest = named(parts.street);
  return places && rest !== undefined ? { ...places, rest } : undefined;
}

function toldPlaces({ province, city, district }: AddressParts): AddressPlaces | undefined {
  const given = named(province);
  const full = given !== undefined && fullNames.has(given) ? given : provinces.get(given ?? '');
  if (full === undefined) return undefined;
  const levels = { city: municipalities.has(full) ? full : named(city), district: named(district) };
  return levels.city === undefined && levels.district === undefined
    ? undefined
    : { province: full, ...levels };
}

const named = (part = ''): string | undefined => part.trim() || undefined;

interface UpperLevels {
  readonly province: string;
  readonly city?: string;
  readonly below: string;
}

function upperLevels(line: string): UpperLevels | undefined {
  const text = line.trim();
  for (const [short, province] of provinces) {
    if (!text.startsWith(short)) continue;
    const inFull = text.startsWith(province);
    const rest = after(text, inFull ? province : short);
    return municipalities.has(province)
      ? belowMunicipality(province, rest, inFull)
      : belowProvince(province, rest);
  }
  return undefined;
}

/** 北京 alone may begin the name of a street, so a district has to follow. */
function belowMunicipality(name: string, rest: string, inFull: boolean): UpperLevels | undefined {
  const below = after(rest, rest.startsWith(name) ? name : '');
  return inFull || DISTRICT.test(below) ? { province: name, city: name, below } : undefined;
}

function belowProvince(province: string, rest: string): UpperLevels | undefined {
  const below = after(rest, '');
  if (counties.get(province)?.test(below)) return { province, below };
  const city = CITY.exec(below)?.[0];
  return city === undefined ? undefined : { province, city, below: after(below, city) };
}

/** What comes after a name that the text begins with. */
const after = (text: string, name: string): string =>
  text.slice(name.length).replace(BETWEEN, '').replace(NAMES_NOBODY, '').replace(BETWEEN, '');
