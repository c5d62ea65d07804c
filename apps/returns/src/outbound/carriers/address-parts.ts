import { areaList } from '@vant/area-data';
import type { AddressParts } from '@cartrail/carriers';

type Names = Readonly<Record<string, string>>;

/** A city level that is none: what is below lies right under its province. */
const NO_CITY = /^(?:县|省直辖县|自治区直辖县级行政区划)$/u;
const DISTRICT = /[市区县旗]$/u;
/** 广西 for 广西壮族自治区. */
const SHORT = /^(?:内蒙古|黑龙江|..)/u;
/** What stands between two levels, or names nobody. */
const BETWEEN = /^(?:[\s,，]|市辖区)+/u;
/** A place that is divided into others, or an estate that reads like one; no street, village or house. */
const PLACE = /^[^镇乡街路道号村\d\s,，]{1,14}?(?:省|自治州|地区|盟|市|区|县|旗)/u;

/**
 * An address by its levels, where its GB/T 2260 code and its line tell them and agree: the line may leave out what the
 * code says, and name more than it. Empty where they may contradict each other, so that the line alone is read, and for a
 * code of nowhere. `street` is absent where the line ends before one.
 */
export function partsOf(line: string, regionCode: string): AddressParts {
  const province = areaList.province_list[`${regionCode.slice(0, 2)}0000`];
  if (province === undefined) return {};
  const inProvince = below(line.trim(), province, regionCode);
  const city = levelOf(areaList.city_list, `${regionCode.slice(0, 4)}00`, { within: 2, line: inProvince });
  if (!city) return {};
  const inCity = after(inProvince, city.name) ?? inProvince;
  const code = regionCode.startsWith(city.code.slice(0, 4)) ? regionCode : city.code;
  const district = levelOf(districts, code, { within: 4, line: inCity });
  const inDistrict = district && after(inCity, district.name);
  if (inDistrict === undefined && mayBePlaces(inCity)) return {};
  const street = inDistrict ?? inCity;
  return {
    province,
    ...named(province, city.name, district?.name),
    street: street === '' ? undefined : street,
  };
}

/** Towns of cities without districts have codes, too, and go with their streets. */
const districts: Names = Object.fromEntries(
  Object.entries(areaList.county_list).filter(([, name]) => DISTRICT.test(name) && name !== '市辖区'),
);

/** A province's short name may begin the name of a street: the next level has to follow it. */
function below(line: string, province: string, regionCode: string): string {
  const shortly = after(line, SHORT.exec(province)?.[0] ?? province) ?? '';
  const next = [areaList.city_list[`${regionCode.slice(0, 4)}00`], districts[regionCode]];
  const follows = next.some((name) => name !== undefined && shortly.startsWith(name));
  return after(line, province) ?? (follows ? shortly : line);
}

interface Level {
  readonly code: string;
  readonly name: string;
}

/** By the code, else by what the line begins with, among those that share the code's first `within` digits. */
function levelOf(
  names: Names,
  code: string,
  { within, line }: { readonly within: number; readonly line: string },
): Level | undefined {
  const own = names[code];
  if (own !== undefined) return { code, name: own };
  const found = Object.entries(names).find(
    ([each, name]) => each.startsWith(code.slice(0, within)) && line.startsWith(name),
  );
  return found && { code: found[0], name: found[1] };
}

/** 江苏南京 is two levels in short; 南京 alone begins the names of streets elsewhere. */
const inShort = Object.entries(areaList.city_list).map(([code, name]) => {
  const province = areaList.province_list[`${code.slice(0, 2)}0000`] ?? '';
  return (SHORT.exec(province)?.[0] ?? '') + name.replace(/(?:市|地区|盟)$/u, '');
});

const mayBePlaces = (line: string): boolean =>
  PLACE.test(line) || inShort.some((each) => line.startsWith(each));

const after = (text: string, name: string): string | undefined =>
  text.startsWith(name) ? text.slice(name.length).replace(BETWEEN, '') : undefined;

/** A municipality is its own city; a city right under its province (仙桃市) is no district. */
function named(province: string, city: string, district?: string): Pick<AddressParts, 'city' | 'district'> {
  if (province.endsWith('市')) return { city: province, district };
  if (!NO_CITY.test(city)) return { city, district };
  return district?.endsWith('市') === true ? { city: district } : { district };
}
