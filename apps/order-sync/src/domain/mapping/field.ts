import { fromIso } from '@cartrail/kernel';
import type { Rule } from './document.js';
import { isMany, parsePath, readPath, type Found } from './path.js';
import { runSteps, type Surroundings } from './steps.js';
import type { Target } from './targets.js';
import { limits } from './limits.js';
import { quoted, Trouble } from './trouble.js';
import { codeOf, isEmpty, Measured, textOf, type Scalar } from './values.js';

/** What became of one field. */
export interface FieldResult {
  readonly value?: Scalar;
  /** Where in the payload it came from. */
  readonly from: readonly string[];
  /** As it came, before any step; only of what has a code. */
  readonly raw?: string;
  /** The value is in no list of ours, and stays as it is. */
  readonly unknown?: string;
  readonly problem?: string;
}

/** One field by its rule. */
export function evaluateField(target: Target, rule: Rule | undefined, around: Surroundings): FieldResult {
  let found: readonly Found[] = [];
  try {
    if (!rule) return absent(target, found);
    found = (rule.from ?? []).flatMap((path) => readPath(path, around.scope, around.work));
    const first = rule.constant ?? begin(rule, found);
    const result = runSteps(rule.steps ?? [], first, around);
    const value = isEmpty(result) ? rule.default : result;
    if (isEmpty(value)) return absent(target, found);
    const isOurs =
      (isEmpty(result) && rule.default !== undefined) || (rule.constant !== undefined && !rule.steps);
    const known = fit(target, isOurs ? measured(target, value) : value, around);
    return { ...known, from: placesOf(found), raw: rawOf(rule, found) };
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    return { from: placesOf(found), problem: error.message };
  }
}

const placesOf = (found: readonly Found[]): readonly string[] =>
  found.slice(0, limits.places).map(({ at }) => at);

/** One path to one place gives its value; more of either give a list. */
function begin({ from = [] }: Rule, found: readonly Found[]): unknown {
  const many =
    from.length > 1 ||
    from.some((text) => {
      const path = parsePath(text);
      return !('problem' in path) && isMany(path);
    });
  return many ? found.map(({ value }) => value) : found[0]?.value;
}

const rawOf = ({ constant }: Rule, found: readonly Found[]): string =>
  constant === undefined
    ? found
        .map(({ value }) => codeOf(value) ?? '')
        .join('/')
        .slice(0, 200)
    : String(constant);

const absent = (target: Target, found: readonly Found[]): FieldResult => ({
  from: placesOf(found),
  ...(target.required && { problem: 'is missing: nothing is there, and there is no default' }),
});

/** A constant or default is in our own units: whole fen, an RFC 3339 time. Throws {@link Trouble}. */
export function measured({ kind }: Target, value: unknown): unknown {
  if (kind === 'fen' && typeof value === 'number' && Number.isSafeInteger(value))
    return new Measured('fen', value);
  if (kind !== 'time' || typeof value !== 'string') return value;
  try {
    return new Measured('time', fromIso(value));
  } catch {
    throw new Trouble('is not a time like 2026-01-31T08:00:00+08:00');
  }
}

type Fit = Pick<FieldResult, 'value' | 'unknown'>;

/** A value as the field holds it. Throws {@link Trouble} where it is of another kind. */
export function fit(
  { kind, words = [] }: Target,
  value: unknown,
  { catalogue }: Pick<Surroundings, 'catalogue'>,
): Fit {
  switch (kind) {
    case 'time':
      return { value: unitOf(value, 'time', 'a time: end its chain with the step time') };
    case 'fen': {
      const fen = unitOf(value, 'fen', 'an amount: end its chain with the step yuanToFen or fen');
      if (fen < 0) throw new Trouble('is an amount below zero');
      return { value: fen };
    }
    case 'count': {
      const count = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
      if (typeof count !== 'number' || !Number.isSafeInteger(count) || count < 1)
        throw new Trouble('is not a whole number from 1 on');
      return { value: count };
    }
    case 'flag': {
      const text = textOf(value).toLowerCase();
      if (text === 'true' || text === '1') return { value: true };
      if (text === 'false' || text === '0') return { value: false };
      throw new Trouble('is neither true nor false, 1 nor 0');
    }
    case 'carrier':
    case 'word': {
      const text = short(textOf(value));
      const isKnown = kind === 'word' ? words.includes(text) : catalogue.has(text);
      return isKnown ? { value: text } : { unknown: text };
    }
    case 'text':
      return { value: long(textOf(value)) };
  }
}

function unitOf(value: unknown, unit: Measured['unit'], otherwise: string): number {
  if (value instanceof Measured && value.unit === unit) return value.value;
  throw new Trouble(`is not ${otherwise}`);
}

function long(text: string): string {
  if (text.length > limits.textChars) throw new Trouble(`is longer than ${limits.textChars} characters`);
  return text;
}

function short(text: string): string {
  if (text.length > 100) throw new Trouble(`is no code: ${quoted(text)}`);
  return text;
}
