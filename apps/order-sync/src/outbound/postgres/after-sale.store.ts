import type {
  AggregateRef,
  AggregateStore,
  Loaded,
  NaturalKey,
  Publication,
  Stored,
} from '@cartrail/messaging';
import type { EntityManager } from 'typeorm';
import type { FirstSight } from '../../domain/arrival.js';
import type { AfterSale, AfterSaleFact } from '../../domain/after-sale.state.js';
import { publishAfterSaleFact } from '../events/after-sale.publication.js';
import { at, instantOf, json, loadLocked, resolveWithin, upsert, type Column, toFirst } from './bulk.js';

export interface CaseKey {
  readonly shopId: string;
  readonly platformAfterSaleId: string;
}

export const caseKey = (key: CaseKey): { key: CaseKey; text: string } => ({
  key,
  text: `${key.shopId}/${key.platformAfterSaleId}`,
});

type Row = Stored<AfterSale, AfterSaleFact>;

const columns: readonly Column<Row>[] = [
  ['tenant_id', 'text', ({ tenantId }) => tenantId],
  ['id', 'uuid', ({ id }) => id],
  ['sequence', 'bigint', ({ sequence }) => sequence],
  ['platform', 'text', ({ state }) => state.platform],
  ['shop_id', 'uuid', ({ state }) => state.shopId],
  ['platform_after_sale_id', 'text', ({ state }) => state.platformAfterSaleId],
  ['order_id', 'uuid', ({ state }) => state.orderId],
  ['platform_order_id', 'text', ({ state }) => state.platformOrderId],
  ['buyer_ref', 'text', ({ state }) => state.buyerRef],
  ['kind', 'text', ({ state }) => state.kind],
  ['status', 'text', ({ state }) => state.status],
  ['refunding', 'boolean', ({ state }) => state.refunding],
  ['outcome', 'text', ({ state }) => state.outcome],
  ['platform_type', 'text', ({ state }) => state.platformState.type],
  ['platform_status', 'text', ({ state }) => state.platformState.status],
  ['platform_refund', 'text', ({ state }) => state.platformState.refund],
  ['platform_arbitration', 'text', ({ state }) => state.platformState.arbitration],
  ['reason', 'text', ({ state }) => state.reason],
  ['platform_reason_code', 'text', ({ state }) => state.platformReasonCode],
  ['refund_amount_fen', 'bigint', ({ state }) => state.refundAmountFen],
  ['refund_post_fen', 'bigint', ({ state }) => state.refundPostFen],
  ['refunded_fen', 'bigint', ({ state }) => state.refundedFen],
  ['status_deadline', 'timestamptz', ({ state }) => at(state.statusDeadline)],
  ['applied_at', 'timestamptz', ({ state }) => at(state.appliedAt)],
  ['lines', 'jsonb', ({ state }) => json(state.lines)],
  ['return_parcel', 'jsonb', ({ state }) => json(state.returnParcel)],
  ['agreed', 'jsonb', ({ state }) => json(state.agreed)],
  ['agreeing', 'jsonb', ({ state }) => json(state.agreeing)],
  ['source_updated_at', 'timestamptz', ({ state }) => at(state.sourceUpdatedAt)],
  ['asked_at', 'timestamptz', ({ state }) => at(state.askedAt)],
  ['first_via', 'text', ({ state }) => state.first?.via],
  ['first_seen_at', 'timestamptz', ({ state }) => at(state.first?.at)],
];

const write = upsert('after_sale', ['tenant_id', 'id'], columns);

export interface AfterSaleRow {
  readonly platform: AfterSale['platform'];
  readonly tenant_id: string;
  readonly id: string;
  readonly sequence: string;
  readonly shop_id: string;
  readonly platform_after_sale_id: string;
  readonly order_id: string;
  readonly platform_order_id: string;
  readonly buyer_ref: string | null;
  readonly kind: AfterSale['kind'];
  readonly status: AfterSale['status'];
  readonly refunding: boolean;
  readonly outcome: AfterSale['outcome'] | null;
  readonly platform_type: string;
  readonly platform_status: string;
  readonly platform_refund: string | null;
  readonly platform_arbitration: string | null;
  readonly reason: AfterSale['reason'];
  readonly platform_reason_code: string | null;
  readonly refund_amount_fen: string;
  readonly refund_post_fen: string;
  readonly refunded_fen: string | null;
  readonly status_deadline: Date | null;
  readonly applied_at: Date;
  readonly lines: AfterSale['lines'];
  readonly return_parcel: AfterSale['returnParcel'] | null;
  readonly agreed: AfterSale['agreed'] | null;
  readonly agreeing: AfterSale['agreeing'] | null;
  readonly source_updated_at: Date;
  readonly asked_at: Date;
  readonly first_via: FirstSight['via'] | null;
  readonly first_seen_at: Date | null;
}

const resolveKeys = resolveWithin<CaseKey>('after_sale', 'shop_id', 'platform_after_sale_id', (key) => [
  key.shopId,
  key.platformAfterSaleId,
]);

/** Cases of the platforms, one row each. */
export class AfterSaleStore implements AggregateStore<AfterSale, AfterSaleFact, CaseKey> {
  readonly aggregate = 'after-sale';

  resolve(
    tx: EntityManager,
    keys: readonly NaturalKey<CaseKey>[],
  ): Promise<ReadonlyMap<string, readonly string[]>> {
    return resolveKeys(tx, keys);
  }

  load(tx: EntityManager, refs: readonly AggregateRef[]): Promise<readonly Loaded<AfterSale>[]> {
    return loadRows(tx, refs);
  }

  save(tx: EntityManager, rows: readonly Row[]): Promise<void> {
    return write(tx, rows);
  }

  publish(fact: AfterSaleFact, row: Row): Publication {
    return publishAfterSaleFact(fact, row.id, row.state);
  }
}

export const toAfterSale = (row: AfterSaleRow): AfterSale => ({
  platform: row.platform,
  shopId: row.shop_id,
  platformAfterSaleId: row.platform_after_sale_id,
  orderId: row.order_id,
  platformOrderId: row.platform_order_id,
  buyerRef: row.buyer_ref ?? undefined,
  kind: row.kind,
  status: row.status,
  refunding: row.refunding,
  outcome: row.outcome ?? undefined,
  platformState: {
    type: row.platform_type,
    status: row.platform_status,
    refund: row.platform_refund ?? undefined,
    arbitration: row.platform_arbitration ?? undefined,
  },
  reason: row.reason,
  platformReasonCode: row.platform_reason_code ?? undefined,
  refundAmountFen: Number(row.refund_amount_fen),
  refundPostFen: Number(row.refund_post_fen),
  refundedFen: row.refunded_fen === null ? undefined : Number(row.refunded_fen),
  statusDeadline: instantOf(row.status_deadline),
  appliedAt: row.applied_at.getTime(),
  lines: row.lines,
  returnParcel: row.return_parcel ?? undefined,
  agreed: row.agreed ?? undefined,
  agreeing: row.agreeing ?? undefined,
  sourceUpdatedAt: row.source_updated_at.getTime(),
  askedAt: row.asked_at.getTime(),
  first: toFirst(row),
});

const loadRows = loadLocked('after_sale', toAfterSale);
