import { newId } from '@cartrail/kernel';
import {
  PlatformFailure,
  type ClaimedPull,
  type Platform,
  type Pulled,
  type PullFailure,
  type PullMetrics,
  type PullQueue,
  type Tokens,
} from './ports.js';
import type { SealReceiver } from './seal-receiver.js';
import type { WriteOrders } from './write-orders.js';

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

type Answer = { readonly asked: ClaimedPull; readonly pulled: Pulled } | { readonly failure: PullFailure };

/**
 * Asks the platform for the orders somebody hinted at: many hints of one order are one question. Questions run side
 * by side outside any transaction; the answers since the last turn are written together, so that one slow answer
 * delays no other.
 */
export class PullOrders {
  private readonly answers: Answer[] = [];
  private asking = 0;

  constructor(
    private readonly queue: PullQueue,
    private readonly platform: Platform,
    private readonly tokens: Tokens,
    private readonly receivers: SealReceiver,
    private readonly orders: { readonly write: WriteOrders; readonly metrics: PullMetrics },
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

  private async flush(): Promise<boolean> {
    const answers = this.answers.splice(0);
    if (answers.length === 0) return false;
    const good = answers.flatMap((answer) => ('pulled' in answer ? [answer] : []));
    const failures = answers.flatMap((answer) => ('failure' in answer ? [answer.failure] : []));
    try {
      await this.orders.write.write(
        good.map(({ pulled }) => pulled),
        good.map(({ asked }) => asked),
      );
      await this.queue.failed(failures);
    } catch (error) {
      this.answers.unshift(...answers);
      throw error;
    }
    return true;
  }

  private async ask(pull: ClaimedPull): Promise<Answer> {
    try {
      const pulled = await this.tokens.use(pull, (token) =>
        this.platform.order(pull, token, pull.platformOrderId),
      );
      const cause = { tenantId: pull.tenantId, correlationId: pull.correlationId, causationId: newId() };
      const prepared = await this.receivers.prepare({ shop: pull, pulled, cause });
      this.orders.metrics.pulled('answered', 1);
      return { asked: pull, pulled: prepared };
    } catch (error) {
      const kind = error instanceof PlatformFailure ? error.kind : 'transient';
      this.orders.metrics.pulled(kind, 1);
      const reason = error instanceof Error ? error.message : String(error);
      return { failure: { pull, reason, retryAfterMs: waitMs(kind, pull.attempts) } };
    }
  }
}

const waitMs = (kind: PlatformFailure['kind'], attempts: number): number =>
  Math.min(1_000 * 2 ** Math.min(attempts, 10), LONGEST[kind]) * (0.75 + Math.random() / 2);
