import { withTenants } from '@cartrail/messaging';
import type { Instant } from '@cartrail/kernel';
import type { DataSource } from 'typeorm';
import type { ShopDirectory, ShopRef, Watermark } from '../../application/ports.js';
import type { PlatformId } from '../../domain/platform.js';
import { at } from './bulk.js';
import { SHOP_COLUMNS, toShopRef, type ShopRefRow } from './shop-refs.js';

/** Which tenant a vendor's shop belongs to, and how far each shop has been polled. */
export class PostgresShopDirectory implements ShopDirectory {
  constructor(private readonly dataSource: DataSource) {}

  async find(platform: PlatformId, vendorShopIds: readonly string[]): Promise<ReadonlyMap<string, ShopRef>> {
    if (vendorShopIds.length === 0) return new Map();
    const rows = await this.dataSource.query<ShopRefRow[]>(
      `SELECT tenant_id, shop_id, vendor_shop_id, platform, application_id FROM app_connection
        WHERE platform = $1 AND vendor_shop_id = ANY ($2::text[])`,
      [platform, vendorShopIds],
    );
    return new Map(rows.map((row) => [row.vendor_shop_id, toShopRef(row)]));
  }

  async tenants(): Promise<readonly string[]> {
    const rows = await this.dataSource.query<{ tenant_id: string }[]>(
      'SELECT DISTINCT tenant_id FROM app_connection',
    );
    return rows.map(({ tenant_id }) => tenant_id);
  }

  async watermarks(stream: string): Promise<readonly Watermark[]> {
    const rows = await withTenants(this.dataSource, await this.tenants(), (tx) =>
      tx.query<(ShopRefRow & { until: Date })[]>(
        `SELECT shop.tenant_id, shop.id AS shop_id, ${SHOP_COLUMNS}, poll_watermark.until
           FROM shop JOIN poll_watermark
             ON poll_watermark.tenant_id = shop.tenant_id AND poll_watermark.shop_id = shop.id
          WHERE shop.state = 'active' AND poll_watermark.stream = $1
          ORDER BY poll_watermark.until`,
        [stream],
      ),
    );
    return rows.map((row) => ({ shop: toShopRef(row), until: row.until.getTime() }));
  }

  async advance(shop: ShopRef, stream: string, until: Instant): Promise<void> {
    await withTenants(this.dataSource, [shop.tenantId], (tx) =>
      tx.query(
        `UPDATE poll_watermark SET until = $4
          WHERE tenant_id = $1 AND shop_id = $2 AND stream = $3 AND until < $4`,
        [shop.tenantId, shop.shopId, stream, at(until)],
      ),
    );
  }

  async owns(tenantId: string, shopId: string): Promise<boolean> {
    const rows = await withTenants(this.dataSource, [tenantId], (tx) =>
      tx.query<unknown[]>('SELECT 1 FROM shop WHERE tenant_id = $1 AND id = $2', [tenantId, shopId]),
    );
    return rows.length > 0;
  }
}
