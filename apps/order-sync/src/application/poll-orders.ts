import { DAY, newId, SECOND, type Clock, type Instant } from '@cartrail/kernel';
import {
  PlatformFailure,
  type Platform,
  type PulledOrder,
  type PulledPage,
  type PullMetrics,
  type ShopDirectory,
  type ShopRef,
  type Tokens,
  type Watermark,
  type Window,
} from './ports.js';
import type { SealReceiver } from './seal-receiver.js';
import type { WriteOrders } from './write-orders.js';

export const UPDATES = 'orders.update';

export interface PollSettings {
  /** What a run reads again below the watermark, and how far it stays behind now (business time). */
  readonly overlapMs: number;
  readonly lagMs: number;
  readonly shopsAtOnce: number;
}

export interface PollParts {
  readonly platform: Platform;
  readonly tokens: Tokens;
  readonly receivers: SealReceiver;
  readonly write: WriteOrders;
  readonly metrics: PullMetrics;
}

/** A legal window and its first page, which told how many rows there are. */
interface Part extends Window {
  readonly first: PulledPage;
}

/** Reads every shop's changes since its watermark, always, so that a lost push heals without a person. */
export class PollOrders {
  constructor(
    private readonly shops: ShopDirectory,
    private readonly parts: PollParts,
    private readonly settings: PollSettings,
    private readonly clock: Clock,
    private readonly log: (message: string) => void,
  ) {}

  async turn(): Promise<void> {
    const waiting = [...(await this.shops.watermarks(UPDATES))];
    const lanes = Array.from({ length: this.settings.shopsAtOnce }, async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) await this.poll(next);
    });
    await Promise.all(lanes);
  }

  private async poll({ shop, until }: Watermark): Promise<void> {
    const now = this.clock.now();
    this.parts.metrics.pollLag(shop, Math.max(0, now - until) / SECOND);
    const window = windowOf(until, now, this.settings, this.parts.platform.maxAgeMs);
    if (!window) return;
    try {
      for (const part of await this.split(shop, window)) await this.read(shop, part);
    } catch (error) {
      // The database being away ends the turn; a platform that says no only ends this shop's part of it.
      if (!(error instanceof PlatformFailure)) throw error;
      this.parts.metrics.pulled(error.kind, 1);
      this.log(`poll of shop ${shop.shopId} stopped: ${error.message}`);
    }
  }

  /** Legal windows, oldest first: halved until each holds no more rows than a list can reach. */
  private async split(shop: ShopRef, window: Window): Promise<readonly Part[]> {
    const first = await this.page(shop, window, 0);
    const middle = Math.floor((window.from + window.to) / 2 / SECOND) * SECOND;
    if (first.total <= this.parts.platform.maxRows || middle <= window.from) return [{ ...window, first }];
    const older = await this.split(shop, { from: window.from, to: middle });
    return [...older, ...(await this.split(shop, { from: middle, to: window.to }))];
  }

  /**
   * From the last page to page 0: an order that changes while we read leaves the window, and what stood behind it
   * moves one place up, into a page still to be read. The watermark moves once every page is committed.
   */
  private async read(shop: ShopRef, window: Part): Promise<void> {
    const pages = Math.ceil(window.first.total / this.parts.platform.pageSize);
    if (pages <= 1) await this.keep(shop, window.first.orders);
    for (let page = pages - 1; page >= 0 && pages > 1; page--) {
      const { orders } = await this.page(shop, window, page);
      await this.keep(shop, orders);
    }
    await this.shops.advance(shop, UPDATES, window.to);
  }

  private page(shop: ShopRef, window: Window, page: number): Promise<PulledPage> {
    return this.parts.tokens.use(shop, (token) => this.parts.platform.updated(shop, token, window, page));
  }

  private async keep(shop: ShopRef, orders: readonly PulledOrder[]): Promise<void> {
    const run = newId();
    const cause = { tenantId: shop.tenantId, correlationId: run, causationId: run };
    const prepared = [];
    for (const pulled of orders) prepared.push(await this.parts.receivers.prepare({ shop, pulled, cause }));
    if (prepared.length > 0) await this.parts.write.write(prepared, []);
  }
}

/** `[last ok − overlap, now − lag]`, however far the clock has moved; never beyond what the platform still lists. */
export function windowOf(
  until: Instant,
  now: Instant,
  { overlapMs, lagMs }: Pick<PollSettings, 'overlapMs' | 'lagMs'>,
  maxAgeMs: number = 90 * DAY,
): Window | undefined {
  const to = now - lagMs;
  const from = Math.max(until - overlapMs, now - maxAgeMs);
  return to > until && to > from ? { from, to } : undefined;
}
