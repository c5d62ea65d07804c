import type { Instant } from '@cartrail/kernel';
import type { EntityManager } from 'typeorm';
import type { ApplicationRef } from '../../application/ports.js';
import { connectionIdOf } from '../../domain/application.js';
import { describeFailures, type FieldFailure } from '../../domain/kept-payload.js';
import { at } from './bulk.js';
import { PARKED_PROVIDER } from './payload.rows.js';

export interface ToPark {
  readonly id: string;
  readonly subject: string;
  readonly key?: string;
  readonly failures: readonly FieldFailure[];
}

/**
 * Puts payloads among the pushes that wait for a person, so that one command shows and replays both. The row holds the
 * payload's id and the reason, and nothing of the payload.
 */
export async function parkPayloads(
  tx: EntityManager,
  { tenantId, applicationId }: ApplicationRef,
  parked: readonly ToPark[],
  now: Instant,
): Promise<void> {
  if (parked.length === 0) return;
  await tx.query(
    `INSERT INTO ingress (provider, connection_id, tenant_id, dedupe_key, received_at, headers, body, state, reason)
     SELECT $1, $2, $3, id, $4::timestamptz, '{}', convert_to(id, 'UTF8'), 'parked', reason
       FROM unnest($5::text[], $6::text[]) AS given (id, reason)
     ON CONFLICT (provider, connection_id, dedupe_key) DO UPDATE
        SET state = 'parked', reason = excluded.reason, received_at = excluded.received_at, next_at = NULL`,
    [
      PARKED_PROVIDER,
      connectionIdOf(tenantId, applicationId),
      tenantId,
      at(now),
      parked.map(({ id }) => id),
      parked.map(({ subject, key, failures }) =>
        `${subject} ${key ?? 'without an id'}: ${describeFailures(failures)}`.slice(0, 500),
      ),
    ],
  );
}

/** What was read after all waits for nobody. */
export async function unparkPayloads(
  tx: EntityManager,
  { tenantId, applicationId }: ApplicationRef,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  await tx.query(
    `UPDATE ingress SET state = 'done', reason = NULL
      WHERE provider = $1 AND connection_id = $2 AND dedupe_key = ANY ($3::text[]) AND state IN ('parked', 'new')`,
    [PARKED_PROVIDER, connectionIdOf(tenantId, applicationId), ids],
  );
}
