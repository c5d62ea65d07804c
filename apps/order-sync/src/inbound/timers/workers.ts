import type { OnApplicationBootstrap } from '@nestjs/common';
import { Timers } from '@cartrail/messaging';
import type { PollOrders } from '../../application/poll-orders.js';
import type { PullMetrics, PullQueue } from '../../application/ports.js';
import type { PullOrders } from '../../application/pull-orders.js';

const PULL_EVERY_MS = 100;
const COUNT_EVERY_MS = 5_000;

/** When the service asks the platform: as soon as there is a hint, and regularly without one. */
export class Workers implements OnApplicationBootstrap {
  constructor(
    private readonly timers: Timers,
    private readonly pull: PullOrders,
    private readonly poll: PollOrders,
    private readonly queue: { readonly pulls: PullQueue; readonly metrics: PullMetrics },
    private readonly pollEveryMs: number,
  ) {}

  onApplicationBootstrap(): void {
    this.timers.runEvery('orders.pull', PULL_EVERY_MS, () => this.pull.turn());
    this.timers.runEvery('orders.poll', this.pollEveryMs, () => this.poll.turn());
    this.timers.runEvery('orders.pull-count', COUNT_EVERY_MS, async () => {
      this.queue.metrics.waiting(await this.queue.pulls.waiting());
    });
  }
}
