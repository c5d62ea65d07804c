import {
  lockRowsByRef,
  putRows,
  type AggregateRef,
  type AggregateStore,
  type Loaded,
  type Publication,
} from '@cartrail/messaging';
import type { Instant } from '@cartrail/kernel';
import type { EntityManager } from 'typeorm';
import type { Endpoint, EndpointFact } from '../../domain/endpoint.js';
import { TEST_EVENT_TYPE } from '../../domain/test-event.js';
import { publishEndpointFact } from '../events/endpoint.publication.js';
import { at, unnested } from './bulk.js';
import { endpointColumns, toEndpoint, type EndpointRow, type StoredEndpoint } from './endpoint.row.js';
import { insertMessages } from './message.store.js';
import { insertDeliveries, insertOrRepeatDeliveries } from './new-deliveries.js';

const table = unnested(endpointColumns);
const updates = endpointColumns
  .map(([name]) => name)
  .filter((name) => !['tenant_id', 'endpoint_id', 'channel', 'kind', 'created_at'].includes(name))
  .map((name) => `${name} = excluded.${name}`);

const SAVE = `
  INSERT INTO endpoint (${table.names}) ${table.source}
  ON CONFLICT (tenant_id, endpoint_id) DO UPDATE SET ${updates.join(', ')}`;

const REPLAY_AT_ONCE = 5_000;

/** Webhook endpoints and robots. A replay or a test a change asks for is written with it. */
export class EndpointStore implements AggregateStore<Endpoint, EndpointFact> {
  readonly aggregate = 'endpoint';

  async load(tx: EntityManager, refs: readonly AggregateRef[]): Promise<readonly Loaded<Endpoint>[]> {
    const rows = await tx.query<EndpointRow[]>(lockRowsByRef({ table: 'endpoint', id: 'endpoint_id' }), [
      refs.map(({ tenantId }) => tenantId),
      refs.map(({ id }) => id),
    ]);
    return rows.map((row) => ({
      tenantId: row.tenant_id,
      id: row.endpoint_id,
      sequence: Number(row.sequence),
      state: toEndpoint(row),
    }));
  }

  async save(tx: EntityManager, rows: readonly StoredEndpoint[]): Promise<void> {
    await putRows(tx, SAVE, table.parameters(rows), rows);
    for (const row of rows) {
      for (const fact of row.facts) {
        if (fact.kind === 'ReplayRequested') await replay(tx, row, fact);
        if (fact.kind === 'TestRequested') await test(tx, row, fact);
      }
    }
  }

  publish(fact: EndpointFact, { id }: StoredEndpoint): Publication | undefined {
    return publishEndpointFact(fact, id);
  }
}

type ReplayRequested = Extract<EndpointFact, { kind: 'ReplayRequested' }>;

/** Every message of the time that the endpoint wants, also those it never had a delivery of. */
async function replay(
  tx: EntityManager,
  row: StoredEndpoint,
  { from, to, at: now }: ReplayRequested,
): Promise<void> {
  let after: { readonly createdAt: Instant; readonly eventId: string } | undefined;
  do {
    const page: { event_id: string; created_at: Date }[] = await tx.query(
      `SELECT event_id, created_at FROM message
        WHERE tenant_id = $1 AND channel = $2 AND created_at >= $3 AND created_at < $4 AND event_type <> $5
          AND ($6::text[] IS NULL OR event_type = ANY ($6::text[]))
          AND (created_at, event_id) > ($7::timestamptz, $8::uuid)
        ORDER BY created_at, event_id LIMIT ${REPLAY_AT_ONCE}`,
      [
        row.tenantId,
        row.state.channel,
        at(from),
        at(to),
        TEST_EVENT_TYPE,
        row.state.eventTypes ?? null,
        at(after?.createdAt ?? 0),
        after?.eventId ?? '00000000-0000-0000-0000-000000000000',
      ],
    );
    await insertOrRepeatDeliveries(
      tx,
      page.map(({ event_id }) => delivery(row, event_id, now)),
    );
    const last = page.length === REPLAY_AT_ONCE ? page.at(-1) : undefined;
    after = last && { createdAt: last.created_at.getTime(), eventId: last.event_id };
  } while (after);
}

type TestRequested = Extract<EndpointFact, { kind: 'TestRequested' }>;

async function test(
  tx: EntityManager,
  row: StoredEndpoint,
  { eventId, body, at: now }: TestRequested,
): Promise<void> {
  const message = {
    eventType: TEST_EVENT_TYPE,
    occurredAt: now,
    createdAt: now,
    correlationId: eventId,
    body,
  };
  await insertMessages(tx, row.state.channel, [{ tenantId: row.tenantId, id: eventId, state: message }]);
  await insertDeliveries(tx, [delivery(row, eventId, now)]);
}

const delivery = ({ tenantId, id, state }: StoredEndpoint, eventId: string, nextAt: Instant) => ({
  tenantId,
  endpointId: id,
  channel: state.channel,
  eventId,
  nextAt,
});
