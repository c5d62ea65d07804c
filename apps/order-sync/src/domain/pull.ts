import { changed, type Decision } from '@cartrail/kernel';

/** An order to be asked for. `version` counts the hints, so that one given while we ask is not lost. */
export interface PendingPull {
  readonly shopId: string;
  readonly platformOrderId: string;
  readonly version: number;
  /** Of the newest hint: what the pull leads to follows from it. */
  readonly correlationId: string;
}

export const hint = (
  pull: PendingPull | undefined,
  wanted: Omit<PendingPull, 'version'>,
): Decision<PendingPull, never> => changed({ ...wanted, version: (pull?.version ?? 0) + 1 });
