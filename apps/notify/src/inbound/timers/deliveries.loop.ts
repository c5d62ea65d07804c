import { setTimeout as sleep } from 'node:timers/promises';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { EventBus, Loop } from '@cartrail/messaging';
import type { SendDeliveries } from '../../application/send-deliveries.js';

const IDLE_MS = 250;
const SUPPLIED_MS = 100;
const GRACE_MS = 5_000;

/**
 * Runs rounds of attempts while the service is up: at once after something was written, else a few times a second, and
 * less often while there is enough to send.
 */
export class DeliveriesLoop implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly loop: Loop;

  constructor(
    private readonly deliveries: SendDeliveries,
    bus: EventBus,
    log: (message: string) => void,
  ) {
    this.loop = new Loop('deliveries', IDLE_MS, log, async () => {
      const claimed = await deliveries.round();
      if (deliveries.isSupplied) await sleep(SUPPLIED_MS);
      return claimed;
    });
    bus.onWritten(() => {
      this.loop.wake();
    });
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.loop.stop();
    await this.deliveries.stop(GRACE_MS);
  }
}
