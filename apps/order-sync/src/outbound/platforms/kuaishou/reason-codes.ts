import type { CaseReason } from '../../../domain/after-sale.state.js';

const reasons: readonly CaseReason[] = [
  'no_reason',
  'quality',
  'wrong_item',
  'short',
  'transit_damage',
  'late',
  'not_as_described',
];

export type ReasonCodes = ReadonlyMap<string, CaseReason>;

/** `code:reason[,code:reason]`: the document gives the codes no meaning, a merchant does. A word of no reason is left out. */
export const readReasonCodes = (setting = ''): ReasonCodes =>
  new Map(
    setting.split(',').flatMap((pair) => {
      const [code = '', reason = ''] = pair.split(':');
      const meant = reasons.find((known) => known === reason);
      return meant === undefined ? [] : [[code, meant] as const];
    }),
  );
