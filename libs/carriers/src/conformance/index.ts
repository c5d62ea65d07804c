import { cellDefinitions, type Subject } from './cells.js';
import { NotApplicable } from './outcome.js';

export * from './server.js';
export type { Subject } from './cells.js';

export interface CellResult {
  readonly feature: string;
  readonly guarantee: string;
  readonly outcome: 'pass' | 'n/a' | 'FAIL';
  readonly why?: string;
}

/** Runs every cell, one after another: a declared feature must pass, an undeclared one is n/a with its reason. */
export async function runConformance(subject: Subject): Promise<readonly CellResult[]> {
  const results: CellResult[] = [];
  for (const cell of cellDefinitions) {
    const { feature, guarantee } = cell;
    const declared = subject.port.manifest.features[feature];
    const end = declared
      ? await run(() => cell.run(subject))
      : ({ outcome: 'n/a', why: 'not declared' } as const);
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

export const conformanceTable = (provider: string, results: readonly CellResult[]): string =>
  [
    `conformance of ${provider}`,
    ...results.map(
      ({ feature, guarantee, outcome, why }) =>
        `  ${outcome.padEnd(4)}  ${feature.padEnd(11)}  ${guarantee}${why === undefined ? '' : ` (${why})`}`,
    ),
  ].join('\n');
