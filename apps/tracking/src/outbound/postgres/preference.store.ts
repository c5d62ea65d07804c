import {
  putRows,
  type AggregateRef,
  type AggregateStore,
  type Loaded,
  type Stored,
} from '@cartrail/messaging';
import type { EntityManager } from 'typeorm';
import type { Preference } from '../../domain/serving.js';

export interface PreferenceRow {
  readonly tenant_id: string;
  readonly preferences: string;
}

export const PREFERENCES_OF = `SELECT tenant_id, preferences FROM carrier_preference WHERE tenant_id = ANY ($1::text[])`;

// Only this service writes the column.
export const toPreferences = ({ preferences }: PreferenceRow): readonly Preference[] =>
  JSON.parse(preferences) as readonly Preference[];

/** Which account serves what: one row per tenant, by the tenant's id. */
export class PostgresPreferenceStore implements AggregateStore<readonly Preference[], never> {
  readonly aggregate = 'carrier-preference';

  async load(tx: EntityManager, refs: readonly AggregateRef[]): Promise<Loaded<readonly Preference[]>[]> {
    const tenants = refs.map(({ tenantId }) => tenantId);
    const rows: PreferenceRow[] = await tx.query(`${PREFERENCES_OF} ORDER BY tenant_id FOR UPDATE`, [
      tenants,
    ]);
    return rows.map((row) => ({
      tenantId: row.tenant_id,
      id: row.tenant_id,
      sequence: 0,
      state: toPreferences(row),
    }));
  }

  async save(tx: EntityManager, rows: readonly Stored<readonly Preference[], never>[]): Promise<void> {
    await putRows(
      tx,
      `INSERT INTO carrier_preference (tenant_id, preferences) SELECT * FROM unnest($1::text[], $2::text[])
       ON CONFLICT (tenant_id) DO UPDATE SET preferences = excluded.preferences`,
      [rows.map(({ tenantId }) => tenantId), rows.map(({ state }) => JSON.stringify(state))],
      rows,
    );
  }

  publish(): undefined {
    return undefined;
  }
}
