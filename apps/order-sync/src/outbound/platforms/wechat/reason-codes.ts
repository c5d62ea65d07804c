import type { CaseReason } from '../../../domain/after-sale.state.js';

export type ReasonCodes = ReadonlyMap<string, CaseReason>;

/** `code:reason[,code:reason]`, checked by the manifest's pattern. */
export const readReasonCodes = (setting: string): ReasonCodes =>
  new Map(
    setting
      .split(',')
      .filter((pair) => pair !== '')
      .map((pair) => {
        const [code = '', reason] = pair.split(':');
        return [code, reason as CaseReason];
      }),
  );
