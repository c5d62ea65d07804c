import { TenantOpened } from '@cartrail/contracts';
import { fromIso } from '@cartrail/kernel';
import type { Stored } from '@cartrail/messaging';
import type { EntityManager } from 'typeorm';
import type { ApiKey, Audited } from '../../domain/api-key.js';
import type { Node, NodeKind, Tenant } from '../../domain/tenant.js';
import { DirectoryStore } from './directory.store.js';

/** From its opening on, a tenant is among those that sweeps over every tenant go by. */
class TenantStore extends DirectoryStore<Tenant> {
  override async save(tx: EntityManager, rows: readonly Stored<Tenant, Audited>[]): Promise<void> {
    await super.save(tx, rows);
    await tx.query('INSERT INTO known_tenant (tenant_id) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING', [
      rows.map(({ id }) => id),
    ]);
  }
}

const tenant = new TenantStore('tenant', (_fact, { tenantId, name, openedAt }) => ({
  event: TenantOpened,
  data: { tenantId, name, openedAt },
  occurredAt: fromIso(openedAt),
}));

const apiKey = new DirectoryStore<ApiKey>('api-key');

const nodes: Readonly<Record<NodeKind, DirectoryStore<Node>>> = {
  mcn: new DirectoryStore<Node>('mcn'),
  anchor: new DirectoryStore<Node>('anchor'),
  merchant: new DirectoryStore<Node>('merchant'),
  member: new DirectoryStore<Node>('member'),
};

/** The small things a tenant has, by kind. */
export const directoryStores = { tenant, apiKey, nodes };
