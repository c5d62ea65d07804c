import { quoted } from './trouble.js';
import { isList, isRecord } from './values.js';

/** What is wrong with a document, and where: a JSON pointer, and what to do. */
export interface Problem {
  readonly pointer: string;
  readonly message: string;
}

export type Report = (pointer: string, message: string) => void;
export type Check = (value: unknown, pointer: string, report: Report) => void;

export const pointerTo = (pointer: string, name: string | number): string =>
  `${pointer}/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`;

export const text =
  (max: number, rule: (value: string) => string | undefined = () => undefined): Check =>
  (value, at, report) => {
    if (typeof value !== 'string') {
      report(at, 'must be a text in quotes');
      return;
    }
    const problem = value.length > max ? `must have at most ${max} characters` : rule(value);
    if (problem !== undefined) report(at, problem);
  };

export const shaped = (pattern: RegExp, what: string): Check =>
  text(500, (value) => (pattern.test(value) ? undefined : `must be ${what}`));

export const one =
  (words: readonly (string | number)[]): Check =>
  (value, at, report) => {
    if (!words.some((word) => word === value)) report(at, `must be one of ${words.join(', ')}`);
  };

export const whole =
  (min: number, max: number): Check =>
  (value, at, report) => {
    const isIn = typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max;
    if (!isIn) report(at, `must be a whole number from ${min} to ${max}`);
  };

export const flag: Check = (value, at, report) => {
  if (typeof value !== 'boolean') report(at, 'must be true or false');
};

export const scalar: Check = (value, at, report) => {
  const isScalar = (typeof value === 'string' && value.length <= 500) || typeof value === 'boolean';
  const isNumber =
    typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER;
  if (!isScalar && !isNumber) report(at, 'must be a text of at most 500 characters, a number, true or false');
};

export const list =
  (entry: Check, min: number, max: number): Check =>
  (value, at, report) => {
    if (!isList(value)) report(at, 'must be a list in [ ]');
    else if (value.length < min || value.length > max) report(at, `must have ${min} to ${max} entries`);
    else
      value.forEach((item, index) => {
        entry(item, pointerTo(at, index), report);
      });
  };

/** Names a reader could take for something else are refused everywhere. */
const UNSAFE = new Set(['__proto__', 'constructor', 'prototype']);

/** An object whose names are the author's. */
export const record =
  (name: Check, entry: Check, max: number): Check =>
  (value, at, report) => {
    if (!isRecord(value)) {
      report(at, 'must be an object in { }');
      return;
    }
    const entries = Object.entries(value);
    if (entries.length > max) {
      report(at, `must have at most ${max} entries`);
      return;
    }
    for (const [key, item] of entries) {
      if (UNSAFE.has(key)) report(pointerTo(at, key), 'must have another name');
      name(key, pointerTo(at, key), (pointer, message) => {
        report(pointer, `the name ${quoted(key)} ${message}`);
      });
      entry(item, pointerTo(at, key), report);
    }
  };

export type Members = Readonly<Record<string, Check>>;

/** An object with these members and no others; those in `optional` may be left out. */
export const object =
  (required: Members, optional: Members = {}): Check =>
  (value, at, report) => {
    if (!isRecord(value)) {
      report(at, `must be an object with ${Object.keys(required).join(', ') || 'the members of this part'}`);
      return;
    }
    for (const [name, check] of Object.entries(required)) {
      if (!Object.hasOwn(value, name)) report(at, `is missing ${quoted(name)}: add it`);
      else check(value[name], pointerTo(at, name), report);
    }
    for (const [name, check] of Object.entries(optional)) {
      if (Object.hasOwn(value, name)) check(value[name], pointerTo(at, name), report);
    }
    const known = [...Object.keys(required), ...Object.keys(optional)];
    for (const name of Object.keys(value)) {
      if (!known.includes(name))
        report(pointerTo(at, name), `is not known here: take it out, or use one of ${known.join(', ')}`);
    }
  };

/** An object whose `name` says which of these it is. */
export const kindOf =
  (name: string, kinds: Readonly<Record<string, readonly [Members, Members?]>>): Check =>
  (value, at, report) => {
    const kind = isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
    const members = typeof kind === 'string' && Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
    if (!isRecord(value)) report(at, `must be an object with ${quoted(name)}`);
    else if (!members) report(pointerTo(at, name), `must be one of ${Object.keys(kinds).join(', ')}`);
    else object({ [name]: one([String(kind)]), ...members[0] }, members[1])(value, at, report);
  };
