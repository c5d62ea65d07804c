import type {
  BeforeApplicationShutdown,
  OnApplicationBootstrap,
  OnApplicationShutdown,
} from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { refusePowerfulRole } from './database/role-check.js';

/** Something that runs beside the requests and must be stopped in order. */
export interface Worker {
  start(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts the workers once the application is whole, and ends them in order: consumers and
 * workers first (Nest closes the transport before these hooks' last phase), relays next, the database last.
 */
export class MessagingLifecycle
  implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown
{
  constructor(
    private readonly dataSource: DataSource,
    private readonly workers: readonly Worker[],
    private readonly relays: Worker,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await refusePowerfulRole(this.dataSource);
    await this.relays.start();
    for (const worker of this.workers) await worker.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.stop()));
  }

  async onApplicationShutdown(): Promise<void> {
    await this.relays.stop();
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }
}
