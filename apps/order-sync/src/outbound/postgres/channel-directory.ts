import { withTenants } from '@cartrail/messaging';
import type { DataSource } from 'typeorm';
import type {
  ChannelDirectory,
  ListeningApplication,
  ShopDirectory,
  ShopRef,
} from '../../application/ports.js';
import { connectionIdOf } from '../../domain/application.js';
import type { PlatformId } from '../../domain/platform.js';
import { SHOP_COLUMNS, toShopRef, type ShopRefRow } from './shop-refs.js';

/** The active shops of tenants' own applications, by application. */
export class PostgresChannelDirectory implements ChannelDirectory {
  constructor(
    private readonly dataSource: DataSource,
    private readonly shops: Pick<ShopDirectory, 'tenants'>,
  ) {}

  async listening(platforms: readonly PlatformId[]): Promise<readonly ListeningApplication[]> {
    if (platforms.length === 0) return [];
    const rows = await withTenants(this.dataSource, await this.shops.tenants(), (tx) =>
      tx.query<ShopRefRow[]>(
        `SELECT shop.tenant_id, shop.id AS shop_id, ${SHOP_COLUMNS} FROM shop
          WHERE shop.state = 'active' AND shop.application_id IS NOT NULL AND shop.platform = ANY ($1::text[])
          ORDER BY shop.id`,
        [platforms],
      ),
    );
    const found = new Map<string, ShopRef[]>();
    for (const shop of rows.map(toShopRef)) {
      const id = connectionIdOf(shop.tenantId, shop.applicationId ?? '');
      found.set(id, [...(found.get(id) ?? []), shop]);
    }
    return [...found].flatMap(([connectionId, shops]) =>
      shops[0] ? [{ tenantId: shops[0].tenantId, platform: shops[0].platform, connectionId, shops }] : [],
    );
  }
}
