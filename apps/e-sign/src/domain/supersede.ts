import { changed, fromIso, nothing, type Decision, type Instant } from '@cartrail/kernel';
import type { Signed } from './desk.js';

/** What the world hears about a record that was corrected. */
export interface SupersededFact {
  readonly type: 'Superseded';
  readonly by: string;
  readonly returnIds: readonly string[];
  readonly orderIds: readonly string[];
  readonly why: string;
  readonly at: Instant;
}

/** The record itself stays as it is; that the newer one names it, once, was decided where that one was signed. */
export function supersede({ record, corrects }: Signed, why: string): Decision<null, SupersededFact> {
  if (!corrects) return nothing('corrects-nothing');
  const { returnIds, orderIds } = corrects;
  const at = fromIso(record.signed_at);
  return changed<null, SupersededFact>(null, {
    type: 'Superseded',
    by: record.record_id,
    returnIds,
    orderIds,
    why,
    at,
  });
}
