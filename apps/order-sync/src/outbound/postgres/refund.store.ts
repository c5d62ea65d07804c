import {
  rowsByRef,
  type AggregateRef,
  type AggregateStore,
  type Loaded,
  type NaturalKey,
  type Publication,
  type Stored,
} from '@cartrail/messaging';
import type { EntityManager } from 'typeorm';
import type { Refund, RefundFact } from '../../domain/refund.js';
import { publishRefundFact } from '../events/refund.publication.js';
import { at, instantOf, json, loadLocked, upsert, type Column } from './bulk.js';

type Row = Stored<Refund, RefundFact>;

const columns: readonly Column<Row>[] = [
  ['tenant_id', 'text', ({ tenantId }) => tenantId],
  ['id', 'uuid', ({ id }) => id],
  ['sequence', 'bigint', ({ sequence }) => sequence],
  ['return_id', 'uuid', ({ state }) => state.returnId],
  ['after_sale_id', 'uuid', ({ state }) => state.afterSaleId],
  ['order_id', 'uuid', ({ state }) => state.orderId],
  ['amount_fen', 'bigint', ({ state }) => state.amountFen],
  ['due_by', 'timestamptz', ({ state }) => at(state.dueBy)],
  ['status', 'text', ({ state }) => state.status],
  ['sent_at', 'timestamptz', ({ state }) => at(state.sentAt)],
  ['failing', 'jsonb', ({ state }) => JSON.stringify(state.failing)],
  ['failure', 'jsonb', ({ state }) => json(state.failure)],
  ['paid', 'jsonb', ({ state }) => json(state.paid)],
];

const write = upsert('refund', ['tenant_id', 'id'], columns);

export interface RefundRow {
  readonly tenant_id: string;
  readonly id: string;
  readonly sequence: string;
  readonly return_id: string;
  readonly after_sale_id: string;
  readonly order_id: string;
  readonly amount_fen: string;
  readonly due_by: Date;
  readonly status: Refund['status'];
  readonly sent_at: Date | null;
  readonly failing: Refund['failing'];
  readonly failure: Refund['failure'] | null;
  readonly paid: Refund['paid'] | null;
}

/** All refunds of one case. */
export const refundsOf = (afterSaleId: string): { key: string; text: string } => ({
  key: afterSaleId,
  text: afterSaleId,
});

/** Refunds by the id they were decided under; a case is their natural key. */
export class RefundStore implements AggregateStore<Refund, RefundFact> {
  readonly aggregate = 'refund';

  async resolve(
    tx: EntityManager,
    keys: readonly NaturalKey<string>[],
  ): Promise<ReadonlyMap<string, readonly string[]>> {
    const rows = await tx.query<{ text: string; ids: string[] }[]>(
      `SELECT held.tenant_id || '/' || held.after_sale_id AS text, array_agg(held.id::text) AS ids
         FROM (${rowsByRef({ table: 'refund', id: 'after_sale_id' })}) AS held
        GROUP BY held.tenant_id, held.after_sale_id`,
      [keys.map(({ tenantId }) => tenantId), keys.map(({ key }) => key)],
    );
    return new Map(rows.map(({ text, ids }) => [text, ids]));
  }

  load(tx: EntityManager, refs: readonly AggregateRef[]): Promise<readonly Loaded<Refund>[]> {
    return loadRows(tx, refs);
  }

  save(tx: EntityManager, rows: readonly Row[]): Promise<void> {
    return write(tx, rows);
  }

  publish(fact: RefundFact, row: Row): Publication {
    return publishRefundFact(fact, row.id, row.state);
  }
}

export const toRefund = (row: RefundRow): Refund => ({
  returnId: row.return_id,
  afterSaleId: row.after_sale_id,
  orderId: row.order_id,
  amountFen: Number(row.amount_fen),
  dueBy: row.due_by.getTime(),
  status: row.status,
  sentAt: instantOf(row.sent_at),
  failing: row.failing,
  failure: row.failure ?? undefined,
  paid: row.paid ?? undefined,
});

const loadRows = loadLocked('refund', toRefund);
