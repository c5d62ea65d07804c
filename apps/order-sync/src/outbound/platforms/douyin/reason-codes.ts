import type { CaseReason } from '../../../domain/after-sale.state.js';
import type { ReasonCodes } from './after-sale-mapping.js';

/** `code:reason[,code:reason]`, already checked: the platform's document gives the codes no meaning, a merchant does. */
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
