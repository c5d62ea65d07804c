import type { AggregateRef, Loaded, Stored } from '@cartrail/messaging';
import type { EntityManager } from 'typeorm';
import type { OrderFact } from '../../domain/order/order-facts.js';
import type { OrderFile, ReturnSettings, TenantRules } from '../../domain/order/order-file.js';
import { noRules } from '../../domain/order/order-file.js';
import type { TenantRow } from '../../domain/rules/category-policy.js';
import { DocumentStore } from './document.store.js';

/** All rules of the batch's tenants, in one statement. */
export const RULES = `
  SELECT tenant_id, 'policy' AS what, doc FROM return_policy WHERE tenant_id = ANY ($1::text[])
  UNION ALL
  SELECT tenant_id, 'settings', doc FROM return_setting WHERE tenant_id = ANY ($1::text[])`;

export interface RuleRow {
  readonly tenant_id: string;
  readonly what: 'policy' | 'settings';
  readonly doc: string;
}

/** Which orders left in a number; most changes of an order bring no new one, and cost nothing here. */
const NUMBERS = `
  INSERT INTO outbound_number (tenant_id, number, id)
  SELECT * FROM unnest($1::text[], $2::text[], $3::uuid[]) ON CONFLICT DO NOTHING`;

/** Orders as returns knows them, each with its tenant's own rules beside it. */
export class PostgresOrderFileStore extends DocumentStore<OrderFile, OrderFact> {
  constructor() {
    super({
      aggregate: 'order-file',
      table: 'order_file',
      id: 'uuid',
      write: ({ rules: _rules, ...file }) => file,
    });
  }

  override async save(tx: EntityManager, rows: readonly Stored<OrderFile, OrderFact>[]): Promise<void> {
    await super.save(tx, rows);
    const fresh = rows.flatMap(({ tenantId, id, state, before }) =>
      state.outbound
        .filter(({ number }) => !before?.outbound.some((parcel) => parcel.number === number))
        .map(({ number }) => ({ tenantId, number, id })),
    );
    if (fresh.length === 0) return;
    await tx.query(NUMBERS, [
      fresh.map(({ tenantId }) => tenantId),
      fresh.map(({ number }) => number),
      fresh.map(({ id }) => id),
    ]);
  }

  override async load(
    tx: EntityManager,
    refs: readonly AggregateRef[],
  ): Promise<readonly Loaded<OrderFile>[]> {
    const files = await super.load(tx, refs);
    if (files.length === 0) return files;
    const tenants = [...new Set(files.map(({ tenantId }) => tenantId))];
    const rules = byTenant(await tx.query<RuleRow[]>(RULES, [tenants]));
    return files.map((row) => ({
      ...row,
      state: { ...row.state, rules: rules.get(row.tenantId) ?? noRules },
    }));
  }
}

/** Only this service writes the documents. */
export function byTenant(rows: readonly RuleRow[]): ReadonlyMap<string, TenantRules> {
  const rules = new Map<string, TenantRules>();
  for (const { tenant_id, what, doc } of rows) {
    const known = rules.get(tenant_id) ?? noRules;
    rules.set(
      tenant_id,
      what === 'policy'
        ? { ...known, rows: [...known.rows, ...(JSON.parse(doc) as { rows: TenantRow[] }).rows] }
        : { ...known, settings: JSON.parse(doc) as ReturnSettings },
    );
  }
  return rules;
}
