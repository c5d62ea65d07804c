import {
  lockRowsByRef,
  type AggregateRef,
  type AggregateStore,
  type Loaded,
  type Publication,
  type Stored,
} from '@cartrail/messaging';
import type { EntityManager } from 'typeorm';
import type { AttemptReport } from '../../domain/attempt.js';
import type { Channel, Delivery, DeliveryFact, DeliveryState } from '../../domain/delivery.js';
import { publishDeliveryFact } from '../events/delivery.publication.js';
import { at, orUndefined, unnested, type Column } from './bulk.js';

type Row = Stored<Delivery, DeliveryFact>;

const columns: readonly Column<Row>[] = [
  ['tenant_id', 'text', ({ tenantId }) => tenantId],
  ['delivery_id', 'uuid', ({ id }) => id],
  ['sequence', 'bigint', ({ sequence }) => sequence],
  ['state', 'text', ({ state }) => state.state],
  ['attempts', 'int', ({ state }) => state.attempts],
  ['attempts_ever', 'int', ({ state }) => state.attemptsEver],
  ['next_at', 'timestamptz', ({ state }) => at(state.nextAt)],
  ['last_status', 'int', ({ state }) => state.lastStatus],
  ['tried', 'bool', ({ facts }) => facts.some(({ kind }) => kind === 'AttemptMade')],
];
const given = unnested(columns);

/** An attempt that is under way keeps its lease: who asks for a redelivery meanwhile gets that one. */
const SAVE = `
  UPDATE delivery
     SET sequence = given.sequence, state = given.state, attempts = given.attempts,
         attempts_ever = given.attempts_ever, next_at = given.next_at, last_status = given.last_status,
         leased_until = CASE WHEN given.tried THEN NULL ELSE delivery.leased_until END
    FROM (${given.source} AS given (${given.names})) AS given
   WHERE delivery.tenant_id = given.tenant_id AND delivery.delivery_id = given.delivery_id`;

interface Made {
  readonly row: Row;
  readonly number: number;
  readonly report: AttemptReport;
}

const attempts = unnested<Made>([
  ['tenant_id', 'text', ({ row }) => row.tenantId],
  ['attempt_id', 'uuid', ({ report }) => report.attemptId],
  ['delivery_id', 'uuid', ({ row }) => row.id],
  ['endpoint_id', 'uuid', ({ row }) => row.state.endpointId],
  ['number', 'int', ({ number }) => number],
  ['at', 'timestamptz', ({ report }) => at(report.at)],
  ['duration_ms', 'int', ({ report }) => report.durationMs],
  ['result', 'text', ({ report }) => report.result],
  ['status', 'int', ({ report }) => report.status],
  ['error', 'text', ({ report }) => report.error],
  ['response', 'text', ({ report }) => report.response],
]);

/** Deliveries and the attempts made for them: three statements a batch. New ones are made with their message. */
export class DeliveryStore implements AggregateStore<Delivery, DeliveryFact> {
  readonly aggregate = 'delivery';

  async load(tx: EntityManager, refs: readonly AggregateRef[]): Promise<readonly Loaded<Delivery>[]> {
    const rows = await tx.query<DeliveryRow[]>(lockRowsByRef({ table: 'delivery', id: 'delivery_id' }), [
      refs.map(({ tenantId }) => tenantId),
      refs.map(({ id }) => id),
    ]);
    return rows.map((row) => ({
      tenantId: row.tenant_id,
      id: row.delivery_id,
      sequence: Number(row.sequence),
      state: toDelivery(row),
    }));
  }

  async save(tx: EntityManager, rows: readonly Row[]): Promise<void> {
    await tx.query(SAVE, given.parameters(rows));
    const made = rows.flatMap((row) =>
      row.facts.flatMap((fact) => (fact.kind === 'AttemptMade' ? [{ row, ...fact }] : [])),
    );
    if (made.length === 0) return;
    await tx.query(`INSERT INTO attempt (${attempts.names}) ${attempts.source}`, attempts.parameters(made));
  }

  publish(fact: DeliveryFact, { id, state }: Row): Publication | undefined {
    return publishDeliveryFact(fact, id, state);
  }
}

interface DeliveryRow {
  readonly tenant_id: string;
  readonly delivery_id: string;
  readonly sequence: string;
  readonly endpoint_id: string;
  readonly channel: Channel;
  readonly event_id: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly attempts_ever: number;
  readonly next_at: Date;
  readonly last_status: number | null;
}

const toDelivery = (row: DeliveryRow): Delivery => ({
  endpointId: row.endpoint_id,
  channel: row.channel,
  eventId: row.event_id,
  state: row.state,
  attempts: row.attempts,
  attemptsEver: row.attempts_ever,
  nextAt: row.next_at.getTime(),
  lastStatus: orUndefined(row.last_status),
});
