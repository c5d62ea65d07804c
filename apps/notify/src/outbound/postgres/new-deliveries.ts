import { newId, type Instant } from '@cartrail/kernel';
import type { EntityManager } from 'typeorm';
import type { Channel } from '../../domain/delivery.js';
import { at, unnested } from './bulk.js';

/** A message an endpoint is to get. */
export interface NewDelivery {
  readonly tenantId: string;
  readonly endpointId: string;
  readonly channel: Channel;
  readonly eventId: string;
  readonly nextAt: Instant;
}

const table = unnested<NewDelivery>([
  ['tenant_id', 'text', ({ tenantId }) => tenantId],
  ['delivery_id', 'uuid', () => newId()],
  ['endpoint_id', 'uuid', ({ endpointId }) => endpointId],
  ['channel', 'text', ({ channel }) => channel],
  ['event_id', 'uuid', ({ eventId }) => eventId],
  ['next_at', 'timestamptz', ({ nextAt }) => at(nextAt)],
]);

const INSERT = `
  INSERT INTO delivery (${table.names}, sequence, state, attempts, attempts_ever)
  SELECT given.*, 0, 'waiting', 0, 0 FROM (${table.source}) AS given`;

/** An endpoint gets an event once; a repeat of the event adds nothing. */
export async function insertDeliveries(tx: EntityManager, rows: readonly NewDelivery[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `${INSERT} ON CONFLICT (tenant_id, endpoint_id, event_id) DO NOTHING`,
    table.parameters(rows),
  );
}

/** As above, but what was delivered or given up before is sent once more. */
export async function insertOrRepeatDeliveries(
  tx: EntityManager,
  rows: readonly NewDelivery[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `${INSERT} ON CONFLICT (tenant_id, endpoint_id, event_id)
       DO UPDATE SET state = 'waiting', attempts = 0, next_at = excluded.next_at`,
    table.parameters(rows),
  );
}
