import {
  rowsByRef,
  type AggregateRef,
  type AggregateStore,
  type Loaded,
  type Stored,
} from '@cartrail/messaging';
import type { EntityManager } from 'typeorm';
import type { Channel } from '../../domain/delivery.js';
import type { Message } from '../../domain/message.js';
import { at, unnested } from './bulk.js';
import { eventTypesOf } from './endpoint.row.js';
import { insertDeliveries, type NewDelivery } from './new-deliveries.js';

export type StoredMessage = Pick<Stored<Message, never>, 'tenantId' | 'id' | 'state'>;

interface Subscriber {
  readonly tenant_id: string;
  readonly endpoint_id: string;
  readonly state: 'active' | 'disabled';
  readonly event_types: string | null;
}

const table = (channel: Channel) =>
  unnested<StoredMessage>([
    ['tenant_id', 'text', ({ tenantId }) => tenantId],
    ['channel', 'text', () => channel],
    ['event_id', 'uuid', ({ id }) => id],
    ['event_type', 'text', ({ state }) => state.eventType],
    ['occurred_at', 'timestamptz', ({ state }) => at(state.occurredAt)],
    ['created_at', 'timestamptz', ({ state }) => at(state.createdAt)],
    ['correlation_id', 'text', ({ state }) => state.correlationId],
    ['traceparent', 'text', ({ state }) => state.traceparent],
    ['body', 'text', ({ state }) => state.body],
  ]);

/** Messages of one channel; saving one makes a delivery for each endpoint that wants it. Four statements a batch. */
export class MessageStore implements AggregateStore<Message, never> {
  readonly aggregate: string;

  constructor(private readonly channel: Channel) {
    this.aggregate = `${channel}-message`;
  }

  async load(tx: EntityManager, refs: readonly AggregateRef[]): Promise<readonly Loaded<Message>[]> {
    const rows = await tx.query<MessageRow[]>(
      rowsByRef({ table: 'message', id: 'event_id', where: 'channel = $3' }),
      [refs.map(({ tenantId }) => tenantId), refs.map(({ id }) => id), this.channel],
    );
    return rows.map((row) => ({
      tenantId: row.tenant_id,
      id: row.event_id,
      sequence: 0,
      state: toMessage(row),
    }));
  }

  async save(tx: EntityManager, rows: readonly Stored<Message, never>[]): Promise<void> {
    const subscribers = await this.subscribersOf(tx, rows);
    // A tenant without endpoints has nobody to replay to.
    const kept = rows.filter(({ tenantId }) => subscribers.has(tenantId));
    await insertMessages(tx, this.channel, kept);
    await insertDeliveries(
      tx,
      kept.flatMap((row) => deliveriesOf(row, subscribers.get(row.tenantId) ?? [], this.channel)),
    );
  }

  publish(): undefined {
    return undefined;
  }

  private async subscribersOf(
    tx: EntityManager,
    rows: readonly StoredMessage[],
  ): Promise<ReadonlyMap<string, readonly Subscriber[]>> {
    const tenants = [...new Set(rows.map(({ tenantId }) => tenantId))];
    const found = await tx.query<Subscriber[]>(
      `SELECT tenant_id, endpoint_id, state, event_types FROM endpoint
        WHERE tenant_id = ANY ($1::text[]) AND channel = $2 AND state <> 'deleted'`,
      [tenants, this.channel],
    );
    const byTenant = new Map<string, Subscriber[]>();
    for (const one of found) byTenant.set(one.tenant_id, [...(byTenant.get(one.tenant_id) ?? []), one]);
    return byTenant;
  }
}

export async function insertMessages(
  tx: EntityManager,
  channel: Channel,
  rows: readonly StoredMessage[],
): Promise<void> {
  if (rows.length === 0) return;
  const { names, source, parameters } = table(channel);
  await tx.query(`INSERT INTO message (${names}) ${source} ON CONFLICT DO NOTHING`, parameters(rows));
}

const deliveriesOf = (
  { tenantId, id, state }: StoredMessage,
  subscribers: readonly Subscriber[],
  channel: Channel,
): NewDelivery[] =>
  subscribers
    .filter(
      (one) => one.state === 'active' && (eventTypesOf(one.event_types)?.includes(state.eventType) ?? true),
    )
    .map(({ endpoint_id }) => ({
      tenantId,
      endpointId: endpoint_id,
      channel,
      eventId: id,
      nextAt: state.createdAt,
    }));

interface MessageRow {
  readonly tenant_id: string;
  readonly event_id: string;
  readonly event_type: string;
  readonly occurred_at: Date;
  readonly created_at: Date;
  readonly correlation_id: string;
  readonly traceparent: string | null;
  readonly body: string;
}

const toMessage = (row: MessageRow): Message => ({
  eventType: row.event_type,
  occurredAt: row.occurred_at.getTime(),
  createdAt: row.created_at.getTime(),
  correlationId: row.correlation_id,
  traceparent: row.traceparent ?? undefined,
  body: row.body,
});
