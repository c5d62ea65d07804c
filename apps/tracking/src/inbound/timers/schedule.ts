import type { OnModuleInit } from '@nestjs/common';
import type { Timers } from '@cartrail/messaging';
import type { DetectorSweep } from './detector-sweep.js';
import type { LapsedSubscriptions } from './lapsed-subscriptions.js';
import type { QuietParcelsPoll } from './quiet-parcels.poll.js';

/** The service's own jobs; each runs in one process of the cluster at a time. */
export class Schedule implements OnModuleInit {
  constructor(
    private readonly timers: Timers,
    private readonly sweep: DetectorSweep,
    private readonly poll: QuietParcelsPoll,
    private readonly lapsed: LapsedSubscriptions,
    private readonly everyMs: { readonly sweep: number; readonly poll: number },
  ) {}

  onModuleInit(): void {
    this.timers.runEvery('tracking.sweep', this.everyMs.sweep, () => this.sweep.run());
    this.timers.runEvery('tracking.poll', this.everyMs.poll, () => this.poll.run());
    this.timers.runEvery('tracking.resubscribe', this.everyMs.poll, () => this.lapsed.run());
  }
}
