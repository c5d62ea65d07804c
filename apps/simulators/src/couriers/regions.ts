import { cities } from '../orders/cities.js';

const names =
  `11北京 12天津 13河北 14山西 15内蒙古 21辽宁 22吉林 23黑龙江 31上海 32江苏 33浙江 34安徽 35福建 36江西 37山东
41河南 42湖北 43湖南 44广东 45广西 46海南 50重庆 51四川 52贵州 53云南 54西藏 61陕西 62甘肃 63青海 64宁夏 65新疆 71台湾
81香港 82澳门`
    .split(/\s+/)
    .map((entry) => ({ code: entry.slice(0, 2), name: entry.slice(2) }));

/** Two digits of GB/T 2260, or nothing where the line names no place. */
export function provinceOf(address: string): string | undefined {
  const line = address.replaceAll(/\s/g, '');
  const named = names.find(({ name }) => line.startsWith(name));
  return named?.code ?? cities.find((one) => line.includes(shortOf(one.city)))?.region.slice(0, 2);
}

/** A city whose parcels the simulators can move: the one that is named, or one of its province. */
export function regionOf(address: string): string | undefined {
  const province = provinceOf(address);
  const near = cities.filter((one) => one.region.startsWith(province ?? '-'));
  return (near.find((one) => address.includes(shortOf(one.city))) ?? near[0])?.region;
}

const shortOf = (city: string): string => city.replace(/市$/, '');

const clusters = [new Set(['31', '32', '33', '34']), new Set(['11', '12', '13'])];
const remote = new Set(['15', '46', '53', '62', '63', '64']);
const farthest = new Set(['65', '54']);
const unserved = new Set(['71', '81', '82']);

/** 1 to 5, the worse end decides; nothing where nobody goes. An unknown place is somewhere else in the country. */
export function zoneOf(from: string, to: string): 1 | 2 | 3 | 4 | 5 | undefined {
  const [a, b] = [provinceOf(from), provinceOf(to)];
  const either = (places: ReadonlySet<string>): boolean => [a, b].some((end) => places.has(end ?? ''));
  if (either(unserved)) return undefined;
  if (either(farthest)) return 5;
  if (either(remote)) return 4;
  if (a === undefined || b === undefined) return 3;
  if (a === b) return 1;
  return clusters.some((cluster) => cluster.has(a) && cluster.has(b)) ? 2 : 3;
}
