import type {
  BatchWriter,
  Claimed,
  PullFailure,
  PullMetrics,
  PullQueue,
  ShopRef,
  Unmapped,
} from './ports.js';

const POISON_RETRY_MS = 10 * 60_000;

/** How a batch was lost to the database being away; then everything waits, and nothing is set aside. */
export type IsInfrastructure = (error: unknown) => boolean;

/** An answer of the platform, with what of it no table knows. */
export interface Answered {
  readonly shop: ShopRef;
  readonly pulled: { readonly unmapped: readonly Unmapped[] };
}

export interface WriteParts<T extends Answered, P extends Claimed> {
  readonly writer: BatchWriter<T, P>;
  readonly queue: Pick<PullQueue<P>, 'failed'>;
  readonly metrics: PullMetrics;
  /** The question an answer belongs to, or, where a list brought it, the one to ask when it cannot be written. */
  readonly questionOf: (answer: T) => P;
  readonly keyOf: (pull: P) => string;
}

/**
 * Writes a batch, and when one thing in it is a bug of ours, the others without it: that one stays in the pull queue
 * with its error, for a person to see, and is tried again later.
 */
export class WriteBatch<T extends Answered, P extends Claimed> {
  constructor(
    private readonly parts: WriteParts<T, P>,
    private readonly isInfrastructure: IsInfrastructure,
  ) {}

  async write(batch: readonly T[], answered: readonly P[]): Promise<void> {
    const { writer, queue, metrics } = this.parts;
    for (const { shop, pulled } of batch) {
      for (const { what } of pulled.unmapped) metrics.unmapped(shop.platform, what);
    }
    let waiting: readonly PullFailure<P>[];
    try {
      waiting = await writer.write(batch, answered);
      metrics.written('applied', batch.length);
    } catch (error) {
      if (this.isInfrastructure(error)) throw error;
      waiting = await this.oneByOne(batch, answered);
    }
    await queue.failed(waiting);
  }

  private async oneByOne(batch: readonly T[], answered: readonly P[]): Promise<readonly PullFailure<P>[]> {
    const { writer, metrics, questionOf, keyOf } = this.parts;
    const failures: PullFailure<P>[] = [];
    const waiting: PullFailure<P>[] = [];
    for (const answer of batch) {
      const question = questionOf(answer);
      const asked = answered.filter((pull) => keyOf(pull) === keyOf(question));
      try {
        waiting.push(...(await writer.write([answer], asked)));
        metrics.written('applied', 1);
      } catch (error) {
        if (this.isInfrastructure(error)) throw error;
        const reason = error instanceof Error ? error.message : String(error);
        failures.push({ pull: asked[0] ?? question, reason, retryAfterMs: POISON_RETRY_MS });
      }
    }
    metrics.written('failed', failures.length);
    return [...failures, ...waiting];
  }
}
