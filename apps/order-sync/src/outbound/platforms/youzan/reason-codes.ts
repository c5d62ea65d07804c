import type { CaseReason } from '../../../domain/after-sale.state.js';

/** What the document writes of each; what it calls by two of our names at once (破损/少件), or 其他, stays raw. */
const reasons: ReadonlyMap<string, CaseReason> = new Map([
  ['2', 'no_reason'],
  ['3', 'quality'],
  ['11', 'quality'],
  ['12', 'no_reason'],
  ['13', 'not_as_described'],
  ['15', 'wrong_item'],
  ['20', 'late'],
  ['21', 'late'],
  ['22', 'no_reason'],
  ['51', 'no_reason'],
  ['53', 'short'],
  ['54', 'late'],
  ['55', 'late'],
  ['57', 'no_reason'],
  ['102', 'wrong_item'],
  ['103', 'not_as_described'],
  ['104', 'no_reason'],
  ['105', 'quality'],
  ['108', 'quality'],
]);

export const toReason = (code: string): CaseReason | undefined => reasons.get(code);
