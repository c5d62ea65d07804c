import { type Instant } from '@cartrail/kernel';
import { invalid } from './answers.js';
import type { Fields } from './fields.js';
import { seconds } from './times.js';

const LARGEST = 100;

export interface Paged<T> {
  readonly total: number;
  readonly rows: readonly T[];
  readonly hasNext: boolean;
}

/** The page that is asked for, counted from 1. */
export function pageOf<T>(all: readonly T[], fields: Fields): Paged<T> {
  const [page, size] = [fields.whole('page') ?? 1, fields.whole('page_size') ?? LARGEST];
  if (page < 1) throw invalid('page', '页码从1开始');
  if (size < 1 || size > LARGEST) throw invalid('page_size', '每页最多100条');
  const rows = all.slice((page - 1) * size, page * size);
  return { total: all.length, rows, hasNext: all.length > page * size };
}

/** Whether a moment is inside the window that is asked for, both ends among it. */
export function windowOf(
  fields: Fields,
  [start, end]: readonly [string, string],
  longest: number,
): (at: Instant | null) => boolean {
  const [from, to] = [fields.needWhole(start), fields.needWhole(end)];
  if (from > to) throw invalid(start, `${start}不能晚于${end}`);
  if (to - from > longest) throw invalid(end, '开始时间结束时间间距超过限制');
  return (at) => at !== null && seconds(at) >= from && seconds(at) <= to;
}
