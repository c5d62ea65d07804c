import { SECOND, type Instant } from '@cartrail/kernel';
import type { Rule, Test } from './document.js';
import { evaluateField } from './field.js';
import { readPath } from './path.js';
import { passes, type Catalogue } from './steps.js';
import { Trouble, Work } from './trouble.js';
import { isEmpty, isList, textOf } from './values.js';

const scopeOf = (here: unknown, root: unknown = here) => ({ root, here, at: '$' });

/** The rows at a path; `undefined` where there is no list. Null is an empty one. */
export function rowsAt(path: string, payload: unknown): readonly unknown[] | undefined {
  return tried(() => {
    const found = readPath(path, scopeOf(payload), new Work());
    if (path.includes('[*]')) return found.map(({ value }) => value);
    const value = found[0]?.value;
    return value === null ? [] : isList(value) ? value : undefined;
  });
}

export const valueAt = (path: string, payload: unknown, root?: unknown): unknown =>
  tried(() => readPath(path, scopeOf(payload, root), new Work())[0]?.value);

/** One value as text, of a row within a whole; `undefined` where nothing, a list or an object stands there. */
export const textAt = (path: string, row: unknown, root?: unknown): string | undefined =>
  tried(() => {
    const value = valueAt(path, row, root);
    return isEmpty(value) ? undefined : textOf(value);
  });

export const holds = (test: Test, payload: unknown): boolean =>
  tried(() => passes(test, scopeOf(payload), new Work())) ?? false;

function tried<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Trouble) return undefined;
    throw error;
  }
}

/** A time of a row by a rule; `undefined` where the rule gives none, so that the row is always asked for. */
export function timeAt(rule: Rule | undefined, row: unknown, catalogue: Catalogue): Instant | undefined {
  const around = { scope: scopeOf(row), maps: {}, catalogue, work: new Work() };
  const { value } = evaluateField({ name: 'updatedAt', kind: 'time', about: '' }, rule, around);
  return typeof value === 'number' ? Math.floor(value / SECOND) * SECOND : undefined;
}
