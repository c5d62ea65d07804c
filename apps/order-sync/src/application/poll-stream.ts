import { DAY, newId, SECOND, type Clock, type Instant } from '@cartrail/kernel';
import {
  PlatformFailure,
  type PullMetrics,
  type ShopDirectory,
  type ShopRef,
  type Watermark,
  type Window,
} from './ports.js';

export interface PollSettings {
  /** What a run reads again below the watermark, and how far it stays behind now (business time). */
  readonly overlapMs: number;
  readonly lagMs: number;
  readonly shopsAtOnce: number;
}

interface Page {
  readonly total: number;
}

/** One list of changes a platform offers, and what to do with a page of it. */
export interface Stream<P extends Page> {
  /** Of its watermark. */
  readonly name: string;
  readonly pageSize: number;
  /** Rows a list can reach; a window with more is halved. */
  readonly maxRows: number;
  readonly maxAgeMs: number;
  readonly metrics: PullMetrics;
  page(shop: ShopRef, window: Window, page: number): Promise<P>;
  keep(shop: ShopRef, page: P, run: string): Promise<void>;
}

/** A legal window and its first page, which told how many rows there are. */
interface Part<P> extends Window {
  readonly first: P;
}

/** Reads every shop's changes since its watermark, always, so that a lost push heals without a person. */
export class PollStream<P extends Page> {
  constructor(
    private readonly shops: ShopDirectory,
    private readonly stream: Stream<P>,
    private readonly settings: PollSettings,
    private readonly clock: Clock,
    private readonly log: (message: string) => void,
  ) {}

  async turn(): Promise<void> {
    const waiting = [...(await this.shops.watermarks(this.stream.name))];
    const lanes = Array.from({ length: this.settings.shopsAtOnce }, async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) await this.poll(next);
    });
    await Promise.all(lanes);
  }

  private async poll({ shop, until }: Watermark): Promise<void> {
    const now = this.clock.now();
    this.stream.metrics.pollLag(shop, Math.max(0, now - until) / SECOND);
    const window = windowOf(until, now, this.settings, this.stream.maxAgeMs);
    if (!window) return;
    try {
      for (const part of await this.split(shop, window)) await this.read(shop, part);
    } catch (error) {
      // The database being away ends the turn; a platform that says no only ends this shop's part of it.
      if (!(error instanceof PlatformFailure)) throw error;
      this.stream.metrics.pulled(error.kind, 1);
      this.log(`poll ${this.stream.name} of shop ${shop.shopId} stopped: ${error.message}`);
    }
  }

  /** Legal windows, oldest first: halved until each holds no more rows than a list can reach. */
  private async split(shop: ShopRef, window: Window): Promise<readonly Part<P>[]> {
    const first = await this.stream.page(shop, window, 0);
    const middle = Math.floor((window.from + window.to) / 2 / SECOND) * SECOND;
    if (first.total <= this.stream.maxRows || middle <= window.from) return [{ ...window, first }];
    const older = await this.split(shop, { from: window.from, to: middle });
    return [...older, ...(await this.split(shop, { from: middle, to: window.to }))];
  }

  /**
   * From the last page to page 0: a row that changes while we read leaves the window, and what stood behind it moves
   * one place up, into a page still to be read. The watermark moves once every page is committed.
   */
  private async read(shop: ShopRef, window: Part<P>): Promise<void> {
    const run = newId();
    const pages = Math.ceil(window.first.total / this.stream.pageSize);
    if (pages <= 1) await this.stream.keep(shop, window.first, run);
    for (let page = pages - 1; page >= 0 && pages > 1; page--) {
      await this.stream.keep(shop, await this.stream.page(shop, window, page), run);
    }
    await this.shops.advance(shop, this.stream.name, window.to);
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
