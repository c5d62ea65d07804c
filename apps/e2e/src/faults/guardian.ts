import { until } from '../doors/waiting.js';
import { query } from './evidence.js';
import type { FaultStack } from './fault-stack.js';
import type { ServiceName } from './services.js';

/** Arms a service, watches it die, and brings it back as an orchestrator would. */
export class Guardian {
  restarts = 0;
  /** The longest it took to send what was in the outbox when the process came back. */
  drainedMs = 0;
  private watching = false;
  private done: Promise<void> = Promise.resolve();
  private logFrom = 0;
  private next: string[] = [];

  constructor(
    private readonly stack: FaultStack,
    private readonly service: ServiceName = 'tracking',
    /** Looks around while the process is dead. */
    private readonly atDeath: () => Promise<void> = () => Promise.resolve(),
  ) {}

  /** A fresh process with the failpoint armed (or none), watched from here on; after its death the next one's turn is. */
  async arm(failpoint: string, ...next: string[]): Promise<void> {
    await this.rest();
    this.next = next;
    await this.stack.end(this.service, 'SIGTERM');
    this.logFrom = this.stack.logSize(this.service);
    await this.launch(failpoint);
    this.watching = true;
    this.done = this.watch();
  }

  /** Whether the armed failpoint did what it was armed for. */
  hasFired(failpoint: string): boolean {
    const name = failpoint.slice(0, failpoint.indexOf('='));
    return this.stack.logSince(this.service, this.logFrom).includes(`failpoint ${name} fired`);
  }

  /** Stops watching; the process stays. */
  async rest(): Promise<void> {
    this.watching = false;
    await this.done;
  }

  private async watch(): Promise<void> {
    while (this.watching) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      if (this.stack.isAlive(this.service)) continue;
      this.restarts += 1;
      await this.atDeath().catch((error: unknown) => {
        process.stderr.write(`${String(error)}\n`);
      });
      await this.launch(this.next.shift()).catch((error: unknown) => {
        process.stderr.write(`${String(error)}\n`);
      });
      this.drainedMs = Math.max(this.drainedMs, await this.drain());
    }
  }

  /** It may die before it is ready, of what it finds waiting: a death like any other. */
  private async launch(failpoint = ''): Promise<void> {
    await this.stack.launch(this.service, failpoint).catch((error: unknown) => {
      if (failpoint === '' || !this.hasFired(failpoint)) throw error;
    });
  }

  private async drain(): Promise<number> {
    const url = this.stack.databaseUrl(this.service);
    const readyAt = Date.now();
    const left = (): Promise<{ id: string }[]> =>
      query<{ id: string }>(url, 'SELECT id FROM outbox ORDER BY id DESC LIMIT 1');
    const last = (await left().catch(() => []))[0]?.id;
    if (last === undefined) return 0;
    await until(
      () => query(url, 'SELECT 1 AS one FROM outbox WHERE id <= $1 LIMIT 1', [last]).catch(() => [{}]),
      (rows) => rows.length === 0,
      30_000,
    );
    return Date.now() - readyAt;
  }
}
