import { withTenants } from '@cartrail/messaging';
import type { DataSource, EntityManager } from 'typeorm';
import type { Clock } from '@cartrail/kernel';
import type { ApplicationRef } from '../../application/ports.js';
import { at } from './bulk.js';
import { PARKED_PROVIDER } from './payload.rows.js';

/** Of one application: those that were read, and apart from them those that were not. */
const MOST = { kept: 500, parked: 2_000, bytes: 20_000_000 } as const;

const TRIM = `
  DELETE FROM mapping_payload USING (
    SELECT id, row_number() OVER newest AS place, sum(bytes) OVER newest AS total, state = 'kept' AS was_read
      FROM mapping_payload WHERE tenant_id = $1 AND application_id = $2
    WINDOW newest AS (PARTITION BY state = 'kept' ORDER BY received_at DESC, id DESC)) AS ranked
   WHERE mapping_payload.tenant_id = $1 AND mapping_payload.id = ranked.id
     AND (ranked.total > ${MOST.bytes}
          OR ranked.place > CASE WHEN ranked.was_read THEN ${MOST.kept} ELSE ${MOST.parked} END)
  RETURNING mapping_payload.id`;

const OLD = `DELETE FROM mapping_payload WHERE tenant_id = ANY ($1::text[]) AND received_at < $2 RETURNING id`;

/** The oldest beyond the bounds of one application. */
export async function trimPayloads(
  tx: EntityManager,
  { tenantId, applicationId }: ApplicationRef,
): Promise<void> {
  await forget(tx, await deleted(tx, TRIM, [tenantId, applicationId]));
}

/** Everything older than the retention time, which is business time. */
export class PayloadRetention {
  constructor(
    private readonly dataSource: DataSource,
    private readonly tenants: () => Promise<readonly string[]>,
    private readonly clock: Clock,
    private readonly keptMs: number,
  ) {}

  async turn(): Promise<void> {
    const tenants = await this.tenants();
    const before = at(this.clock.now() - this.keptMs);
    await withTenants(this.dataSource, tenants, async (tx) => {
      await forget(tx, await deleted(tx, OLD, [tenants, before]));
    });
  }
}

async function deleted(
  tx: EntityManager,
  sql: string,
  given: readonly unknown[],
): Promise<readonly string[]> {
  const [rows] = await tx.query<[{ id: string }[], number]>(sql, [...given]);
  return rows.map(({ id }) => id);
}

/** A payload that is gone cannot be replayed: it does not go on waiting for a person either. */
async function forget(tx: EntityManager, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.query(
    `UPDATE ingress SET state = 'discarded', reason = 'older than payloads are kept: ' || reason
      WHERE provider = $1 AND dedupe_key = ANY ($2::text[]) AND state IN ('parked', 'new')`,
    [PARKED_PROVIDER, ids],
  );
}
