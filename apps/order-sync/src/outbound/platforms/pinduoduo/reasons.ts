import type { CaseReason } from '../../../domain/after-sale.state.js';

export type Reasons = ReadonlyMap<string, CaseReason>;

/** `text:reason[,text:reason]`, already checked: the platform names reasons in words of its own. */
export const readReasons = (setting: string): Reasons =>
  new Map(
    setting
      .split(',')
      .filter((pair) => pair !== '')
      .map((pair) => {
        const [text = '', reason] = pair.split(':');
        return [text, reason as CaseReason];
      }),
  );
