import { type OwnStack } from '../../stack/own-stack.js';
import { residentOf } from '../../stack/usage.js';

const EVERY_MS = 250;

/** What order-sync has in memory, looked at all the time: the most in MB since it began. */
export class MemorySampler {
  private readonly timer: NodeJS.Timeout;
  private most = 0;

  constructor(private readonly stack: OwnStack) {
    this.look();
    this.timer = setInterval(() => {
      this.look();
    }, EVERY_MS);
  }

  /** In MB, now. */
  look(): number {
    const { now = Number.NaN } = residentOf(this.stack.pids['order-sync']) ?? {};
    this.most = Math.max(this.most, now);
    return now;
  }

  stop(): number {
    clearInterval(this.timer);
    return this.most;
  }
}
