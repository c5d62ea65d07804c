import { carrierFeatures, type CarrierManifest } from '../manifest.js';
import { cellDefinitions } from './cells.js';
import { exceptionOf } from './exceptions.js';
import { NotApplicable } from './outcome.js';
import type { CellDefinition, CellResult, Subject } from './subject.js';

export * from './booking-server.js';
export * from './matrix.js';
export { aloud, naming, type PersonalMembers } from './people.js';
export * from './server.js';
export type { CellResult, Subject } from './subject.js';

type End = Pick<CellResult, 'outcome' | 'why' | 'because'>;

/** Runs every cell, one after another: a declared feature must pass, an undeclared one is n/a with its reason. */
export async function runConformance(subject: Subject): Promise<readonly CellResult[]> {
  const results: CellResult[] = [];
  for (const cell of cellDefinitions) {
    const { feature, guarantee } = cell;
    const declared = subject.port.manifest.features[feature];
    const end: End = declared === true ? await endOf(cell, subject) : { outcome: 'n/a', why: declared };
    results.push({ feature, guarantee, ...end });
  }
  return results;
}

/** What is never done has to be declared, and what is declared has to be so: else the table would not be true. */
async function endOf(cell: CellDefinition, subject: Subject): Promise<End> {
  const because = exceptionOf(subject.port.manifest.provider, cell.scene);
  const end = await run(() => cell.run(subject));
  if (end.outcome === 'n/a') {
    return because === undefined
      ? { outcome: 'FAIL', why: `${end.why ?? ''}, and conformance/exceptions.ts does not say why` }
      : { ...end, because };
  }
  return because === undefined
    ? end
    : { outcome: 'FAIL', why: `declared as not applicable, and the server does it: ${because}` };
}

async function run(cell: () => Promise<void>): Promise<End> {
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
    .map(({ feature, guarantee, outcome, why, because = why }) => {
      const reason = because === undefined ? '' : ` (${because})`;
      return `  ${outcome.padEnd(4)}  ${feature.padEnd(12)}  ${guarantee}${reason}`;
    });
  const withheld = carrierFeatures.flatMap((feature) =>
    features[feature] === true ? [] : [`  n/a   ${feature.padEnd(12)}  ${features[feature]}`],
  );
  return [`conformance of ${provider}`, ...rows, ...withheld].join('\n');
}
