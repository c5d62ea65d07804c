import { HOUR, newId, type Clock, type Instant } from '@cartrail/kernel';
import { countSights, hoursDue, type HeldSight, type SyncHour } from '../domain/sync-hour.js';
import type { CreatedStream } from './read-streams.js';
import { walk } from './walk.js';
import {
  PlatformFailure,
  TooManyRows,
  type CountedHour,
  type CountedShop,
  type Platforms,
  type ShopRef,
  type SyncHours,
  type Tokens,
} from './ports.js';

export interface ReconcileParts {
  readonly hours: SyncHours;
  readonly platforms: Platforms;
  readonly tokens: Tokens;
  readonly clock: Clock;
  readonly log: (message: string) => void;
}

/** A list that is being counted. */
type Counted = Pick<CreatedStream<unknown>, 'stream'> & {
  /** Every id the platform lists of an hour, with what we hold of it; what is missing is asked for. */
  readonly sights: (shop: ShopRef, hour: Instant) => Promise<readonly Sight[]>;
};

interface Sight {
  readonly id: string;
  readonly held?: HeldSight;
}

/** Counts what the platform lists of each hour against what is here, and asks at once for what is not. */
export class ReconcileHours {
  private readonly lists: readonly Counted[];

  constructor(
    private readonly parts: ReconcileParts,
    ...streams: readonly { readonly of: (counting: Counting) => Counted }[]
  ) {
    const counting = new Counting(parts);
    this.lists = streams.map(({ of }) => of(counting));
  }

  async turn(): Promise<void> {
    const shops = await this.parts.hours.shops();
    for (const list of this.lists) {
      const known = await this.parts.hours.known(list.stream);
      for (const counted of shops) await this.countShop(list, counted, known.get(counted.shop.shopId));
    }
  }

  private async countShop(
    { stream, sights }: Counted,
    { shop, connectedAt }: CountedShop,
    known: ReadonlyMap<Instant, SyncHour> = new Map(),
  ): Promise<void> {
    const counts: CountedHour[] = [];
    try {
      for (const hour of hoursDue(known, connectedAt, this.parts.clock.now()))
        counts.push({ hour, count: countSights(await sights(shop, hour), hour) });
    } catch (error) {
      if (!(error instanceof PlatformFailure) && !(error instanceof TooManyRows)) throw error;
      this.parts.log(`hours of shop ${shop.shopId} are not counted: ${error.message}`);
    }
    if (counts.length > 0) await this.parts.hours.count(shop, stream, counts);
  }
}

/** A stream as {@link ReconcileHours} takes it, whatever its rows are. */
export const counted = <T>(stream: CreatedStream<T>) => ({
  of: (counting: Counting): Counted => ({
    stream: stream.stream,
    sights: (shop, hour) => counting.sights(stream, shop, hour),
  }),
});

class Counting {
  constructor(private readonly parts: ReconcileParts) {}

  async sights<T>(stream: CreatedStream<T>, shop: ShopRef, hour: Instant): Promise<readonly Sight[]> {
    const { platforms, tokens, hours } = this.parts;
    const window = { from: hour, to: hour + HOUR };
    const run = { id: newId(), window, via: 'reconcile' } as const;
    const listing = stream.listing(await platforms.of(shop));
    const found = new Map<string, HeldSight | undefined>();
    for await (const rows of walk(listing, shop, window, (call) => tokens.use(shop, call))) {
      const held = await hours.held(
        shop,
        stream.stream,
        rows.map((row) => stream.idOf(row)),
      );
      for (const row of rows) found.set(stream.idOf(row), held.get(stream.idOf(row)));
      const missing = rows.filter((row) => !held.has(stream.idOf(row)));
      if (missing.length > 0) await stream.keep(shop, missing, run);
    }
    return [...found].map(([id, held]) => ({ id, ...(held && { held }) }));
  }
}
