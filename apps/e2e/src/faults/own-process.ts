import type { ChildProcess } from 'node:child_process';
import { until } from '../doors/waiting.js';
import type { ServiceName } from './services.js';

export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly afterMs: number;
}

/** A process of a service that this program started itself, so that it learns how it ended. */
export class OwnProcess {
  private endedAt = 0;
  private readonly ended: Promise<Omit<Ending, 'afterMs'>>;

  private constructor(
    readonly name: ServiceName,
    private readonly child: ChildProcess,
    readonly pid: number,
    readonly url: string,
  ) {
    this.ended = new Promise((done) => {
      child.once('exit', (code, signal) => {
        this.endedAt = Date.now();
        done({ code, signal });
      });
    });
  }

  static of(name: ServiceName, child: ChildProcess, url: string): OwnProcess {
    if (child.pid === undefined) throw new Error(`${name} did not start`);
    return new OwnProcess(name, child, child.pid, url);
  }

  /** Resolves once it reports ready; throws when it does not within a minute. */
  async ready(): Promise<this> {
    const ok = await until(
      () => isReady(this.url),
      (ready) => ready || this.endedAt > 0,
      60_000,
    );
    if (!ok) throw new Error(`${this.name} at ${this.url} does not become ready`);
    return this;
  }

  /** Whatever becomes of the run, nothing of it stays. */
  kill(): void {
    if (this.endedAt === 0) this.child.kill('SIGKILL');
  }

  /** Asks it to end, and answers how it did. */
  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<Ending> {
    const askedAt = Date.now();
    if (this.endedAt === 0) this.child.kill(signal);
    const late = setTimeout(() => this.child.kill('SIGKILL'), 40_000);
    const how = await this.ended;
    clearTimeout(late);
    return { ...how, afterMs: this.endedAt - askedAt };
  }
}

export const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(2_000) }).then(
    ({ ok }) => ok,
    () => false,
  );
