import { textTable } from '../cli/table.js';
import type { CellResult } from './subject.js';

/**
 * One table of several providers: a row per case, a column per provider, and below it why a case is not for somebody.
 * All columns are of one suite, so that their cases are the same.
 */
export function conformanceMatrix(columns: ReadonlyMap<string, readonly CellResult[]>): string {
  const [cases = []] = columns.values();
  const rows = cases.map(({ feature, guarantee }, at) => [
    feature,
    guarantee,
    ...[...columns.values()].map((results) => results[at]?.outcome ?? ''),
  ]);
  const table = textTable(['feature', 'guarantee', ...columns.keys()], rows);
  return [...table, '', ...[...columns].flatMap(reasons)].join('\n');
}

/** Each reason once, with what it is for: a whole feature where the manifest withholds it. */
function reasons([provider, results]: readonly [string, readonly CellResult[]]): readonly string[] {
  const cases = new Map<string, Set<string>>();
  for (const { feature, guarantee, outcome, why = '', because } of results) {
    if (outcome === 'pass') continue;
    const reason = because ?? why;
    const what = because === undefined && outcome === 'n/a' ? feature : `${feature}: ${guarantee}`;
    cases.set(reason, (cases.get(reason) ?? new Set()).add(what));
  }
  return [...cases].map(([reason, what]) => `${provider}: ${[...what].join('; ')} (${reason})`);
}
