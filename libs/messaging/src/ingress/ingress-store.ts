import type { EntityManager } from 'typeorm';
import { sqlState } from '../database/transactions.js';
import type { IngressRow } from './normaliser.js';

const COLUMNS = `id, connection_id AS "connectionId", tenant_id AS "tenantId", received_at AS "receivedAt", headers,
         attempts`;
/** As many as one flight of the writer has, and the row with which they are reached: memory for a batch is bounded. */
const BATCH_BYTES = 8 * 1024 * 1024;
const WHICH = `FROM (
    SELECT *, sum(octet_length(body)) OVER (ORDER BY id) AS bytes
      FROM (SELECT * FROM ingress
             WHERE provider = $1 AND state = 'new' AND (next_at IS NULL OR next_at <= now())
             ORDER BY id LIMIT $2) AS next) AS measured
  WHERE bytes - octet_length(body) < ${BATCH_BYTES} ORDER BY id`;

type Taken = Omit<IngressRow, 'headers' | 'body'> & {
  readonly headers: string;
  readonly body: string | Buffer;
  /** Of all bodies up to this one. */
  readonly bytes: string;
};

/** The provider's rows have one reader at a time in the whole cluster, so a connection's pushes keep their order. */
export async function lead(tx: EntityManager, provider: string): Promise<boolean> {
  const rows: { mine: boolean }[] = await tx.query(
    `SELECT pg_try_advisory_xact_lock(hashtext('cartrail.ingress'), hashtext($1)) AS mine`,
    [provider],
  );
  return rows[0]?.mine === true;
}

/** What is due, the oldest first, and whether there may be more. `raw` for batches in which a body is not UTF-8: slower, because bytes come back as hexadecimal text. */
export async function take(
  tx: EntityManager,
  provider: string,
  limit: number,
  raw: boolean,
): Promise<{ readonly rows: readonly IngressRow[]; readonly more: boolean }> {
  const body = raw ? 'body' : `convert_from(body, 'UTF8') AS body`;
  const taken: Taken[] = await tx.query(`SELECT ${COLUMNS}, bytes, ${body} ${WHICH}`, [provider, limit]);
  const rows = taken.map(({ bytes: _bytes, ...row }) => ({
    ...row,
    headers: JSON.parse(row.headers) as Record<string, string>,
    body: row.body.toString('utf8'),
  }));
  return { rows, more: rows.length === limit || Number(taken.at(-1)?.bytes ?? 0) >= BATCH_BYTES };
}

export const isNotUtf8 = (error: unknown): boolean => sqlState(error) === '22021';

/** What became of a row. `afterMs` puts it back for later. */
export interface Verdict {
  readonly id: string;
  readonly state: 'done' | 'parked' | 'new';
  readonly reason: string | null;
  readonly tenantId: string | null;
  readonly afterMs: number | null;
}

export async function finish(tx: EntityManager, verdicts: readonly Verdict[]): Promise<void> {
  if (verdicts.length === 0) return;
  await tx.query(
    `UPDATE ingress SET state = given.state, reason = given.reason, attempts = ingress.attempts + 1,
            tenant_id = COALESCE(ingress.tenant_id, given.tenant_id),
            next_at = now() + given.after_ms * interval '1 millisecond'
       FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::bigint[])
         AS given (id, state, reason, tenant_id, after_ms)
      WHERE ingress.id = given.id AND ingress.state = 'new'`,
    [
      verdicts.map(({ id }) => id),
      verdicts.map(({ state }) => state),
      verdicts.map(({ reason }) => reason),
      verdicts.map(({ tenantId }) => tenantId),
      verdicts.map(({ afterMs }) => afterMs),
    ],
  );
}
