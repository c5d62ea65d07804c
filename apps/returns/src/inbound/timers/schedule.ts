import type { OnModuleInit } from '@nestjs/common';
import type { Timers } from '@cartrail/messaging';
import type { DueReturns } from './due-returns.js';
import type { QuietBookings } from './quiet-bookings.js';

/** The service's own jobs; each runs in one process of the cluster at a time. */
export class Schedule implements OnModuleInit {
  constructor(
    private readonly timers: Timers,
    private readonly due: DueReturns,
    private readonly quiet: QuietBookings,
    private readonly everyMs: { readonly sweep: number; readonly reconcile: number },
  ) {}

  onModuleInit(): void {
    this.timers.runEvery('returns.sweep', this.everyMs.sweep, () => this.due.run());
    this.timers.runEvery('returns.reconcile', this.everyMs.reconcile, () => this.quiet.run());
  }
}
