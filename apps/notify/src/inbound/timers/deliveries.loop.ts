import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { EventBus, Loop } from '@cartrail/messaging';
import type { SendDeliveries } from '../../application/send-deliveries.js';

const IDLE_MS = 250;
/** What comes due meanwhile is claimed together. */
const MOST_REST_MS = 30;
const GRACE_MS = 5_000;

/** Runs rounds of attempts while the service is up: at once after something was written, else a few times a second. */
export class DeliveriesLoop implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly loop: Loop;

  constructor(
    private readonly deliveries: SendDeliveries,
    bus: EventBus,
    log: (message: string) => void,
  ) {
    this.loop = new Loop('deliveries', IDLE_MS, log, () => deliveries.round(), MOST_REST_MS);
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
