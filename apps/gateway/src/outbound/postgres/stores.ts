import { TenantOpened } from '@cartrail/contracts';
import { fromIso } from '@cartrail/kernel';
import type { ApiKey } from '../../domain/api-key.js';
import type { Node, NodeKind, Tenant } from '../../domain/tenant.js';
import { DirectoryStore } from './directory.store.js';

const tenant = new DirectoryStore<Tenant>('tenant', (_fact, { tenantId, name, openedAt }) => ({
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
