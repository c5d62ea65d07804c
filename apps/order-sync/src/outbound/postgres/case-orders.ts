import type { CaseOrder } from '../../domain/after-sale.state.js';

export interface OrderOfCase {
  readonly tenantId: string;
  readonly shopId: string;
  readonly platformOrderId: string;
}

/** Runs a query, in a transaction or outside one. */
export type Ask = <Row>(sql: string, parameters: unknown[]) => Promise<Row[]>;

export const orderText = ({ tenantId, shopId, platformOrderId }: OrderOfCase): string =>
  `${tenantId}/${shopId}/${platformOrderId}`;

interface OrderRow {
  readonly text: string;
  readonly id: string;
  readonly buyer_ref: string | null;
  readonly warehouse_code: string | null;
  readonly platform_line_ids: readonly string[];
  readonly line_ids: readonly string[];
}

/** What cases need of their orders: one statement for any number of them; an order that is not here yet is left out. */
export async function findCaseOrders(
  ask: Ask,
  wanted: readonly OrderOfCase[],
): Promise<ReadonlyMap<string, CaseOrder>> {
  const rows = await ask<OrderRow>(
    `SELECT wanted.tenant_id || '/' || wanted.shop_id || '/' || wanted.platform_order_id AS text, held.id, held.buyer_ref,
            held.warehouse_code, lines.platform_line_ids, lines.line_ids
       FROM (SELECT DISTINCT * FROM unnest($1::text[], $2::uuid[], $3::text[]) AS given (tenant_id, shop_id, platform_order_id)) wanted
      CROSS JOIN LATERAL (
        SELECT tenant_id, id, buyer_ref, warehouse_code FROM orders
         WHERE orders.tenant_id = wanted.tenant_id AND orders.shop_id = wanted.shop_id
           AND orders.platform_order_id = wanted.platform_order_id LIMIT 1) held
      CROSS JOIN LATERAL (
        SELECT array_agg(line.platform_line_id ORDER BY line.position) AS platform_line_ids,
               array_agg(line.line_id::text ORDER BY line.position) AS line_ids
          FROM order_line line WHERE line.tenant_id = held.tenant_id AND line.order_id = held.id) lines`,
    [
      wanted.map(({ tenantId }) => tenantId),
      wanted.map(({ shopId }) => shopId),
      wanted.map(({ platformOrderId }) => platformOrderId),
    ],
  );
  return new Map(rows.map((row) => [row.text, toCaseOrder(row)]));
}

const toCaseOrder = (row: OrderRow): CaseOrder => ({
  orderId: row.id,
  buyerRef: row.buyer_ref ?? undefined,
  warehouseCode: row.warehouse_code ?? undefined,
  lineIds: new Map(row.platform_line_ids.map((platform, at) => [platform, row.line_ids[at] ?? ''])),
});
