import type {
  AggregateRef,
  AggregateStore,
  Loaded,
  NaturalKey,
  Publication,
  Stored,
} from '@cartrail/messaging';
import type { EntityManager } from 'typeorm';
import type { SyncHour, SyncHourFact } from '../../domain/sync-hour.js';
import { publishSyncHourFact } from '../events/sync-hour.publication.js';
import { at, instantOf, loadLocked, upsert } from './bulk.js';

export type SyncHourKey = Pick<SyncHour, 'shopId' | 'stream' | 'hour'>;

export const syncHourKey = ({ shopId, stream, hour }: SyncHourKey) => ({
  key: { shopId, stream, hour },
  text: `${shopId}/${stream}/${hour}`,
});

export interface SyncHourRow {
  readonly shop_id: string;
  readonly stream: SyncHour['stream'];
  readonly hour: Date;
  readonly counted: number;
  readonly by_push: number;
  readonly by_pull: number;
  readonly unknown: number;
  readonly missing: number;
  readonly late_p50_ms: string | null;
  readonly late_p99_ms: string | null;
  readonly late_max_ms: string | null;
  readonly checked_at: Date;
  readonly gap_since: Date | null;
  readonly told: boolean;
}

type Row = Stored<SyncHour, SyncHourFact>;

const write = upsert<Row>(
  'sync_hour',
  ['tenant_id', 'id'],
  [
    ['tenant_id', 'text', ({ tenantId }) => tenantId],
    ['id', 'uuid', ({ id }) => id],
    ['sequence', 'bigint', ({ sequence }) => sequence],
    ['shop_id', 'uuid', ({ state }) => state.shopId],
    ['stream', 'text', ({ state }) => state.stream],
    ['hour', 'timestamptz', ({ state }) => at(state.hour)],
    ['counted', 'int', ({ state }) => state.counted],
    ['by_push', 'int', ({ state }) => state.byPush],
    ['by_pull', 'int', ({ state }) => state.byPull],
    ['unknown', 'int', ({ state }) => state.unknown],
    ['missing', 'int', ({ state }) => state.missing],
    ['late_p50_ms', 'bigint', ({ state }) => state.lateP50Ms],
    ['late_p99_ms', 'bigint', ({ state }) => state.lateP99Ms],
    ['late_max_ms', 'bigint', ({ state }) => state.lateMaxMs],
    ['checked_at', 'timestamptz', ({ state }) => at(state.checkedAt)],
    ['gap_since', 'timestamptz', ({ state }) => at(state.gapSince)],
    ['told', 'boolean', ({ state }) => state.told],
  ],
);

const millis = (value: string | null): number | undefined => (value === null ? undefined : Number(value));

export const toSyncHour = (row: SyncHourRow): SyncHour => ({
  shopId: row.shop_id,
  stream: row.stream,
  hour: row.hour.getTime(),
  counted: row.counted,
  byPush: row.by_push,
  byPull: row.by_pull,
  unknown: row.unknown,
  missing: row.missing,
  lateP50Ms: millis(row.late_p50_ms),
  lateP99Ms: millis(row.late_p99_ms),
  lateMaxMs: millis(row.late_max_ms),
  checkedAt: row.checked_at.getTime(),
  gapSince: instantOf(row.gap_since),
  told: row.told,
});

const load = loadLocked('sync_hour', toSyncHour);

export class SyncHourStore implements AggregateStore<SyncHour, SyncHourFact, SyncHourKey> {
  readonly aggregate = 'sync-gap';

  async resolve(
    tx: EntityManager,
    keys: readonly NaturalKey<SyncHourKey>[],
  ): Promise<ReadonlyMap<string, readonly string[]>> {
    const rows = await tx.query<{ position: number; id: string }[]>(
      `SELECT wanted.position::int, held.id
         FROM unnest($1::text[], $2::uuid[], $3::text[], $4::timestamptz[])
              WITH ORDINALITY AS wanted (tenant_id, shop_id, stream, hour, position)
         JOIN sync_hour held ON held.tenant_id = wanted.tenant_id AND held.shop_id = wanted.shop_id
                            AND held.stream = wanted.stream AND held.hour = wanted.hour`,
      [
        keys.map(({ tenantId }) => tenantId),
        keys.map(({ key }) => key.shopId),
        keys.map(({ key }) => key.stream),
        keys.map(({ key }) => at(key.hour)),
      ],
    );
    return new Map(
      rows.flatMap(({ position, id }) => {
        const key = keys[position - 1];
        return key ? [[`${key.tenantId}/${key.text}`, [id]] as const] : [];
      }),
    );
  }

  load(tx: EntityManager, refs: readonly AggregateRef[]): Promise<readonly Loaded<SyncHour>[]> {
    return load(tx, refs);
  }

  save(tx: EntityManager, rows: readonly Row[]): Promise<void> {
    return write(tx, rows);
  }

  publish(fact: SyncHourFact, { id, state }: Row): Publication {
    return publishSyncHourFact(fact, id, state);
  }
}
