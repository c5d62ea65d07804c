import { withTenants } from '@cartrail/messaging';
import type { DataSource } from 'typeorm';
import type { CaseHints, CaseSign, PollRun, ShopRef } from '../../application/ports.js';
import { at } from './bulk.js';

/** A question that already waits keeps its time, and its row: the version says that the case moved while it was asked. */
const OFFER = `
  INSERT INTO after_sale_pull (tenant_id, shop_id, platform_after_sale_id, platform_order_id, correlation_id, version, next_at, via)
  SELECT $1, $2::uuid, given.id, given.order_id, $3::uuid, 1, now(), $10
    FROM unnest($4::text[], $5::text[], $6::timestamptz[], $7::text[], $8::text[])
      AS given (id, order_id, updated_at, status, refund)
    LEFT JOIN LATERAL (
      SELECT id, source_updated_at, asked_at, platform_status, platform_refund FROM after_sale
       WHERE tenant_id = $1 AND shop_id = $2::uuid AND platform_after_sale_id = given.id LIMIT 1) AS held ON true
   WHERE held.id IS NULL OR held.source_updated_at < given.updated_at
      OR (given.updated_at IS NULL AND held.asked_at < $9::timestamptz)
      OR (held.source_updated_at = given.updated_at
          AND (held.platform_status <> given.status OR held.platform_refund <> given.refund))
  ON CONFLICT (tenant_id, shop_id, platform_after_sale_id) DO UPDATE SET version = after_sale_pull.version + 1`;

/** Cases out of a list of changes: only those that moved since we last saw them are asked for. */
export class PostgresCaseHints implements CaseHints {
  constructor(private readonly dataSource: DataSource) {}

  async offer(shop: ShopRef, signs: readonly CaseSign[], { id, via, window }: PollRun): Promise<void> {
    const newest = [...new Map(signs.map((sign) => [sign.platformAfterSaleId, sign])).values()];
    if (newest.length === 0) return;
    await withTenants(this.dataSource, [shop.tenantId], (tx) =>
      tx.query(OFFER, [
        shop.tenantId,
        shop.shopId,
        id,
        newest.map(({ platformAfterSaleId }) => platformAfterSaleId),
        newest.map(({ platformOrderId }) => platformOrderId ?? null),
        newest.map(({ updatedAt }) => at(updatedAt) ?? null),
        newest.map(({ status }) => status ?? null),
        newest.map(({ refund }) => refund ?? null),
        at(window.to),
        via,
      ]),
    );
  }
}
