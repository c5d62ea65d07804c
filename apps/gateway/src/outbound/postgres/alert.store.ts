import {
  lockRowsByRef,
  putRows,
  type AggregateRef,
  type AggregateStore,
  type Loaded,
  type Stored,
} from '@cartrail/messaging';
import type { EntityManager } from 'typeorm';
import type { AlertView } from '../../domain/case-document.js';

const LOAD = lockRowsByRef({ table: 'alert_view', id: 'alert_id', columns: 'tenant_id, alert_id, doc' });

const SAVE = `
  INSERT INTO alert_view (tenant_id, alert_id, doc, detector, order_ids, raised_at, cleared_at, acknowledged_at)
  SELECT tenant_id, alert_id, doc, detector, string_to_array(order_ids, ',')::uuid[], raised_at, cleared_at, acknowledged_at
    FROM unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::timestamptz[], $8::timestamptz[])
      AS given (tenant_id, alert_id, doc, detector, order_ids, raised_at, cleared_at, acknowledged_at)
  ON CONFLICT (tenant_id, alert_id) DO UPDATE SET
    doc = excluded.doc, order_ids = excluded.order_ids, raised_at = excluded.raised_at,
    cleared_at = excluded.cleared_at, acknowledged_at = excluded.acknowledged_at`;

interface Row {
  readonly tenant_id: string;
  readonly alert_id: string;
  readonly doc: string;
}

export class AlertStore implements AggregateStore<AlertView, never> {
  readonly aggregate = 'alert-view';

  async load(tx: EntityManager, refs: readonly AggregateRef[]): Promise<readonly Loaded<AlertView>[]> {
    const rows: Row[] = await tx.query(LOAD, [
      refs.map(({ tenantId }) => tenantId),
      refs.map(({ id }) => id),
    ]);
    return rows.map(({ tenant_id, alert_id, doc }) => {
      return { tenantId: tenant_id, id: alert_id, sequence: 0, state: JSON.parse(doc) as AlertView };
    });
  }

  async save(tx: EntityManager, rows: readonly Stored<AlertView, never>[]): Promise<void> {
    await putRows(
      tx,
      SAVE,
      [
        rows.map(({ tenantId }) => tenantId),
        rows.map(({ id }) => id),
        rows.map(({ state }) => JSON.stringify(state)),
        rows.map(({ state }) => state.detector),
        rows.map(({ state }) => state.orderIds.join(',')),
        rows.map(({ state }) => state.raisedAt ?? null),
        rows.map(({ state }) => state.clearedAt ?? null),
        rows.map(({ state }) => state.acknowledgedAt ?? null),
      ],
      rows,
    );
  }

  publish(): undefined {
    return undefined;
  }
}
