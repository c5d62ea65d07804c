import { newId, nothing, type Clock } from '@cartrail/kernel';
import { backfillWaits, nextPiece, pieceRead, startBackfill } from '../domain/backfill.js';
import type { SyncStream } from '../domain/sync-hour.js';
import type { CreatedStream } from './read-streams.js';
import { keepPages } from './keep-pages.js';
import { walk } from './walk.js';
import {
  PlatformFailure,
  TooManyRows,
  type Ask,
  type Backfills,
  type CaseSign,
  type OpenPlatform,
  type OrderRow,
  type Platforms,
  type RunningBackfill,
  type ShopRef,
  type Tokens,
  type Window,
} from './ports.js';

const LONGEST_REST_MS = 300_000;

export interface BackfillSettings {
  /** How far back a new shop is read by itself; 0: not at all. */
  readonly days: number;
  /** The longest piece that is read at once, whatever the platform takes: a crash repeats no more than that. */
  readonly pieceMs: number;
  /** Calls a second for one shop: what is left to live traffic is the rest. */
  readonly callsPerSecond: number;
  /** How long a shop rests after its first refusal. */
  readonly firstRestMs: number;
  /** Questions of live traffic above which it waits. */
  readonly busyAt: number;
}

export interface BackfillParts {
  readonly backfills: Backfills;
  readonly platforms: Platforms;
  readonly tokens: Tokens;
  readonly orders: CreatedStream<OrderRow>;
  readonly cases: CreatedStream<CaseSign>;
  /** Questions that wait to be asked, of all shops. */
  readonly waiting: () => Promise<number>;
  readonly clock: Clock;
  /** Machine time and waiting, so that tests need neither. */
  readonly now: () => number;
  readonly pause: (ms: number) => Promise<void>;
  readonly log: (message: string) => void;
}

interface ReadableList {
  readonly spanOf: (platform: OpenPlatform) => number;
  /** How many rows the window held. */
  readonly read: (shop: ShopRef, window: Window) => Promise<number>;
}

/** Reads what was before a shop was connected, piece by piece, beside live traffic. */
export class RunBackfill {
  private readonly resting = new Map<string, { readonly until: number; readonly restMs: number }>();

  private readonly lists: Readonly<Record<SyncStream, ReadableList>>;

  constructor(
    private readonly parts: BackfillParts,
    private readonly settings: BackfillSettings,
  ) {
    this.lists = { orders: this.readable(parts.orders), 'after-sales': this.readable(parts.cases) };
  }

  /** One piece of every backfill. True when there is more. */
  async turn(): Promise<boolean> {
    await this.startNew();
    let more = false;
    for (const running of await this.parts.backfills.running()) {
      if (this.rests(running.shop)) continue;
      if ((await this.parts.waiting()) > this.settings.busyAt) {
        await this.wait(running, 'live traffic');
        return false;
      }
      more = (await this.piece(running)) || more;
    }
    return more;
  }

  private async startNew(): Promise<void> {
    const { days } = this.settings;
    if (days === 0) return;
    const { backfills, clock } = this.parts;
    for (const shop of await backfills.unstarted()) {
      await backfills.change(shop, (held) =>
        held ? nothing('started') : startBackfill(held, { shopId: shop.shopId, days }, clock.now()),
      );
    }
  }

  private async piece(running: RunningBackfill): Promise<boolean> {
    const { shop, backfill } = running;
    try {
      const platform = await this.parts.platforms.of(shop);
      const spanOf = (stream: SyncStream): number =>
        Math.min(this.settings.pieceMs, this.lists[stream].spanOf(platform));
      const piece = nextPiece(backfill, spanOf);
      if (!piece) return false;
      const since = this.parts.now();
      const rows = await this.lists[piece.stream].read(shop, piece);
      const took = { ...piece, rows, tookMs: Math.max(1, this.parts.now() - since) };
      await this.parts.backfills.change(shop, (held) => pieceRead(held, took, this.parts.clock.now()));
      this.resting.delete(shop.shopId);
      return true;
    } catch (error) {
      if (!(error instanceof PlatformFailure) && !(error instanceof TooManyRows)) throw error;
      const why = error instanceof PlatformFailure ? error.kind : 'too many rows in one second';
      this.rest(shop);
      this.parts.log(`backfill of shop ${shop.shopId} waits: ${error.message}`);
      await this.wait(running, why);
      return false;
    }
  }

  private readable<T>(stream: CreatedStream<T>): ReadableList {
    return {
      spanOf: (platform) => stream.listing(platform).maxSpanMs,
      read: (shop, window) => this.read(stream, shop, window),
    };
  }

  private async read<T>(stream: CreatedStream<T>, shop: ShopRef, window: Window): Promise<number> {
    const listing = stream.listing(await this.parts.platforms.of(shop));
    const run = { id: newId(), window, via: 'backfill' } as const;
    let rows = 0;
    const reach = this.parts.clock.now() - listing.maxAgeMs;
    const within = { from: Math.max(window.from, reach), to: window.to };
    // What the platform lists no longer cannot be read, and is behind us.
    if (within.to <= within.from) return 0;
    await keepPages(walk(listing, shop, within, this.slowly(shop)), async (page) => {
      await stream.keep(shop, page, run);
      rows += page.length;
    });
    return rows;
  }

  private slowly(shop: ShopRef): Ask {
    const everyMs = 1_000 / this.settings.callsPerSecond;
    let next = this.parts.now();
    return async (call) => {
      const rest = next - this.parts.now();
      if (rest > 0) await this.parts.pause(rest);
      next = Math.max(next, this.parts.now()) + everyMs;
      return this.parts.tokens.use(shop, call);
    };
  }

  private rests({ shopId }: ShopRef): boolean {
    return this.parts.now() < (this.resting.get(shopId)?.until ?? 0);
  }

  /** After a refusal, longer each time it is refused again. */
  private rest({ shopId }: ShopRef): void {
    const before = this.resting.get(shopId);
    const restMs = before ? Math.min(before.restMs * 2, LONGEST_REST_MS) : this.settings.firstRestMs;
    this.resting.set(shopId, { until: this.parts.now() + restMs, restMs });
  }

  private wait({ shop }: RunningBackfill, why: string): Promise<void> {
    return this.parts.backfills.change(shop, (held) => backfillWaits(held, why));
  }
}
