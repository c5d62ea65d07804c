import { limits } from './limits.js';
import type { FieldTrace } from './mapped.js';
import { nameText } from './path.js';
import { isList, isRecord } from './values.js';

const everyRow = (at: string): string => at.replaceAll(/\[\d+\]/g, '[*]');

/** Places of a payload no field came from, rows of one list as one; a field that took a whole object used all of it. */
export function unusedPaths(
  payload: unknown,
  trace: readonly FieldTrace[],
  consulted: readonly string[],
): readonly string[] {
  const used = new Set([...trace.flatMap(({ from }) => from), ...consulted].map(everyRow));
  const unused = new Set<string>();
  const waiting: { readonly value: unknown; readonly at: string; readonly depth: number }[] = [
    { value: payload, at: '$', depth: 0 },
  ];
  let visits: number = limits.work / 10;
  for (let place = waiting.pop(); place && visits > 0 && unused.size < limits.unused; place = waiting.pop()) {
    visits--;
    const { value, at, depth } = place;
    if (used.has(at) || depth > limits.depth) continue;
    if (isList(value))
      for (const entry of value.slice(0, limits.values))
        waiting.push({ value: entry, at: `${at}[*]`, depth: depth + 1 });
    else if (isRecord(value))
      for (const [name, entry] of Object.entries(value).slice(0, limits.values))
        waiting.push({ value: entry, at: at + nameText(name), depth: depth + 1 });
    else if (depth > 0) unused.add(at);
  }
  return [...unused].sort();
}
