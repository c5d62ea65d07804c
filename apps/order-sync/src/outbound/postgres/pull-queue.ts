import { withTenants } from '@cartrail/messaging';
import type { DataSource } from 'typeorm';
import type { ClaimedPull, PullFailure, PullQueue, ShopDirectory } from '../../application/ports.js';

interface ClaimedRow {
  readonly tenant_id: string;
  readonly shop_id: string;
  readonly vendor_shop_id: string;
  readonly platform_order_id: string;
  readonly version: string;
  readonly attempts: number;
  readonly correlation_id: string;
}

const CLAIM = `
  UPDATE order_pull SET leased_until = now() + make_interval(secs => $2::float8 / 1000)
    FROM shop
   WHERE (order_pull.tenant_id, order_pull.shop_id, order_pull.platform_order_id) IN (
           SELECT tenant_id, shop_id, platform_order_id FROM order_pull
            WHERE next_at <= now() AND (leased_until IS NULL OR leased_until < now())
            ORDER BY next_at LIMIT $1 FOR UPDATE SKIP LOCKED)
     AND shop.tenant_id = order_pull.tenant_id AND shop.id = order_pull.shop_id
  RETURNING order_pull.tenant_id, order_pull.shop_id, shop.vendor_shop_id, order_pull.platform_order_id,
            order_pull.version, order_pull.attempts,
            order_pull.correlation_id`;

/** An order that was never asked for (a poll brought it) gets its row here. */
const FAIL = `
  INSERT INTO order_pull (tenant_id, shop_id, platform_order_id, last_error, correlation_id, next_at, version, attempts)
  SELECT tenant_id, shop_id, platform_order_id, reason, correlation_id, now() + make_interval(secs => retry_after_ms / 1000), 0, 1
    FROM unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::float8[], $6::uuid[])
      AS given (tenant_id, shop_id, platform_order_id, reason, retry_after_ms, correlation_id)
  ON CONFLICT (tenant_id, shop_id, platform_order_id) DO UPDATE
     SET attempts = order_pull.attempts + 1, leased_until = NULL, last_error = excluded.last_error,
         next_at = excluded.next_at`;

/** The pulls of all tenants; leases and due times are machine time. */
export class PostgresPullQueue implements PullQueue {
  constructor(
    private readonly dataSource: DataSource,
    private readonly shops: Pick<ShopDirectory, 'tenants'>,
  ) {}

  async claim(limit: number, leaseMs: number): Promise<readonly ClaimedPull[]> {
    const [rows] = await withTenants(this.dataSource, await this.shops.tenants(), (tx) =>
      tx.query<[ClaimedRow[], number]>(CLAIM, [limit, leaseMs]),
    );
    return rows.map((row) => ({
      tenantId: row.tenant_id,
      shopId: row.shop_id,
      vendorShopId: row.vendor_shop_id,
      platformOrderId: row.platform_order_id,
      version: Number(row.version),
      attempts: row.attempts,
      correlationId: row.correlation_id,
    }));
  }

  async failed(failures: readonly PullFailure[]): Promise<void> {
    if (failures.length === 0) return;
    const tenants = [...new Set(failures.map(({ pull }) => pull.tenantId))];
    await withTenants(this.dataSource, tenants, (tx) =>
      tx.query(FAIL, [
        failures.map(({ pull }) => pull.tenantId),
        failures.map(({ pull }) => pull.shopId),
        failures.map(({ pull }) => pull.platformOrderId),
        failures.map(({ reason }) => reason.slice(0, 500)),
        failures.map(({ retryAfterMs }) => retryAfterMs),
        failures.map(({ pull }) => pull.correlationId),
      ]),
    );
  }

  async waiting(): Promise<number> {
    const rows = await withTenants(this.dataSource, await this.shops.tenants(), (tx) =>
      tx.query<{ count: string }[]>('SELECT count(*) AS count FROM order_pull'),
    );
    return Number(rows[0]?.count ?? 0);
  }
}
