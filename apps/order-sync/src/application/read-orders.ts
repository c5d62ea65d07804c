import { newId, SECOND } from '@cartrail/kernel';
import type { Stream } from './poll-stream.js';
import type {
  ClaimedPull,
  LastReading,
  OrderHints,
  OrderRow,
  PollRun,
  Pulled,
  PulledOrder,
  PullMetrics,
  ShopRef,
  Tokens,
} from './ports.js';
import type { SealReceiver } from './seal-receiver.js';
import type { WriteBatch } from './write-batch.js';

/** Orders as the platform shows them, one by one or as a list of changes, made fit to keep. */
export class ReadOrders {
  constructor(
    private readonly tokens: Tokens,
    private readonly receivers: SealReceiver,
    private readonly hints: OrderHints,
  ) {}

  async answer(pull: ClaimedPull): Promise<Pulled> {
    const pulled = await this.tokens.use(pull, (token, { orders }) =>
      orders.order(pull, token, pull.platformOrderId),
    );
    const cause = { tenantId: pull.tenantId, correlationId: pull.correlationId, causationId: newId() };
    return this.receivers.prepare({ shop: pull, via: pull.via, pulled, cause });
  }

  changes(write: WriteBatch<Pulled, ClaimedPull>, metrics: PullMetrics): Stream<OrderRow> {
    return {
      name: 'orders.update',
      metrics,
      listing: ({ orders }) => orders.changed,
      keep: (shop, rows, run) => this.keep(write, shop, rows, run),
    };
  }

  /** What a page holds whole is written, the rest is asked for. */
  private async keep(
    write: WriteBatch<Pulled, ClaimedPull>,
    shop: ShopRef,
    rows: readonly OrderRow[],
    run: PollRun,
  ): Promise<void> {
    const cause = { tenantId: shop.tenantId, correlationId: run.id, causationId: run.id };
    const whole = rows.flatMap((row) => (row.kind === 'whole' ? [row.pulled] : []));
    const page = (await this.unread(shop, whole)).map((pulled) => ({ shop, via: run.via, pulled, cause }));
    const signs = rows.flatMap((row) => (row.kind === 'sign' ? [row] : []));
    if (signs.length > 0) await this.hints.offer(shop, signs, run);
    const prepared = await this.receivers.prepareAll(shop, page);
    if (prepared.length > 0) await write.write(prepared, []);
  }

  /** Polls overlap, so that most of what they show has been read: that is neither opened nor written again. */
  private async unread(shop: ShopRef, page: readonly PulledOrder[]): Promise<readonly PulledOrder[]> {
    if (page.length === 0) return [];
    const known = await this.hints.known(
      shop,
      page.map(({ platformOrderId }) => platformOrderId),
    );
    return page.filter((pulled) => !isRead(pulled, known.get(pulled.platformOrderId)));
  }
}

/**
 * Nothing can have happened since: it has not changed after what we hold, and what we hold was asked for when the
 * second of that change was over.
 */
export const isRead = ({ order }: PulledOrder, held: LastReading | undefined): boolean =>
  order !== undefined &&
  held !== undefined &&
  (order.sourceUpdatedAt < held.sourceUpdatedAt ||
    (order.sourceUpdatedAt === held.sourceUpdatedAt && held.askedAt >= held.sourceUpdatedAt + SECOND));

/** How an order and the question about it find each other. */
export const orderQuestions = {
  questionOf: ({ shop, via, pulled, cause }: Pulled): ClaimedPull => ({
    ...shop,
    via,
    platformOrderId: pulled.platformOrderId,
    version: 0,
    attempts: 0,
    correlationId: cause.correlationId,
  }),
  keyOf: ({ shopId, platformOrderId }: ClaimedPull): string => `${shopId}/${platformOrderId}`,
};
