import type { OnApplicationBootstrap } from '@nestjs/common';
import type { Timers } from '@cartrail/messaging';

const BACKFILL = 'backfill';
const BACKFILL_EVERY_MS = 1_000;

/** What is done beside live traffic: hours are counted against the platform's own list, and the past is read. */
export class SyncWorkers implements OnApplicationBootstrap {
  constructor(
    private readonly timers: Timers,
    private readonly reconcile: { turn(): Promise<void> },
    private readonly backfill: { turn(): Promise<boolean> },
    private readonly reconcileEveryMs: number,
  ) {}

  onApplicationBootstrap(): void {
    this.timers.runEvery('hours', this.reconcileEveryMs, () => this.reconcile.turn());
    this.timers.runEvery(BACKFILL, BACKFILL_EVERY_MS, () => this.backfill.turn());
  }

  /** Somebody asked for a shop's past. */
  wakeBackfill(): void {
    this.timers.wake(BACKFILL);
  }
}
