import { changed, refused, type Decision } from '@cartrail/kernel';
import type { Asked, Audited } from './api-key.js';

export interface Tenant {
  readonly tenantId: string;
  readonly name: string;
  readonly openedAt: string;
}

export const open =
  (tenant: Tenant, asked: Asked) =>
  (state: Tenant | undefined): Decision<Tenant, Audited> =>
    state
      ? refused('tenant/exists')
      : changed(tenant, { action: 'tenant.opened', object: tenant.tenantId, ...asked });

export const nodeKinds = ['mcn', 'anchor', 'merchant', 'member'] as const;
export type NodeKind = (typeof nodeKinds)[number];

/** A node of the tenant's tree, or a member: a name under an id, changed as a whole. */
export interface Node {
  readonly id: string;
  readonly name: string;
  readonly parentId?: string;
}

export const put = (kind: string, node: Node, asked: Asked) => (): Decision<Node, Audited> =>
  changed(node, { action: `${kind}.written`, object: node.id, ...asked });
