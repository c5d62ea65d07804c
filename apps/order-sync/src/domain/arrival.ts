import type { Instant } from '@cartrail/kernel';

/** How an order or case first came to us. */
export type Via = 'push' | 'poll' | 'backfill' | 'reconcile';

/** When and how something was first seen; absent of what came before this was kept. */
export interface FirstSight {
  readonly via: Via;
  /** Business time. */
  readonly at: Instant;
}
