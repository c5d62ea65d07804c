import { fromIso, HOUR, MINUTE, SECOND, toIso, type Instant } from '@cartrail/kernel';
import { quoted } from './trouble.js';

/** How a source writes moments. */
export type TimeFormat =
  | { readonly kind: 'seconds' }
  | { readonly kind: 'millis' }
  | { readonly kind: 'iso' }
  /** Wall time: `yyyy MM dd HH mm ss SSS` and any signs between them. */
  | { readonly kind: 'text'; readonly format: string; readonly zone: string };

const LATEST = Date.UTC(2200, 0, 1);
const DIGITS: Readonly<Record<string, number>> = { yyyy: 4, MM: 2, dd: 2, HH: 2, mm: 2, ss: 2, SSS: 3 };
const TOKENS = /yyyy|SSS|MM|dd|HH|mm|ss/g;

/** In milliseconds; `undefined` where it is none. `Asia/Shanghai` has no daylight saving. */
export function offsetOf(zone: string): number | undefined {
  if (zone === 'Z' || zone === 'UTC') return 0;
  if (zone === 'Asia/Shanghai') return 8 * HOUR;
  const match = /^([+-])(\d{2}):([0-5]\d)$/.exec(zone);
  if (!match || Number(match[2]) > 14) return undefined;
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * HOUR + Number(match[3]) * MINUTE);
}

export function formatProblem(format: string): string | undefined {
  const tokens: readonly string[] = format.match(TOKENS) ?? [];
  if (format.length > 40 || new Set(tokens).size !== tokens.length)
    return `${quoted(format)} is too long, or names a part twice`;
  if (!['yyyy', 'MM', 'dd'].every((token) => tokens.includes(token)))
    return `${quoted(format)} needs yyyy, MM and dd; HH, mm, ss and SSS may follow`;
  return /[A-Za-z]/.test(format.replaceAll(TOKENS, '').replaceAll('T', ''))
    ? `${quoted(format)} has letters that stand for nothing: use yyyy MM dd HH mm ss SSS`
    : undefined;
}

/** 0, -1, nothing and all zeros are a source's way of saying never. */
export const isNever = (text: string): boolean => /^(?:|-1|[0\s:./T-]*)$/.test(text.trim());

/** `undefined` where the text is no moment of this format. */
export function readTime(text: string, format: TimeFormat): Instant | undefined {
  switch (format.kind) {
    case 'seconds':
      return whole(text, SECOND);
    case 'millis':
      return whole(text, 1);
    case 'iso':
      try {
        return inRange(fromIso(text));
      } catch {
        return undefined;
      }
    case 'text':
      return readText(text, format.format, format.zone);
  }
}

const inRange = (at: number): Instant | undefined => (at > 0 && at < LATEST ? at : undefined);

const whole = (text: string, unit: number): Instant | undefined =>
  /^\d{1,13}$/.test(text) ? inRange(Number(text) * unit) : undefined;

function readText(text: string, format: string, zone: string): Instant | undefined {
  const parts = new Map<string, number>();
  let [rest, at] = [text, 0];
  for (const { 0: token, index } of format.matchAll(TOKENS)) {
    const between = format.slice(at, index);
    const digits = rest.slice(between.length, between.length + (DIGITS[token] ?? 0));
    if (!rest.startsWith(between) || digits.length !== DIGITS[token] || !/^\d+$/.test(digits))
      return undefined;
    parts.set(token, Number(digits));
    rest = rest.slice(between.length + digits.length);
    at = index + token.length;
  }
  const offset = offsetOf(zone);
  if (rest !== format.slice(at) || offset === undefined) return undefined;
  const wall = Date.UTC(...fieldsOf(parts));
  // The 30th of February would be the 2nd of March.
  const isReal = writeWall(wall, format) === text;
  return isReal ? inRange(wall - offset) : undefined;
}

function fieldsOf(
  parts: ReadonlyMap<string, number>,
): [number, number, number, number, number, number, number] {
  const of = (token: string): number => parts.get(token) ?? 0;
  return [of('yyyy'), of('MM') - 1, of('dd'), of('HH'), of('mm'), of('ss'), of('SSS')];
}

function writeWall(wall: number, format: string): string {
  const [day = '', time = ''] = toIso(wall).split('T');
  const [yyyy, MM, dd] = day.split('-');
  const [HH, mm, ss, SSS] = time.split(/[:.Z]/);
  const parts: Readonly<Record<string, string | undefined>> = { yyyy, MM, dd, HH, mm, ss, SSS };
  return format.replaceAll(TOKENS, (token) => parts[token] ?? '');
}

/** A moment as a source wants to be told it. */
export function writeTime(at: Instant, format: TimeFormat): string {
  switch (format.kind) {
    case 'seconds':
      return String(Math.floor(at / SECOND));
    case 'millis':
      return String(at);
    case 'iso':
      return toIso(at);
    case 'text':
      return writeWall(at + (offsetOf(format.zone) ?? 0), format.format);
  }
}
