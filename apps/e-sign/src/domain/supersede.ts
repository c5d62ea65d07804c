import { changed, type Decision, type Instant } from '@cartrail/kernel';

/** What the world hears about a record that was corrected. */
export interface SupersededFact {
  readonly type: 'Superseded';
  readonly by: string;
  readonly returnIds: readonly string[];
  readonly orderIds: readonly string[];
  readonly why: string;
  readonly at: Instant;
}

/** The record itself stays as it is; that the newer one names it, once, is decided where that one is signed. */
export const supersede = (fact: Omit<SupersededFact, 'type'>): Decision<null, SupersededFact> =>
  changed<null, SupersededFact>(null, { type: 'Superseded', ...fact });
