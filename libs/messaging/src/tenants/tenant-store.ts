import type { EntityManager } from 'typeorm';
import { changed, nothing, type Decision } from '@cartrail/kernel';
import type { AggregateRef, AggregateStore, Loaded, Stored } from '../shell/types.js';

export interface KnownTenant {
  readonly tenantId: string;
}

export const learn =
  (tenantId: string) =>
  (state: KnownTenant | undefined): Decision<KnownTenant, never> =>
    state ? nothing('known') : changed<KnownTenant>({ tenantId });

export class TenantStore implements AggregateStore<KnownTenant, never> {
  readonly aggregate = 'known-tenant';

  async load(tx: EntityManager, refs: readonly AggregateRef[]): Promise<readonly Loaded<KnownTenant>[]> {
    const rows: { tenant_id: string }[] = await tx.query(
      'SELECT tenant_id FROM known_tenant WHERE tenant_id = ANY ($1::text[])',
      [refs.map(({ id }) => id)],
    );
    return rows.map(({ tenant_id }) => ({
      tenantId: tenant_id,
      id: tenant_id,
      sequence: 0,
      state: { tenantId: tenant_id },
    }));
  }

  async save(tx: EntityManager, rows: readonly Stored<KnownTenant, never>[]): Promise<void> {
    await tx.query('INSERT INTO known_tenant (tenant_id) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING', [
      rows.map(({ id }) => id),
    ]);
  }

  publish(): undefined {
    return undefined;
  }
}
