import { newId } from '@cartrail/kernel';
import type { EntityManager } from 'typeorm';
import type { EventBus } from '../outbox/event-bus.js';
import type { EffectRequest } from '../shell/types.js';

/** Writes effects in the caller's transaction; one that is already known (tenant, kind, key) is left as it is. */
export async function enqueueEffects(
  tx: EntityManager,
  bus: EventBus,
  requests: readonly EffectRequest[],
): Promise<void> {
  if (requests.length === 0) return;
  await tx.query(
    `INSERT INTO effect (id, tenant_id, kind, idempotency_key, next_at, request, cause)
     SELECT id, tenant_id, kind, idempotency_key, COALESCE(next_at, now()), request, cause
       FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::text[], $7::text[])
         AS given (id, tenant_id, kind, idempotency_key, next_at, request, cause)
     ON CONFLICT (tenant_id, kind, idempotency_key) DO NOTHING`,
    [
      requests.map(() => newId()),
      requests.map(({ tenantId }) => tenantId),
      requests.map(({ kind }) => kind),
      requests.map(({ idempotencyKey }) => idempotencyKey),
      requests.map(({ nextAt }) => (nextAt === undefined ? null : new Date(nextAt))),
      requests.map(({ request }) => JSON.stringify(request)),
      requests.map(({ cause }) => (cause === undefined ? null : JSON.stringify(cause))),
    ],
  );
  for (const { kind } of requests) bus.asks(kind);
}
