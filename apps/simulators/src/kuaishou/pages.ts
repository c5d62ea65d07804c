import { DAY, type Instant } from '@cartrail/kernel';
import { refused, rejected } from './answers.js';
import type { Params } from './params.js';

const REACH = 90 * DAY;
const END = 'nomore';

export interface Span {
  readonly longest: number;
  /** What the platform answers to a longer one. */
  readonly tooLong: { readonly code: number; readonly words: string };
}

export interface Row {
  readonly id: string;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

export interface Page<T> {
  readonly rows: T[];
  readonly cursor: string;
  readonly total: number;
}

/** A list as the platform gives it: a window, a sorting, and a cursor that stays where it is while rows move. */
export function pageOf<T>(
  params: Params,
  all: readonly T[],
  rowOf: (one: T) => Row,
  { largest, span, now, cursor }: { largest: number; span: Span; now: Instant; cursor: string },
): Page<T> {
  const size = params.whole('pageSize') ?? 10;
  if (size < 1 || size > largest) throw rejected(`pageSize取值1到${String(largest)}`);
  const [from, to] = windowOf(params, span, now);
  const sign = params.whole('sort') === 2 ? 1 : -1;
  const timeOf = (one: T): Instant =>
    params.whole('queryType') === 2 ? rowOf(one).updatedAt : rowOf(one).createdAt;
  const keyOf = (one: T): string =>
    `${String(timeOf(one)).padStart(15, '0')}.${rowOf(one).id.padStart(20, '0')}`;
  const after = cursor === '' ? undefined : Buffer.from(cursor, 'base64url').toString();
  const found = all.filter((one) => timeOf(one) >= from && timeOf(one) <= to);
  const ahead = found
    .map((one) => ({ one, key: keyOf(one) }))
    .filter(({ key }) => after === undefined || sign * compare(key, after) > 0)
    .sort((a, b) => sign * compare(a.key, b.key));
  const rows = ahead.slice(0, size);
  const last = ahead.length > size ? rows.at(-1) : undefined;
  return {
    rows: rows.map(({ one }) => one),
    cursor: last ? Buffer.from(last.key).toString('base64url') : END,
    total: found.length,
  };
}

const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

function windowOf(params: Params, span: Span, now: Instant): [Instant, Instant] {
  const [from, to] = [params.whole('beginTime'), params.whole('endTime')];
  if (from === undefined || to === undefined) throw rejected('beginTime和endTime不能为空');
  if (to <= from) throw refused(300003, 'ENDTIME MUST AFTER BEGINTIME');
  if (from < now - REACH) throw refused(300005, 'CAN NOT SEARCH BEFORE 90 DAYS');
  if (to - from > span.longest) throw refused(span.tooLong.code, span.tooLong.words);
  return [from, to];
}
