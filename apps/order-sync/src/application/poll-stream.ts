import { DAY, newId, SECOND, type Clock, type Instant } from '@cartrail/kernel';
import { keepPages } from './keep-pages.js';
import { spansOf, walk } from './walk.js';
import {
  PlatformFailure,
  TooManyRows,
  type Listing,
  type OpenPlatform,
  type Platforms,
  type PollRun,
  type PullMetrics,
  type ShopDirectory,
  type ShopRef,
  type Tokens,
  type Watermark,
  type Window,
} from './ports.js';

export interface PollSettings {
  /** What a run reads again below the watermark (business time). */
  readonly overlapMs: number;
  /** How far a run stays behind now, whatever the platforms' manifests say (business time). */
  readonly lagMs?: number;
  readonly shopsAtOnce: number;
}

/** One list of changes the platforms offer, and what to do with a page of it. */
export interface Stream<T> {
  /** Of its watermark. */
  readonly name: string;
  readonly metrics: PullMetrics;
  listing(platform: OpenPlatform): Listing<T>;
  keep(shop: ShopRef, rows: readonly T[], run: PollRun): Promise<void>;
}

export interface PollParts {
  readonly shops: ShopDirectory;
  readonly platforms: Platforms;
  readonly tokens: Tokens;
  readonly clock: Clock;
  /** Machine time. */
  readonly now: () => number;
  readonly log: (message: string) => void;
}

/** Reads every shop's changes since its watermark, always, so that a lost push heals without a person. */
export class PollStream<T> {
  private readonly polledAt = new Map<string, number>();

  constructor(
    private readonly parts: PollParts,
    private readonly stream: Stream<T>,
    private readonly settings: PollSettings,
  ) {}

  async turn(): Promise<void> {
    const waiting = (await this.parts.shops.watermarks(this.stream.name)).filter(({ shop }) =>
      this.may(shop),
    );
    const lanes = Array.from({ length: this.settings.shopsAtOnce }, async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) await this.poll(next);
    });
    await Promise.all(lanes);
  }

  /** Some platforms ask for a while between two polls of a shop. */
  private may({ platform, shopId }: ShopRef): boolean {
    const { pollEveryMs = 0 } = this.parts.platforms.manifest(platform);
    const last = this.polledAt.get(shopId);
    return last === undefined || this.parts.now() - last >= pollEveryMs;
  }

  private async poll({ shop, until }: Watermark): Promise<void> {
    const { platforms, clock, now, log } = this.parts;
    const { metrics, name } = this.stream;
    metrics.pollLag(shop, Math.max(0, clock.now() - until) / SECOND);
    this.polledAt.set(shop.shopId, now());
    try {
      const listing = this.stream.listing(await platforms.of(shop));
      const lagMs = this.settings.lagMs ?? platforms.manifest(shop.platform).lagMs;
      const { overlapMs } = this.settings;
      const window = windowOf(until, clock.now(), { overlapMs, lagMs }, listing.maxAgeMs);
      for (const span of window ? spansOf(window, listing.maxSpanMs) : [])
        await this.read(shop, listing, span);
    } catch (error) {
      // The database being away ends the turn; a platform that says no only ends this shop's part of it.
      if (!(error instanceof PlatformFailure) && !(error instanceof TooManyRows)) throw error;
      metrics.pulled(shop.platform, error instanceof PlatformFailure ? error.kind : 'invalid');
      log(`poll ${name} of shop ${shop.shopId} stopped: ${error.message}`);
    }
  }

  /** The watermark moves once all is committed. */
  private async read(shop: ShopRef, listing: Listing<T>, window: Window): Promise<void> {
    const run = { id: newId(), window, via: 'poll' } as const;
    const pages = walk(listing, shop, window, (call) => this.parts.tokens.use(shop, call));
    await keepPages(pages, (rows) => this.stream.keep(shop, rows, run));
    await this.parts.shops.advance(shop, this.stream.name, window.to);
  }
}

/** `[last ok − overlap, now − lag]`, however far the clock has moved; never beyond what the platform still lists. */
export function windowOf(
  until: Instant,
  now: Instant,
  { overlapMs, lagMs }: { readonly overlapMs: number; readonly lagMs: number },
  maxAgeMs: number = 90 * DAY,
): Window | undefined {
  const to = now - lagMs;
  const from = Math.max(until - overlapMs, now - maxAgeMs);
  return to > until && to > from ? { from, to } : undefined;
}
