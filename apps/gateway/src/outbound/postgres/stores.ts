import { TenantOpened } from '@cartrail/contracts';
import { fromIso } from '@cartrail/kernel';
import type { ApiKey } from '../../domain/api-key.js';
import type { Node, Tenant } from '../../domain/tenant.js';
import { DirectoryStore } from './directory.store.js';

export const tenantStore = new DirectoryStore<Tenant>('tenant', (_fact, { tenantId, name, openedAt }) => ({
  event: TenantOpened,
  data: { tenantId, name, openedAt },
  occurredAt: fromIso(openedAt),
}));

export const apiKeyStore = new DirectoryStore<ApiKey>('api-key');

export const nodeKinds = ['mcn', 'anchor', 'merchant', 'member'] as const;
export type NodeKind = (typeof nodeKinds)[number];

export const nodeStores: Readonly<Record<NodeKind, DirectoryStore<Node>>> = {
  mcn: new DirectoryStore<Node>('mcn'),
  anchor: new DirectoryStore<Node>('anchor'),
  merchant: new DirectoryStore<Node>('merchant'),
  member: new DirectoryStore<Node>('member'),
};
