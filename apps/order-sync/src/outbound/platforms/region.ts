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
