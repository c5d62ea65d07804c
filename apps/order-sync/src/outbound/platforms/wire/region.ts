import { areaList } from '@vant/area-data';

type Names = Readonly<Record<string, string>>;

const provinces = invert(areaList.province_list, () => '');
const cities = invert(areaList.city_list, (code) => code.slice(0, 2));
const counties = invert(areaList.county_list, (code) => code.slice(0, 4));

function invert(names: Names, parent: (code: string) => string): ReadonlyMap<string, string> {
  return new Map(Object.entries(names).map(([code, name]) => [`${parent(code)}/${name}`, code]));
}

/** Municipalities and counties under the province have a city level the platform may leave out or repeat. */
const DIRECT = ['01', '02', '90'];

const CITY_BY_NAME_ONLY: ReadonlySet<string> = new Set([
  '市辖区',
  '县',
  '省直辖县',
  '省直辖县级行政区划',
  '自治区直辖县级行政区划',
]);

/** The names in one line, as a courier reads them: a city level that says nothing new is left out. */
export function areaOf([province = '', city = '', ...smaller]: readonly (string | undefined)[]): string {
  const named = city === province || CITY_BY_NAME_ONLY.has(city) ? '' : city;
  return [province, named, ...smaller].join('');
}

/** The names of a GB/T 2260 code. */
export function namesOf(code: string): readonly (string | undefined)[] {
  return [
    areaList.province_list[`${code.slice(0, 2)}0000`],
    areaList.city_list[`${code.slice(0, 4)}00`],
    areaList.county_list[code],
  ];
}

/**
 * The GB/T 2260 code of a place from its names, as deep as the names are known. Asked by name because a platform's
 * own ids need not be GB/T 2260.
 */
export function toRegion(province?: string, city?: string, district?: string): string | undefined {
  const provinceCode = provinces.get(`/${province ?? ''}`);
  if (provinceCode === undefined) return undefined;
  const prefix = provinceCode.slice(0, 2);
  const cityCode = cities.get(`${prefix}/${city ?? ''}`);
  const parents = cityCode === undefined ? DIRECT.map((tail) => prefix + tail) : [cityCode.slice(0, 4)];
  for (const name of [district, city]) {
    for (const parent of parents) {
      const countyCode = counties.get(`${parent}/${name ?? ''}`);
      if (countyCode !== undefined) return countyCode;
    }
  }
  return cityCode ?? provinceCode;
}
