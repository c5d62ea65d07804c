import type { Instant } from '@cartrail/kernel';

/** Acts by name, so that a plan survives a restart. */
export type Act = 'case-deadline' | 'buyer-ships' | 'buyer-fills' | 'refund-paid' | 'courier';

export interface Planned {
  at: Instant;
  act: Act;
  /** The case or booking it is about. */
  id: string;
  /** What exactly: a number to fill in, a step of the courier. */
  detail: string;
}
