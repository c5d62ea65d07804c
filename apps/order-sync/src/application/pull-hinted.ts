import {
  PlatformFailure,
  type Claimed,
  type PullFailure,
  type PullMetrics,
  type PullQueue,
} from './ports.js';
import type { Answered, WriteBatch } from './write-batch.js';

const IN_FLIGHT = 32;
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
  private asking = 0;

  constructor(
    private readonly queue: PullQueue<P>,
    private readonly question: (pull: P) => Promise<T>,
    private readonly batch: WriteBatch<T, P>,
    private readonly metrics: PullMetrics,
  ) {}

  /** One turn: write what was answered, ask for what is due. True when there may be more at once. */
  async turn(): Promise<boolean> {
    const written = await this.flush();
    const room = IN_FLIGHT - this.asking;
    const claimed = room > 0 ? await this.queue.claim(room, LEASE_MS) : [];
    for (const pull of claimed) {
      this.asking += 1;
      void this.ask(pull).then((answer) => {
        this.asking -= 1;
        this.answers.push(answer);
      });
    }
    return written || claimed.length > 0;
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
      this.metrics.pulled('answered', 1);
      return { asked: pull, answer };
    } catch (error) {
      const kind = error instanceof PlatformFailure ? error.kind : 'transient';
      this.metrics.pulled(kind, 1);
      const reason = error instanceof Error ? error.message : String(error);
      return { failure: { pull, reason, retryAfterMs: waitMs(kind, pull.attempts) } };
    }
  }
}

const waitMs = (kind: PlatformFailure['kind'], attempts: number): number =>
  Math.min(1_000 * 2 ** Math.min(attempts, 10), LONGEST[kind]) * (0.75 + Math.random() / 2);
