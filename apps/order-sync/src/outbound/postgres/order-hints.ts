import { withTenants } from '@cartrail/messaging';
import type { DataSource } from 'typeorm';
import type { LastReading, OrderHints, OrderSign, PollRun, ShopRef } from '../../application/ports.js';
import { at } from './bulk.js';

/** A question that already waits keeps its time, and its row: the version says that the order moved while it was asked. */
const OFFER = `
  INSERT INTO order_pull (tenant_id, shop_id, platform_order_id, correlation_id, version, next_at, via)
  SELECT $1, $2::uuid, given.id, $3::uuid, 1, now(), $7
    FROM unnest($4::text[], $5::timestamptz[]) AS given (id, updated_at)
    LEFT JOIN LATERAL (
      SELECT id, source_updated_at, asked_at FROM orders
       WHERE tenant_id = $1 AND shop_id = $2::uuid AND platform_order_id = given.id LIMIT 1) AS held ON true
   WHERE held.id IS NULL OR held.source_updated_at < given.updated_at
      OR (given.updated_at IS NULL AND held.asked_at < $6::timestamptz)
  ON CONFLICT (tenant_id, shop_id, platform_order_id) DO UPDATE SET version = order_pull.version + 1`;

/** One look into the index for each, whatever the statistics say: a new shop's past is read before there are any. */
const KNOWN = `
  SELECT held.* FROM unnest($3::text[]) AS wanted (id),
    LATERAL (SELECT platform_order_id AS id, source_updated_at, asked_at FROM orders
              WHERE tenant_id = $1 AND shop_id = $2 AND platform_order_id = wanted.id LIMIT 1) AS held`;

/**
 * Orders out of a list that does not hold them whole: only those that moved since we last saw them are asked for.
 * Where the list does not tell when they moved, it was before the window's end: what we asked for later is not behind.
 */
export class PostgresOrderHints implements OrderHints {
  constructor(private readonly dataSource: DataSource) {}

  async known(
    { tenantId, shopId }: ShopRef,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, LastReading>> {
    const rows = await withTenants(this.dataSource, [tenantId], (tx) =>
      tx.query<{ id: string; source_updated_at: Date; asked_at: Date }[]>(KNOWN, [tenantId, shopId, ids]),
    );
    return new Map(
      rows.map((row) => [
        row.id,
        { sourceUpdatedAt: row.source_updated_at.getTime(), askedAt: row.asked_at.getTime() },
      ]),
    );
  }

  async offer(shop: ShopRef, signs: readonly OrderSign[], { id, via, window }: PollRun): Promise<void> {
    const newest = [...new Map(signs.map((sign) => [sign.platformOrderId, sign])).values()];
    if (newest.length === 0) return;
    await withTenants(this.dataSource, [shop.tenantId], (tx) =>
      tx.query(OFFER, [
        shop.tenantId,
        shop.shopId,
        id,
        newest.map(({ platformOrderId }) => platformOrderId),
        newest.map(({ updatedAt }) => at(updatedAt) ?? null),
        at(window.to),
        via,
      ]),
    );
  }
}
