import { carrierRows } from './catalogue-rows.js';
import type { CarrierRow, CodeSystem } from './carrier-row.js';
import { UNKNOWN } from './status.js';

export type { CarrierRow, CodeSystem };

const byCode: ReadonlyMap<string, CarrierRow> = new Map(carrierRows.map((row) => [row.code, row]));

const index = (system: CodeSystem): ReadonlyMap<string, CarrierRow> => {
  const rows = new Map<string, CarrierRow>();
  for (const row of carrierRows) {
    for (const code of [row[system], ...(row.aliases?.[system] ?? [])]) {
      if (code !== undefined && !rows.has(code)) rows.set(code, row);
    }
  }
  return rows;
};

const bySystem: Readonly<Record<CodeSystem, ReadonlyMap<string, CarrierRow>>> = {
  kdniao: index('kdniao'),
  kuaidi100: index('kuaidi100'),
  douyin: index('douyin'),
};

export const carriers: readonly CarrierRow[] = carrierRows;

export const findCarrier = (code: string): CarrierRow | undefined => byCode.get(code);

/** Their code → ours; `UNKNOWN` where it is in no list, for the caller to keep the raw one and count. */
export const carrierFrom = (system: CodeSystem, theirs: string): string =>
  bySystem[system].get(theirs)?.code ?? UNKNOWN;

/** Our code → theirs. */
export const carrierTo = (system: CodeSystem, code: string): string | undefined => byCode.get(code)?.[system];

/** Numbers are typed and printed with spaces, hyphens and either case; they are compared without. */
export const normaliseNumber = (text: string): string =>
  NORMAL.test(text) ? text : text.replaceAll(/[\s-]/g, '').toUpperCase();

const NORMAL = /^[0-9A-Z]+$/;
