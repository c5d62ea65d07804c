import { carrierFeatures, type CarrierFeature, type CarrierManifest } from '../manifest.js';
import { cellDefinitions } from './cells.js';
import { NotApplicable } from './outcome.js';
import type { Subject } from './subject.js';

export * from './booking-server.js';
export * from './server.js';
export type { Subject } from './subject.js';

export interface CellResult {
  readonly feature: CarrierFeature;
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
    const end =
      declared === true ? await run(() => cell.run(subject)) : ({ outcome: 'n/a', why: declared } as const);
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

/** One line per cell; a feature the manifest withholds is one line, with the manifest's reason. */
export function conformanceTable(
  { provider, features }: CarrierManifest,
  results: readonly CellResult[],
): string {
  const rows = results
    .filter(({ feature }) => features[feature] === true)
    .map(
      ({ feature, guarantee, outcome, why }) =>
        `  ${outcome.padEnd(4)}  ${feature.padEnd(12)}  ${guarantee}${why === undefined ? '' : ` (${why})`}`,
    );
  const withheld = carrierFeatures.flatMap((feature) =>
    features[feature] === true ? [] : [`  n/a   ${feature.padEnd(12)}  ${features[feature]}`],
  );
  return [`conformance of ${provider}`, ...rows, ...withheld].join('\n');
}
