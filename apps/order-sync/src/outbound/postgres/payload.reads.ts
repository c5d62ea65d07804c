import { withTenants } from '@cartrail/messaging';
import type { DataSource } from 'typeorm';
import type { ApplicationRef, ParkedPayload, ParkedPush, Payloads, Sealer } from '../../application/ports.js';
import { connectionIdOf } from '../../domain/application.js';
import type { KeptPayload } from '../../domain/kept-payload.js';
import { instantOf } from './bulk.js';
import { PARKED_PROVIDER, PAYLOAD_COLUMNS, toKept, type PayloadRow } from './payload.rows.js';

const LISTED = 200;

interface ParkedRow extends Omit<PayloadRow, 'sealed'> {
  readonly shop_id: string;
  readonly state: ParkedPayload['state'];
  readonly failures: ParkedPayload['failures'];
  readonly became: ParkedPayload['became'] | null;
  readonly became_at: Date | null;
}

const PARKED = `
  SELECT mapping_payload.tenant_id, mapping_payload.id, shop_id, subject, source, key, mapping_payload.received_at,
         failures, became, became_at,
         CASE WHEN mapping_payload.state = 'parked' AND ingress.state = 'discarded' THEN 'discarded'
              ELSE mapping_payload.state END AS state
    FROM mapping_payload
    LEFT JOIN ingress ON ingress.provider = '${PARKED_PROVIDER}' AND ingress.connection_id = $3
                     AND ingress.dedupe_key = mapping_payload.id::text
   WHERE mapping_payload.tenant_id = $1 AND application_id = $2
     AND (mapping_payload.state <> 'kept' OR became IS NOT NULL)
   ORDER BY mapping_payload.received_at DESC, mapping_payload.id DESC LIMIT ${LISTED}`;

const PUSHES = `
  SELECT id::text AS id, received_at, COALESCE(reason, '') AS reason FROM ingress
   WHERE provider = 'mapped' AND connection_id = $1 AND state = 'parked'
   ORDER BY id DESC LIMIT ${LISTED}`;

/** Longer than any process remembers the mapping that was in force before. */
const REPLAY = `
  UPDATE ingress SET state = 'new', attempts = 0, next_at = now() + interval '3 seconds'
   WHERE provider IN ('mapped', '${PARKED_PROVIDER}') AND connection_id = $1 AND state = 'parked'
  RETURNING 1`;

/** Payloads opened again, for previews and dry runs alone; and what of them waits. */
export class PostgresPayloads implements Payloads {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sealer: Sealer,
  ) {}

  async last({ tenantId, applicationId }: ApplicationRef, count: number): Promise<readonly KeptPayload[]> {
    const rows = await withTenants(this.dataSource, [tenantId], (tx) =>
      tx.query<PayloadRow[]>(
        `SELECT ${PAYLOAD_COLUMNS} FROM mapping_payload
          WHERE tenant_id = $1 AND application_id = $2 AND source <> 'row' AND sealed IS NOT NULL
          ORDER BY received_at DESC, id DESC LIMIT $3`,
        [tenantId, applicationId, count],
      ),
    );
    return rows.map((row) => toKept(this.sealer, row));
  }

  async find({ tenantId, applicationId }: ApplicationRef, id: string): Promise<KeptPayload | undefined> {
    const rows = await withTenants(this.dataSource, [tenantId], (tx) =>
      tx.query<PayloadRow[]>(
        `SELECT ${PAYLOAD_COLUMNS} FROM mapping_payload
          WHERE tenant_id = $1 AND application_id = $2 AND id = $3`,
        [tenantId, applicationId, id],
      ),
    );
    return rows.map((row) => toKept(this.sealer, row)).at(0);
  }

  async parked({ tenantId, applicationId }: ApplicationRef): ReturnType<Payloads['parked']> {
    const connectionId = connectionIdOf(tenantId, applicationId);
    return withTenants(this.dataSource, [tenantId], async (tx) => {
      const rows = await tx.query<ParkedRow[]>(PARKED, [tenantId, applicationId, connectionId]);
      const pushes = await tx.query<(Omit<ParkedPush, 'receivedAt'> & { received_at: Date })[]>(PUSHES, [
        connectionId,
      ]);
      return {
        payloads: rows.map(toParked),
        pushes: pushes.map(({ id, received_at, reason }) => ({
          id,
          receivedAt: received_at.getTime(),
          reason,
        })),
      };
    });
  }

  async replay({ tenantId, applicationId }: ApplicationRef, by: string): Promise<number> {
    const connectionId = connectionIdOf(tenantId, applicationId);
    return withTenants(this.dataSource, [tenantId], async (tx) => {
      const [, count] = await tx.query<[unknown, number]>(REPLAY, [connectionId]);
      if (count > 0)
        await tx.query(
          `INSERT INTO parked_audit (grp, key, action, actor, reason) VALUES ('ingress.mapped', $1, 'replay', $2, $3)`,
          [connectionId, by, `${count} by the mapping's replay`],
        );
      return count;
    });
  }
}

const toParked = (row: ParkedRow): ParkedPayload => ({
  id: row.id,
  shopId: row.shop_id,
  subject: row.subject,
  source: row.source,
  ...(row.key !== null && { key: row.key }),
  receivedAt: row.received_at.getTime(),
  state: row.state,
  failures: row.failures,
  ...(row.became !== null && { became: row.became }),
  becameAt: instantOf(row.became_at),
});
