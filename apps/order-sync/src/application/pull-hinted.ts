import {
  PlatformFailure,
  type Claimed,
  type PullFailure,
  type PullMetrics,
  type PullQueue,
} from './ports.js';
import type { Answered, WriteBatch } from './write-batch.js';

const IN_FLIGHT = 64;
/** Of one shop: a platform that does not answer must leave room for the others. */
const OF_ONE_SHOP = 32;
/** Longer than an answer can take, and no longer than an order should wait for a process that died. */
const LEASE_MS = 30_000;

/** Longest wait per kind of failure, in ms; the first is a second, doubled each time, with jitter. */
const LONGEST: Readonly<Record<PlatformFailure['kind'], number>> = {
  transient: 60_000,
  throttled: 60_000,
  conflict: 5_000,
  auth_expired: 300_000,
  forbidden: 300_000,
  invalid: 600_000,
  manual_only: 600_000,
};

type Answer<T, P extends Claimed> =
  { readonly asked: P; readonly answer: T } | { readonly failure: PullFailure<P> };

/**
 * Asks the platform for what somebody hinted at: many hints of one thing are one question. Questions run side by
 * side outside any transaction; the answers since the last turn are written together, so that one slow answer delays
 * no other.
 */
export class PullHinted<T extends Answered, P extends Claimed> {
  private readonly answers: Answer<T, P>[] = [];
  private readonly asking = new Map<string, number>();

  constructor(
    private readonly queue: PullQueue<P>,
    private readonly question: (pull: P) => Promise<T>,
    private readonly batch: WriteBatch<T, P>,
    private readonly metrics: PullMetrics,
  ) {}

  /** One turn: write what was answered, ask for what is due. True when there may be more at once. */
  async turn(): Promise<boolean> {
    const written = await this.flush();
    const claimed = await this.claim();
    for (const pull of claimed) {
      this.tally(pull, 1);
      void this.ask(pull).then((answer) => {
        this.tally(pull, -1);
        this.answers.push(answer);
      });
    }
    return written || claimed.length > 0;
  }

  private async claim(): Promise<readonly P[]> {
    const counts = [...this.asking];
    const room = IN_FLIGHT - counts.reduce((sum, [, count]) => sum + count, 0);
    const busy = counts.flatMap(([shopId, count]) => (count >= OF_ONE_SHOP ? [shopId] : []));
    return room > 0 ? this.queue.claim(Math.min(room, OF_ONE_SHOP), LEASE_MS, busy) : [];
  }

  private tally({ shopId }: P, by: 1 | -1): void {
    const count = (this.asking.get(shopId) ?? 0) + by;
    if (count > 0) this.asking.set(shopId, count);
    else this.asking.delete(shopId);
  }

  async count(): Promise<void> {
    this.metrics.waiting(await this.queue.waiting());
  }

  private async flush(): Promise<boolean> {
    const answers = this.answers.splice(0);
    if (answers.length === 0) return false;
    const good = answers.flatMap((answer) => ('answer' in answer ? [answer] : []));
    const failures = answers.flatMap((answer) => ('failure' in answer ? [answer.failure] : []));
    try {
      await this.batch.write(
        good.map(({ answer }) => answer),
        good.map(({ asked }) => asked),
      );
      await this.queue.failed(failures);
    } catch (error) {
      this.answers.unshift(...answers);
      throw error;
    }
    return true;
  }

  private async ask(pull: P): Promise<Answer<T, P>> {
    try {
      const answer = await this.question(pull);
      this.metrics.pulled(pull.platform, 'answered');
      return { asked: pull, answer };
    } catch (error) {
      const kind = error instanceof PlatformFailure ? error.kind : 'transient';
      this.metrics.pulled(pull.platform, kind);
      const reason = error instanceof Error ? error.message : String(error);
      return { failure: { pull, reason, retryAfterMs: waitMs(kind, pull.attempts) } };
    }
  }
}

const waitMs = (kind: PlatformFailure['kind'], attempts: number): number =>
  Math.min(1_000 * 2 ** Math.min(attempts, 10), LONGEST[kind]) * (0.75 + Math.random() / 2);
