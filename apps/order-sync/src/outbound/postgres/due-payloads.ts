import type { Clock } from '@cartrail/kernel';
import {
  lockRowsByRef,
  withTenants,
  type AggregateRef,
  type AggregateStore,
  type Loaded,
  type Stored,
} from '@cartrail/messaging';
import type { DataSource, EntityManager } from 'typeorm';
import type { DuePayloads, Sealer, SettledPayload, ShopRef } from '../../application/ports.js';
import type { KeptPayload, PayloadState } from '../../domain/kept-payload.js';
import type { Subject } from '../../domain/mapping/review.js';
import { at } from './bulk.js';
import { parkPayloads } from './payload-parking.js';
import { PAYLOAD_COLUMNS, toKept, type PayloadRow } from './payload.rows.js';
import { SHOP_COLUMNS, toShopRef, type ShopRefRow } from './shop-refs.js';

interface Waiting {
  readonly state: PayloadState;
}

/** Where payloads are told to be read again; one that is gone stays gone. */
export const waitingPayloads: AggregateStore<Waiting, never> = {
  aggregate: 'mapping-payload',
  async load(tx: EntityManager, refs: readonly AggregateRef[]): Promise<readonly Loaded<Waiting>[]> {
    const rows = await tx.query<{ tenant_id: string; id: string; state: PayloadState }[]>(
      lockRowsByRef({ table: 'mapping_payload', columns: 'tenant_id, id, state' }),
      [refs.map(({ tenantId }) => tenantId), refs.map(({ id }) => id)],
    );
    return rows.map(({ tenant_id, id, state }) => ({
      id,
      tenantId: tenant_id,
      sequence: 0,
      state: { state },
    }));
  },
  async save(tx: EntityManager, rows: readonly Stored<Waiting, never>[]): Promise<void> {
    await tx.query(
      `UPDATE mapping_payload SET state = given.state FROM unnest($1::text[], $2::uuid[], $3::text[])
         AS given (tenant_id, id, state)
        WHERE mapping_payload.tenant_id = given.tenant_id AND mapping_payload.id = given.id`,
      [rows.map(({ tenantId }) => tenantId), rows.map(({ id }) => id), rows.map(({ state }) => state.state)],
    );
  },
  publish: () => undefined,
};

type DueRow = PayloadRow & ShopRefRow;

export class PostgresDuePayloads implements DuePayloads {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sealer: Sealer,
    private readonly tenants: () => Promise<readonly string[]>,
    private readonly clock: Clock,
  ) {}

  async due(limit: number): Promise<readonly { readonly shop: ShopRef; readonly kept: KeptPayload }[]> {
    const rows = await withTenants(this.dataSource, await this.tenants(), (tx) =>
      tx.query<DueRow[]>(
        `SELECT ${PAYLOAD_COLUMNS}, mapping_payload.shop_id, ${SHOP_COLUMNS}
           FROM mapping_payload JOIN shop
             ON shop.tenant_id = mapping_payload.tenant_id AND shop.id = mapping_payload.shop_id
          WHERE mapping_payload.state = 'due' AND shop.state NOT IN ('paused', 'disconnected')
          ORDER BY mapping_payload.received_at LIMIT $1`,
        [limit],
      ),
    );
    return rows.map((row) => ({ shop: toShopRef(row), kept: toKept(this.sealer, row) }));
  }

  async settle({ tenantId, applicationId }: ShopRef, settled: readonly SettledPayload[]): Promise<void> {
    const now = this.clock.now();
    await withTenants(this.dataSource, [tenantId], async (tx) => {
      const rows = await settleRows(tx, tenantId, settled, now);
      const failed = settled.filter(({ became }) => became === 'failed');
      const toPark = failed.flatMap(({ id, failures }) => {
        const row = rows.find((one) => one.id === id);
        return row ? [{ id, subject: row.subject, key: row.key ?? undefined, failures }] : [];
      });
      if (applicationId !== undefined) await parkPayloads(tx, { tenantId, applicationId }, toPark, now);
    });
  }
}

interface SettledRow {
  readonly id: string;
  readonly subject: Subject;
  readonly key: string | null;
}

/** What came again meanwhile says more than what was kept: only what is still due is settled. */
async function settleRows(
  tx: EntityManager,
  tenantId: string,
  settled: readonly SettledPayload[],
  now: number,
): Promise<readonly SettledRow[]> {
  const [rows] = await tx.query<[SettledRow[], number]>(
    `UPDATE mapping_payload
        SET state = CASE WHEN given.became = 'failed' THEN 'parked' ELSE 'kept' END,
            failures = given.failures, became = given.became, became_at = $5
       FROM unnest($2::uuid[], $3::text[], $4::jsonb[]) AS given (id, became, failures)
      WHERE mapping_payload.tenant_id = $1 AND mapping_payload.id = given.id AND mapping_payload.state = 'due'
     RETURNING mapping_payload.id, mapping_payload.subject, mapping_payload.key`,
    [
      tenantId,
      settled.map(({ id }) => id),
      settled.map(({ became }) => became),
      settled.map(({ failures }) => JSON.stringify(failures)),
      at(now),
    ],
  );
  return rows;
}
