import { cellDefinitions } from './cells.js';
import { NotApplicable } from './outcome.js';
import type { Subject } from './subject.js';

export * from './booking-server.js';
export * from './server.js';
export type { Subject } from './subject.js';

export interface CellResult {
  readonly feature: string;
  readonly guarantee: string;
  readonly outcome: 'pass' | 'n/a' | 'FAIL';
  readonly why?: string;
}

const NOT_DECLARED = 'not declared';

/** Runs every cell, one after another: a declared feature must pass, an undeclared one is n/a with its reason. */
export async function runConformance(subject: Subject): Promise<readonly CellResult[]> {
  const results: CellResult[] = [];
  for (const cell of cellDefinitions) {
    const { feature, guarantee } = cell;
    const declared = subject.port.manifest.features[feature];
    const end = declared
      ? await run(() => cell.run(subject))
      : ({ outcome: 'n/a', why: NOT_DECLARED } as const);
    results.push({ feature, guarantee, ...end });
  }
  return results;
}

async function run(cell: () => Promise<void>): Promise<Pick<CellResult, 'outcome' | 'why'>> {
  try {
    await cell();
    return { outcome: 'pass' };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { outcome: error instanceof NotApplicable ? 'n/a' : 'FAIL', why };
  }
}

export function conformanceTable(provider: string, results: readonly CellResult[]): string {
  const undeclared = new Set(results.filter(isUndeclared).map(({ feature }) => feature));
  const rows = results
    .filter((cell) => !isUndeclared(cell))
    .map(
      ({ feature, guarantee, outcome, why }) =>
        `  ${outcome.padEnd(4)}  ${feature.padEnd(12)}  ${guarantee}${why === undefined ? '' : ` (${why})`}`,
    );
  if (undeclared.size > 0) rows.push(`  ${NOT_DECLARED}: ${[...undeclared].join(', ')}`);
  return [`conformance of ${provider}`, ...rows].join('\n');
}

const isUndeclared = ({ why }: CellResult): boolean => why === NOT_DECLARED;
