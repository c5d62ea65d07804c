import { changed, type Decision } from '@cartrail/kernel';
import type { Via } from './arrival.js';

/** Something to be asked for. `version` counts the hints, so that one given while we ask is not lost. */
interface Pending {
  readonly shopId: string;
  readonly version: number;
  /** Of the newest hint: what the pull leads to follows from it. */
  readonly correlationId: string;
  /** How we came to ask. */
  readonly via: Via;
}

export interface PendingPull extends Pending {
  readonly platformOrderId: string;
}

export interface PendingCase extends Pending {
  readonly platformAfterSaleId: string;
  readonly platformOrderId?: string;
  readonly reasonCode?: string;
}

export const hint = <P extends Pending>(
  pull: P | undefined,
  wanted: Omit<P, 'version'>,
): Decision<P, never> => changed({ ...pull, ...wanted, version: (pull?.version ?? 0) + 1 } as P);
