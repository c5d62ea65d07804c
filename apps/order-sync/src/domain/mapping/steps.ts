import { fenFromYuan } from '@cartrail/kernel';
import type { Step, Test, ValueMap } from './document.js';
import { limits } from './limits.js';
import { readPath, type Scope } from './path.js';
import { extract, parsePattern } from './pattern.js';
import { isNever, readTime } from './times.js';
import { quoted, Trouble, type Work } from './trouble.js';
import { codeOf, isEmpty, isList, Measured, textOf } from './values.js';

/** Our carriers, as far as a mapping asks for them. */
export interface Catalogue {
  has(code: string): boolean;
  byName(name: string): string | undefined;
}

export interface Surroundings {
  readonly scope: Scope;
  readonly maps: Readonly<Record<string, ValueMap>>;
  readonly catalogue: Catalogue;
  readonly work: Work;
  /** Places that conditions looked at. */
  readonly consulted?: Set<string>;
}

/** A chain from left to right. What is empty stays so, but for a condition, which may be about something else. */
export function runSteps(steps: readonly Step[], value: unknown, around: Surroundings): unknown {
  return steps.reduce<unknown>((held, step) => {
    around.work.spend();
    return isEmpty(held) && step.do !== 'when' ? undefined : runStep(step, held, around);
  }, value);
}

function runStep(step: Step, value: unknown, around: Surroundings): unknown {
  switch (step.do) {
    case 'path':
    case 'each':
    case 'where':
    case 'firstNonEmpty':
      return overLists(step, value, around);
    case 'when': {
      const { scope, work, consulted } = around;
      // All of them are looked at: a preview tells which places count.
      const holds = step.all.map((test) => passes(test, scope, work, consulted)).every(Boolean);
      return holds ? step.then : (step.otherwise ?? value);
    }
    case 'join':
      return bounded(
        (isList(value) ? value : [value])
          .filter((entry) => !isEmpty(entry))
          .map(textOf)
          .join(step.with),
      );
    case 'map':
      return mapped(step.map, textOf(value), around);
    case 'carrier':
      return carrierOf(step.by, textOf(value), around.catalogue);
    case 'time':
      return timeOf(value, step);
    case 'yuanToFen':
    case 'fen':
    case 'number':
      return amountOf(step.do, textOf(value));
    case 'trim':
    case 'upper':
    case 'lower':
    case 'split':
    case 'extract':
    case 'mask':
      return ofText(step, bounded(textOf(value)), around);
  }
}

type ListStep = Extract<Step, { do: 'path' | 'each' | 'where' | 'firstNonEmpty' }>;

function overLists(step: ListStep, value: unknown, around: Surroundings): unknown {
  if (step.do === 'path') {
    const found = readPath(step.path, { ...around.scope, here: value }, around.work).map(
      (place) => place.value,
    );
    return step.path.includes('[*]') ? found : found[0];
  }
  const entries = isList(value) ? value : [value];
  if (entries.length > limits.values) throw new Trouble(`is a list of more than ${limits.values}`);
  around.work.spend(entries.length);
  switch (step.do) {
    case 'firstNonEmpty':
      return entries.find((entry) => !isEmpty(entry));
    case 'each':
      return entries.map((entry) => runSteps(step.steps, entry, around)).filter((entry) => !isEmpty(entry));
    case 'where':
      return entries.filter(
        (entry) => passes(step, { ...around.scope, here: entry }, around.work) !== (step.not ?? false),
      );
  }
}

/** Some value at the path is one of those named; an empty text stands for nothing there. */
export function passes({ path, is }: Test, scope: Scope, work: Work, consulted?: Set<string>): boolean {
  const places = readPath(path, scope, work);
  for (const { at } of places) consulted?.add(at);
  const found = places.map(({ value }) => (isEmpty(value) ? '' : codeOf(value)));
  const wanted = is.map(String);
  return found.length === 0
    ? wanted.includes('')
    : found.some((code) => code !== undefined && wanted.includes(code));
}

function bounded(text: string): string {
  if (text.length > limits.textChars) throw new Trouble(`is longer than ${limits.textChars} characters`);
  return text;
}

function mapped(name: string, text: string, { maps }: Surroundings): string {
  const map = Object.hasOwn(maps, name) ? maps[name] : undefined;
  if (!map) throw new Trouble(`there is no map ${quoted(name)}`);
  const entry = Object.hasOwn(map.entries, text) ? map.entries[text] : undefined;
  if (entry !== undefined) return entry;
  if (map.otherwise === 'error') throw new Trouble(`map ${quoted(name)} has no entry ${quoted(text)}`);
  return text;
}

/** What no list knows stays as it came, and is told to be unknown where it ends up. */
const carrierOf = (by: 'code' | 'name', text: string, catalogue: Catalogue): string =>
  (by === 'code'
    ? catalogue.has(text.toUpperCase())
      ? text.toUpperCase()
      : undefined
    : catalogue.byName(text)) ?? text;

function timeOf(value: unknown, { format }: Extract<Step, { do: 'time' }>): Measured | undefined {
  const text = textOf(value).trim();
  if (isNever(text)) return undefined;
  const at = readTime(text, format);
  if (at === undefined)
    throw new Trouble(`is not a time of the form ${format.kind === 'text' ? format.format : format.kind}`);
  return new Measured('time', at);
}

function amountOf(how: 'yuanToFen' | 'fen' | 'number', text: string): Measured | number {
  if (how === 'yuanToFen') {
    try {
      return new Measured('fen', fenFromYuan(text));
    } catch {
      throw new Trouble('is not an amount in yuan with at most two decimals');
    }
  }
  const whole = /^\s*[+-]?\d{1,16}(?:\.0+)?\s*$/.test(text) ? Number(text) : NaN;
  if (!Number.isSafeInteger(whole)) throw new Trouble('is not a whole number');
  return how === 'fen' ? new Measured('fen', whole === 0 ? 0 : whole) : whole === 0 ? 0 : whole;
}

type TextStep = Extract<Step, { do: 'trim' | 'upper' | 'lower' | 'split' | 'extract' | 'mask' }>;

function ofText(step: TextStep, text: string, { work }: Surroundings): unknown {
  switch (step.do) {
    case 'trim':
      return text.trim();
    case 'upper':
      return text.toUpperCase();
    case 'lower':
      return text.toLowerCase();
    case 'split': {
      const parts = text.split(step.at);
      return step.take === undefined ? parts : parts.at(step.take);
    }
    case 'extract': {
      const pattern = parsePattern(step.pattern);
      if ('problem' in pattern) throw new Trouble(pattern.problem);
      return extract(pattern, text, work);
    }
    case 'mask':
      return masked(text, step.start, step.end);
  }
}

/** Shows so many characters of each end, and never more than two thirds of the text. */
export function masked(text: string, start: number, end: number): string {
  const characters = Array.from(text);
  const most = Math.floor((characters.length * 2) / 3);
  const first = Math.min(start, most);
  const last = Math.min(end, most - first);
  const hidden = characters.length - first - last;
  return characters.slice(0, first).join('') + '*'.repeat(hidden) + characters.slice(first + hidden).join('');
}
