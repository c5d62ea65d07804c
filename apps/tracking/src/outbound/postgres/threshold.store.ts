import {
  putRows,
  type AggregateRef,
  type AggregateStore,
  type Loaded,
  type Stored,
} from '@cartrail/messaging';
import type { EntityManager } from 'typeorm';
import type { Threshold } from '../../domain/thresholds.js';

type ThresholdRow = Omit<Threshold, 'percent'> & {
  readonly id: string;
  readonly tenant_id: string;
  readonly percent: number | null;
};

/** A tenant's own thresholds; the id is `<detector>/<lane>`. */
export class PostgresThresholdStore implements AggregateStore<Threshold, never> {
  readonly aggregate = 'alert-threshold';

  async load(tx: EntityManager, refs: readonly AggregateRef[]): Promise<Loaded<Threshold>[]> {
    const rows: ThresholdRow[] = await tx.query(
      `SELECT t.tenant_id, t.detector || '/' || t.lane AS id, t.detector, t.lane, t.hours, t.severity, t.percent
         FROM unnest($1::text[], $2::text[]) AS given (tenant_id, id)
         JOIN alert_threshold t ON t.tenant_id = given.tenant_id AND t.detector || '/' || t.lane = given.id
        ORDER BY t.detector, t.lane FOR UPDATE OF t`,
      [refs.map(({ tenantId }) => tenantId), refs.map(({ id }) => id)],
    );
    return rows.map(({ tenant_id, id, percent, ...state }) => ({
      tenantId: tenant_id,
      id,
      sequence: 0,
      state: { ...state, percent: percent ?? undefined },
    }));
  }

  async save(tx: EntityManager, rows: readonly Stored<Threshold, never>[]): Promise<void> {
    await putRows(
      tx,
      `INSERT INTO alert_threshold (tenant_id, detector, lane, hours, severity, percent)
       SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::text[], $6::int[])
       ON CONFLICT (tenant_id, detector, lane) DO UPDATE
         SET hours = excluded.hours, severity = excluded.severity, percent = excluded.percent`,
      [
        rows.map(({ tenantId }) => tenantId),
        rows.map(({ state }) => state.detector),
        rows.map(({ state }) => state.lane),
        rows.map(({ state }) => state.hours),
        rows.map(({ state }) => state.severity),
        rows.map(({ state }) => state.percent ?? null),
      ],
      rows,
    );
  }

  publish(): undefined {
    return undefined;
  }
}
