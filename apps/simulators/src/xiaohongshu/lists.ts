import type { Instant } from '@cartrail/kernel';
import type { Fields } from '../vendors/fields.js';
import { refused } from './answers.js';
import { whole } from './gate.js';

const MAX = Number.MAX_SAFE_INTEGER;
/** 1 by the time of making, 2 by that of the last change; in seconds. */
const SPANS = { 1: 24 * 3_600, 2: 30 * 60 } as const;

interface Dated {
  readonly id: string;
  readonly made: Instant;
  readonly changed: Instant;
}

interface Page<T> {
  readonly total: number;
  readonly pageNo: number;
  readonly pageSize: number;
  readonly rows: readonly T[];
}

/** What a list shows of `all`, oldest first: both ends of the window count, and it may be only so long. `unit` in ms. */
export function pageOf<T extends Dated>(
  fields: Fields,
  unit: number,
  maxPage: (pageSize: number) => number,
  all: readonly T[],
): Page<T> {
  const timeType = whole(fields, 'timeType', 1, 2) === 1 ? 1 : 2;
  const [from, to] = [whole(fields, 'startTime', 0, MAX), whole(fields, 'endTime', 0, MAX)];
  if (from > to) throw refused('parameter', '时间范围不正确');
  if ((to - from) * unit > SPANS[timeType] * 1_000) throw refused('parameter', '时间范围过大');
  const pageSize = whole(fields, 'pageSize', 1, 100, 50);
  const pageNo = whole(fields, 'pageNo', 1, maxPage(pageSize), 1);
  const at = (one: T): number => Math.floor((timeType === 1 ? one.made : one.changed) / unit);
  const found = all
    .filter((one) => at(one) >= from && at(one) <= to)
    .sort((a, b) => at(a) - at(b) || (a.id < b.id ? -1 : 1));
  const rows = found.slice((pageNo - 1) * pageSize, pageNo * pageSize);
  return { total: found.length, pageNo, pageSize, rows };
}
