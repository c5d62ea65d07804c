import type { OnModuleInit } from '@nestjs/common';
import { HOUR, newId, SECOND } from '@cartrail/kernel';
import { change, type Commands, type Timers } from '@cartrail/messaging';
import type { WatchEndpoints } from '../../application/watch-endpoints.js';
import type { Stores } from '../stores.js';

const WATCH_EVERY_MS = 30 * SECOND;
const RETENTION_EVERY_MS = HOUR;

/** What one process of the service does from time to time; both look at business time. */
export class Schedule implements OnModuleInit {
  constructor(
    private readonly timers: Timers,
    private readonly watching: WatchEndpoints,
    private readonly stores: Stores,
    private readonly commands: Commands,
    private readonly retention: { run(): Promise<boolean> },
  ) {}

  onModuleInit(): void {
    this.timers.runEvery('endpoints.watch', WATCH_EVERY_MS, () => this.watch());
    this.timers.runEvery('messages.retention', RETENTION_EVERY_MS, () => this.retention.run());
  }

  private async watch(): Promise<void> {
    const run = newId();
    const failures: unknown[] = [];
    for (const { tenantId, endpointId, decide } of await this.watching.due()) {
      const cause = { tenantId, correlationId: run, causationId: run };
      const watched = this.commands.execute({
        cause,
        route: 'timer endpoints.watch',
        fingerprint: '',
        changes: [change({ store: this.stores.endpoints, find: { id: endpointId }, cause, decide })],
        answer: () => ({ status: 200, body: null }),
      });
      await watched.catch((error: unknown) => failures.push(error));
    }
    const [first] = failures;
    if (first !== undefined) throw new Error(`${failures.length} endpoints not looked at`, { cause: first });
  }
}
