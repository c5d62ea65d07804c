import type { PlatformManifest } from '../application/ports.js';
import { exceptionOf, withheld } from './applies.js';
import { conformanceCases, scenes, type Scene } from './cases.js';

export interface CellResult {
  readonly scene: Scene;
  readonly outcome: 'pass' | 'n/a' | 'FAIL';
  readonly why?: string;
}

/** What a platform's manifest and the list of exceptions promise; that it is so, the run shows. */
export const promised = (manifest: PlatformManifest): readonly CellResult[] =>
  scenes.map((scene) => {
    const why = withheld(manifest, scene) ?? exceptionOf(manifest, scene);
    return why === undefined ? { scene, outcome: 'pass' } : { scene, outcome: 'n/a', why };
  });

export interface Matrix {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Why a case is not for a platform, or how it failed. */
  readonly reasons: readonly string[];
}

/** One table of all platforms: a row for a case, a column for a platform. */
export function matrixOf(columns: ReadonlyMap<string, readonly CellResult[]>): Matrix {
  const outcomeOf = (results: readonly CellResult[], scene: Scene): string =>
    results.find((one) => one.scene === scene)?.outcome ?? '';
  return {
    head: ['', 'guarantee', ...columns.keys()],
    rows: scenes.map((scene) => [
      conformanceCases[scene].area,
      conformanceCases[scene].guarantee,
      ...[...columns.values()].map((results) => outcomeOf(results, scene)),
    ]),
    reasons: [...columns].flatMap(([id, results]) => reasonsOf(id, results)),
  };
}

/** Each reason once, with the cases it is the reason of. */
function reasonsOf(id: string, results: readonly CellResult[]): readonly string[] {
  const about = new Map<string, string[]>();
  for (const { scene, why } of results) {
    if (why === undefined) continue;
    const { area, guarantee } = conformanceCases[scene];
    about.set(why, [...(about.get(why) ?? []), `${area}, ${guarantee}`]);
  }
  return [...about].map(([why, which]) => `${id}: ${which.join('; ')}: ${why}`);
}
