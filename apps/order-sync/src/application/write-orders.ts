import type { ClaimedPull, OrderWriter, Pulled, PullFailure, PullMetrics, PullQueue } from './ports.js';

const POISON_RETRY_MS = 10 * 60_000;

/** How a batch was lost to the database being away; then everything waits, and nothing is set aside. */
export type IsInfrastructure = (error: unknown) => boolean;

/**
 * Writes a batch, and when one order in it is a bug of ours, the others without it: that one stays in the pull
 * queue with its error, for a person to see, and is tried again later.
 */
export class WriteOrders {
  constructor(
    private readonly writer: OrderWriter,
    private readonly queue: PullQueue,
    private readonly metrics: PullMetrics,
    private readonly isInfrastructure: IsInfrastructure,
  ) {}

  async write(batch: readonly Pulled[], answered: readonly ClaimedPull[]): Promise<void> {
    for (const { pulled } of batch) for (const { what } of pulled.unmapped) this.metrics.unmapped(what);
    try {
      await this.writer.write(batch, answered);
      this.metrics.written('applied', batch.length);
    } catch (error) {
      if (this.isInfrastructure(error)) throw error;
      await this.oneByOne(batch, answered);
    }
  }

  private async oneByOne(batch: readonly Pulled[], answered: readonly ClaimedPull[]): Promise<void> {
    const failures: PullFailure[] = [];
    for (const pulled of batch) {
      const asked = answered.filter((pull) => isFor(pull, pulled));
      try {
        await this.writer.write([pulled], asked);
        this.metrics.written('applied', 1);
      } catch (error) {
        if (this.isInfrastructure(error)) throw error;
        const reason = error instanceof Error ? error.message : String(error);
        failures.push({ pull: asked[0] ?? newPull(pulled), reason, retryAfterMs: POISON_RETRY_MS });
      }
    }
    this.metrics.written('failed', failures.length);
    await this.queue.failed(failures);
  }
}

const isFor = (pull: ClaimedPull, { shop, pulled }: Pulled): boolean =>
  pull.shopId === shop.shopId && pull.platformOrderId === pulled.platformOrderId;

const newPull = ({ shop, pulled, cause }: Pulled): ClaimedPull => ({
  ...shop,
  platformOrderId: pulled.platformOrderId,
  version: 0,
  attempts: 0,
  correlationId: cause.correlationId,
});
