import type { CaseReason } from '../../../domain/after-sale.state.js';

export type ReasonCodes = ReadonlyMap<string, CaseReason>;

/** `id:reason[,id:reason]`, already checked: the platform's document gives the ids no meaning, a merchant does. */
export const readReasonCodes = (setting = ''): ReasonCodes =>
  new Map(
    setting
      .split(',')
      .filter((pair) => pair !== '')
      .map((pair) => {
        const [id = '', reason] = pair.split(':');
        return [id, reason as CaseReason];
      }),
  );
