import { HOUR, toIso, type Clock, type Instant } from '@cartrail/kernel';
import { progressOf, type Backfill } from '../domain/backfill.js';
import type { SyncHour } from '../domain/sync-hour.js';
import type { Backfills, HourReader } from './ports.js';

const DAY_HOURS = 24;

/** What is here of a shop, for people: hours against the platform's count, and how far back it has been read. */
export class ShowSync {
  constructor(
    private readonly hours: HourReader,
    private readonly backfills: Pick<Backfills, 'find'>,
    private readonly clock: Clock,
  ) {}

  /** The last day where no window is named. */
  async hoursOf(tenantId: string, shopId: string, given: { from?: Instant; to?: Instant }): Promise<object> {
    const to = given.to ?? this.clock.now();
    const from = given.from ?? to - DAY_HOURS * HOUR;
    const hours = await this.hours.between(tenantId, shopId, from, to);
    const open = hours.filter(({ missing }) => missing > 0);
    return {
      shopId,
      from: toIso(from),
      to: toIso(to),
      missing: open.reduce((sum, { missing }) => sum + missing, 0),
      gaps: open.map(toGap),
      hours: hours.map(toHour),
    };
  }

  async backfillOf(tenantId: string, shopId: string): Promise<object | undefined> {
    const held = await this.backfills.find(tenantId, shopId);
    return held && toBackfill(held);
  }
}

const toGap = ({ stream, hour, missing, gapSince, told }: SyncHour): object => ({
  stream,
  hour: toIso(hour),
  missing,
  ...(gapSince !== undefined && { since: toIso(gapSince) }),
  alerted: told,
});

const toHour = (held: SyncHour): object => ({
  stream: held.stream,
  hour: toIso(held.hour),
  counted: held.counted,
  byPush: held.byPush,
  byPull: held.byPull,
  ...(held.unknown > 0 && { beforeCounting: held.unknown }),
  missing: held.missing,
  ...(held.lateMaxMs !== undefined && {
    lateSeconds: {
      p50: seconds(held.lateP50Ms),
      p99: seconds(held.lateP99Ms),
      max: seconds(held.lateMaxMs),
    },
  }),
  checkedAt: toIso(held.checkedAt),
});

const seconds = (ms: number | undefined): number => Math.round((ms ?? 0) / 100) / 10;

const toBackfill = (held: Backfill): object => ({
  shopId: held.shopId,
  state: held.state,
  from: toIso(held.from),
  to: toIso(held.to),
  startedAt: toIso(held.startedAt),
  ...(held.finishedAt !== undefined && { finishedAt: toIso(held.finishedAt) }),
  ...(held.state === 'running' && held.waitsFor !== undefined && { waitsFor: held.waitsFor }),
  ...progressOf(held),
  streams: Object.fromEntries(
    Object.entries(held.streams).map(([stream, { until, rows }]) => [
      stream,
      { readDownTo: toIso(until), rows },
    ]),
  ),
});
