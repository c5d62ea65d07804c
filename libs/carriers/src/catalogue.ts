import { codeSystems, type CarrierRow, type CodeSystem } from './carrier-row.js';
import { carrierRows } from './carrier-rows.js';
import { UNKNOWN } from './status.js';

export type { CarrierRow, CodeSystem };

const byCode: ReadonlyMap<string, CarrierRow> = new Map(carrierRows.map((row) => [row.code, row]));

/** The first row of a code is what it means. A code in use comes before one that once was. */
function index(system: CodeSystem): ReadonlyMap<string, CarrierRow> {
  const rows = new Map<string, CarrierRow>();
  const add = (code: string | undefined, row: CarrierRow): void => {
    if (code !== undefined && !rows.has(code)) rows.set(code, row);
  };
  for (const row of carrierRows) add(row.codes[system], row);
  for (const row of carrierRows)
    for (const alias of row.aliases) if (alias.system === system) add(alias.code, row);
  return rows;
}

const bySystem = new Map(codeSystems.map((system) => [system, index(system)]));

export const carriers: readonly CarrierRow[] = carrierRows;

export const findCarrier = (code: string): CarrierRow | undefined => byCode.get(code);

/** Their code → ours; `UNKNOWN` where it is in no list, for the caller to keep the raw one and count. */
export const carrierFrom = (system: CodeSystem, theirs: string): string =>
  bySystem.get(system)?.get(theirs)?.code ?? UNKNOWN;

/** Our code → theirs. */
export const carrierTo = (system: CodeSystem, code: string): string | undefined =>
  byCode.get(code)?.codes[system];

/** Numbers are typed and printed with spaces, hyphens and either case; they are compared without. */
export const normaliseNumber = (text: string): string =>
  NORMAL.test(text) ? text : text.replaceAll(/[\s-]/g, '').toUpperCase();

const NORMAL = /^[0-9A-Z]+$/;
