import { toIso } from '@cartrail/kernel';
import type { Query, Reader } from '@cartrail/messaging';
import type { AttemptView, EndpointReads, EndpointView, Page, PageRequest } from '../../application/ports.js';
import type { Channel, DeliveryState } from '../../domain/delivery.js';
import { orUndefined } from './bulk.js';
import { toEndpoint, type EndpointRow } from './endpoint.row.js';

/** Signs and reads an opaque place in a list. */
export interface Cursors {
  encode(value: readonly (string | number)[]): string;
  decode(cursor: string): (string | number)[];
}

const SHOWN = `SELECT * FROM endpoint WHERE tenant_id = $1 AND channel = $2 AND state <> 'deleted'`;

/** Newest first; ids are ordered by time, so they are the place in the list. */
export class PostgresEndpointReads implements EndpointReads {
  constructor(
    private readonly reader: Reader,
    private readonly cursors: Cursors,
  ) {}

  list(tenantId: string, channel: Channel, page: PageRequest): Promise<Page<EndpointView>> {
    return this.reader.read(tenantId, async (query) => {
      const sql = `${SHOWN} AND ($3::uuid IS NULL OR endpoint_id < $3) ORDER BY endpoint_id DESC LIMIT $4`;
      const rows = await query<EndpointRow>(sql, [tenantId, channel, this.place(page), page.limit + 1]);
      return this.page(rows.map(toView), page, ({ endpointId }) => endpointId);
    });
  }

  find(tenantId: string, channel: Channel, endpointId: string): Promise<EndpointView | undefined> {
    return this.reader.read(tenantId, async (query) => {
      const [row] = await query<EndpointRow>(`${SHOWN} AND endpoint_id = $3`, [
        tenantId,
        channel,
        endpointId,
      ]);
      return row && toView(row);
    });
  }

  attempts(tenantId: string, endpointId: string, page: PageRequest): Promise<Page<AttemptView>> {
    return this.reader.read(tenantId, async (query) => {
      const rows = await readAttempts(query, [tenantId, endpointId, this.place(page), page.limit + 1]);
      return this.page(rows.map(toAttempt), page, ({ attemptId }) => attemptId);
    });
  }

  private place({ cursor }: PageRequest): string | null {
    return cursor === undefined ? null : String(this.cursors.decode(cursor)[0]);
  }

  private page<T>(rows: readonly T[], { limit }: PageRequest, place: (row: T) => string): Page<T> {
    const data = rows.slice(0, limit);
    const last = rows.length > limit ? data.at(-1) : undefined;
    return {
      data,
      nextCursor: last === undefined ? null : this.cursors.encode([place(last)]),
      hasMore: last !== undefined,
    };
  }
}

const toView = (row: EndpointRow): EndpointView => {
  const { channel, kind, name, url, eventTypes, state, disabledWhy, createdAt, health } = toEndpoint(row);
  return {
    endpointId: row.endpoint_id,
    channel,
    kind,
    name,
    url,
    eventTypes,
    state,
    disabledWhy,
    createdAt,
    health,
  };
};

const readAttempts = (query: Query, parameters: readonly unknown[]): Promise<AttemptRow[]> =>
  query<AttemptRow>(
    `SELECT attempt.*, delivery.event_id, delivery.state AS delivery_state, delivery.next_at, message.event_type
       FROM attempt
       JOIN delivery ON delivery.tenant_id = attempt.tenant_id AND delivery.delivery_id = attempt.delivery_id
       JOIN message ON message.tenant_id = delivery.tenant_id AND message.channel = delivery.channel
                   AND message.event_id = delivery.event_id
      WHERE attempt.tenant_id = $1 AND attempt.endpoint_id = $2 AND ($3::uuid IS NULL OR attempt.attempt_id < $3)
      ORDER BY attempt.attempt_id DESC LIMIT $4`,
    parameters,
  );

interface AttemptRow {
  readonly attempt_id: string;
  readonly delivery_id: string;
  readonly event_id: string;
  readonly event_type: string;
  readonly number: number;
  readonly at: Date;
  readonly duration_ms: number;
  readonly result: string;
  readonly status: number | null;
  readonly error: string | null;
  readonly response: string | null;
  readonly delivery_state: DeliveryState;
  readonly next_at: Date;
}

const toAttempt = (row: AttemptRow): AttemptView => ({
  attemptId: row.attempt_id,
  deliveryId: row.delivery_id,
  eventId: row.event_id,
  eventType: row.event_type,
  number: row.number,
  at: toIso(row.at.getTime()),
  durationMs: row.duration_ms,
  result: row.result,
  status: orUndefined(row.status),
  error: orUndefined(row.error),
  response: orUndefined(row.response),
  deliveryState: row.delivery_state,
  nextAt: row.delivery_state === 'waiting' ? toIso(row.next_at.getTime()) : undefined,
});
