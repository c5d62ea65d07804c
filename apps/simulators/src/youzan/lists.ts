import { DAY, fromShanghai, SECOND, type Instant } from '@cartrail/kernel';
import type { Fields } from '../vendors/fields.js';
import { invalid } from './answers.js';

/** Three months, and never less. */
const LONGEST = 92 * DAY;

export interface Window {
  readonly from: Instant;
  readonly to: Instant;
}

/** A pair of wall times; nothing where neither is given. */
export function wallWindow(fields: Fields, start: string, end: string): Window | undefined {
  const [given, until] = [fields.text(start), fields.text(end)];
  if (given === '' && until === '') return undefined;
  const [from, to] = [fromShanghai(given), fromShanghai(until)];
  if (from === undefined || to === undefined) throw invalid('开始时间和结束时间必须成对出现');
  if (from >= to) throw invalid('结束时间必须大于开始时间');
  if (to - from > LONGEST) throw invalid('开始时间和结束时间的跨度不能大于3个月');
  return { from, to: to + SECOND - 1 };
}

/** A pair of unix seconds, each of which may be missing. */
export function secondsWindow(fields: Fields, start: string, end: string, earliest: Instant): Window {
  const second = (name: string, otherwise: Instant): Instant => {
    const text = fields.text(name);
    if (text === '') return otherwise;
    if (!/^\d{1,10}$/.test(text)) throw invalid(`${name} type error`);
    return Number(text) * SECOND;
  };
  const from = second(start, earliest);
  const to = second(end, Number.MAX_SAFE_INTEGER - SECOND);
  if (from > to) throw invalid('开始时间不能大于结束时间');
  return { from, to: to + SECOND - 1 };
}

export const isIn = (window: Window | undefined, at: Instant): boolean =>
  window === undefined || (at >= window.from && at <= window.to);

export interface Page {
  readonly page: number;
  readonly size: number;
}

export function pageOf(fields: Fields): Page {
  const whole = (name: string, otherwise: number): number => {
    const text = fields.text(name) || String(otherwise);
    if (!/^\d{1,6}$/.test(text) || Number(text) < 1) throw invalid(`${name} type error`);
    return Number(text);
  };
  const page = whole('page_no', 1);
  if (page > 100) throw invalid('查询页数超过100');
  return { page, size: whole('page_size', 20) };
}

export const cut = <T>(rows: readonly T[], { page, size }: Page): readonly T[] =>
  rows.slice((page - 1) * size, page * size);
