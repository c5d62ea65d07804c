import { newId } from '@cartrail/kernel';
import type { Stream } from './poll-stream.js';
import type {
  ClaimedPull,
  Platform,
  Pulled,
  PulledPage,
  PullMetrics,
  ShopRef,
  Tokens,
  Window,
} from './ports.js';
import type { SealReceiver } from './seal-receiver.js';
import type { WriteBatch } from './write-batch.js';

/** Orders as the platform shows them, one by one or as a list of changes, made fit to keep. */
export class ReadOrders {
  constructor(
    private readonly platform: Platform,
    private readonly tokens: Tokens,
    private readonly receivers: SealReceiver,
  ) {}

  async answer(pull: ClaimedPull): Promise<Pulled> {
    const pulled = await this.tokens.use(pull, (token) =>
      this.platform.order(pull, token, pull.platformOrderId),
    );
    const cause = { tenantId: pull.tenantId, correlationId: pull.correlationId, causationId: newId() };
    return this.receivers.prepare({ shop: pull, pulled, cause });
  }

  changes(write: WriteBatch<Pulled, ClaimedPull>, metrics: PullMetrics): Stream<PulledPage> {
    const { pageSize, maxRows, maxAgeMs } = this.platform;
    return {
      name: 'orders.update',
      pageSize,
      maxRows,
      maxAgeMs,
      metrics,
      page: (shop, window, page) => this.page(shop, window, page),
      keep: async (shop, { orders }, run) => {
        const cause = { tenantId: shop.tenantId, correlationId: run, causationId: run };
        const page = orders.map((pulled) => ({ shop, pulled, cause }));
        const prepared = await this.receivers.prepareAll(shop, page);
        if (prepared.length > 0) await write.write(prepared, []);
      },
    };
  }

  private page(shop: ShopRef, window: Window, page: number): Promise<PulledPage> {
    return this.tokens.use(shop, (token) => this.platform.updated(shop, token, window, page));
  }
}

/** How an order and the question about it find each other. */
export const orderQuestions = {
  questionOf: ({ shop, pulled, cause }: Pulled): ClaimedPull => ({
    ...shop,
    platformOrderId: pulled.platformOrderId,
    version: 0,
    attempts: 0,
    correlationId: cause.correlationId,
  }),
  keyOf: ({ shopId, platformOrderId }: ClaimedPull): string => `${shopId}/${platformOrderId}`,
};
