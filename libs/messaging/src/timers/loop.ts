import { setTimeout as sleep } from 'node:timers/promises';
import { isInfrastructure } from '../database/transactions.js';

const BACKOFF = { firstMs: 200, lastMs: 30_000 };

/**
 * Runs a step again and again: at once while it says there is more, else after the idle time or a wake-up. Between two
 * steps it rests as long as the last one took, `mostRestMs` at most: what comes meanwhile shares the next, so that the
 * dearer steps get, the more each takes on.
 */
export class Loop {
  private stopping = false;
  private woken = false;
  private wakeUp: () => void = () => undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly name: string,
    private readonly idleMs: number,
    private readonly log: (message: string) => void,
    private readonly step: () => Promise<boolean>,
    private readonly mostRestMs = 0,
  ) {}

  start(): void {
    this.running = this.run();
  }

  wake(): void {
    this.woken = true;
    this.wakeUp();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.wakeUp();
    await this.running;
  }

  private async run(): Promise<void> {
    let backoffMs = BACKOFF.firstMs;
    while (!this.stopping) {
      try {
        this.woken = false;
        const startedAt = performance.now();
        const more = await this.step();
        backoffMs = BACKOFF.firstMs;
        if (more) continue;
        if (this.mostRestMs > 0) await sleep(Math.min(performance.now() - startedAt, this.mostRestMs));
        await this.pause(this.idleMs);
      } catch (error) {
        const text = error instanceof Error ? error.message : String(error);
        this.log(
          `${this.name}: ${isInfrastructure(error) ? 'waits' : 'failed'}, again in ${backoffMs} ms: ${text}`,
        );
        this.woken = false;
        await this.pause(backoffMs);
        backoffMs = Math.min(backoffMs * 2, BACKOFF.lastMs);
      }
    }
  }

  private pause(ms: number): Promise<void> {
    if (this.stopping || this.woken) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
