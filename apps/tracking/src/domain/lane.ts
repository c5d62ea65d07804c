/** Between which parts of the country a parcel travels; the classes of S-08. */
export type Lane = 'CLUSTER' | 'PROVINCE' | 'CROSS' | 'SPECIAL' | 'UNKNOWN';

/** GB/T 2260 province codes. */
const clusters: readonly ReadonlySet<string>[] = [
  new Set(['31', '32', '33', '34']), // 沪苏浙皖
  new Set(['11', '12', '13']), // 京津冀
];
const special: ReadonlySet<string> = new Set(['65', '54', '15', '63', '64', '53', '62', '46']);

const provinceOf = (region: string | undefined): string | undefined =>
  region !== undefined && /^\d{2}/.test(region) ? region.slice(0, 2) : undefined;

/** A distant province at either end outweighs the rest; a region nobody gave leaves the lane unknown. */
export function laneOf(fromRegion: string | undefined, toRegion: string | undefined): Lane {
  const from = provinceOf(fromRegion);
  const to = provinceOf(toRegion);
  if ((from && special.has(from)) || (to && special.has(to))) return 'SPECIAL';
  if (from === undefined || to === undefined) return 'UNKNOWN';
  if (clusters.some((cluster) => cluster.has(from) && cluster.has(to))) return 'CLUSTER';
  return from === to ? 'PROVINCE' : 'CROSS';
}
