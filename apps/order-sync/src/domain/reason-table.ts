import { caseReasons, type CaseReason } from './after-sale.state.js';

/** What a platform's reasons mean in ours, by the platform's code or, where it has none, its text. */
export type ReasonTable = ReadonlyMap<string, CaseReason>;

/** The setting that fills the table, as a manifest states it. `theirs` is what a code or text of the platform is. */
export const reasonsPattern = (theirs: string): string => {
  const pair = `${theirs}:(${caseReasons.join('|')})`;
  return `${pair}(,${pair})*`;
};

/**
 * `theirs:reason[,theirs:reason]`. A merchant writes it, as no document says what the reasons mean; a text may hold
 * colons. A word that is none of our reasons is left out: what it stands for stays UNKNOWN.
 */
export const readReasons = (setting = ''): ReasonTable =>
  new Map(
    setting.split(',').flatMap((pair) => {
      const colon = pair.lastIndexOf(':');
      const reason = caseReasons.find((known) => known === pair.slice(colon + 1));
      return reason === undefined || colon < 1 ? [] : [[pair.slice(0, colon), reason] as const];
    }),
  );
