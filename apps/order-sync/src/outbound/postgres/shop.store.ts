import type { Stored } from '@cartrail/messaging';
import type { EntityManager } from 'typeorm';
import type { ConnectedShop } from '../../domain/shop.js';
import { at } from './bulk.js';
import { KeyedStore } from './keyed.store.js';

interface ShopRow {
  readonly platform: 'douyin';
  readonly vendor_shop_id: string;
  readonly name: string;
  readonly merchant_id: string | null;
  readonly warehouse_code: string | null;
  readonly state: ConnectedShop['state'];
  readonly connected_at: Date;
  readonly tokens: string;
  readonly tokens_issued_at: Date;
  readonly tokens_expire_at: Date;
}

/** A shop with its sealed tokens, and beside it the application's table of which tenant a pushed shop is. */
export class ShopStore extends KeyedStore<ConnectedShop, ShopRow> {
  /** `backfillMs`: how far back the first poll of a new shop reaches. */
  constructor(private readonly backfillMs: number) {
    super({
      aggregate: 'shop',
      table: 'shop',
      match: 'given.id = ref.id::uuid',
      conflict: ['tenant_id', 'id'],
      columns: [
        ['tenant_id', 'text', ({ tenantId }) => tenantId],
        ['id', 'uuid', ({ id }) => id],
        ['platform', 'text', ({ state }) => state.platform],
        ['vendor_shop_id', 'text', ({ state }) => state.vendorShopId],
        ['name', 'text', ({ state }) => state.name],
        ['merchant_id', 'text', ({ state }) => state.merchantId],
        ['warehouse_code', 'text', ({ state }) => state.warehouseCode],
        ['state', 'text', ({ state }) => state.state],
        ['connected_at', 'timestamptz', ({ state }) => at(state.connectedAt)],
        ['tokens', 'text', ({ state }) => state.tokens.sealed],
        ['tokens_issued_at', 'timestamptz', ({ state }) => at(state.tokens.issuedAt)],
        ['tokens_expire_at', 'timestamptz', ({ state }) => at(state.tokens.expiresAt)],
      ],
      read: toShop,
    });
  }

  override async save(tx: EntityManager, rows: readonly Stored<ConnectedShop, never>[]): Promise<void> {
    await super.save(tx, rows);
    const connections = [
      rows.map(({ state }) => state.platform),
      rows.map(({ state }) => state.vendorShopId),
      rows.map(({ tenantId }) => tenantId),
      rows.map(({ id }) => id),
    ];
    await tx.query(
      `INSERT INTO app_connection (platform, vendor_shop_id, tenant_id, shop_id)
       SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::uuid[])
       ON CONFLICT (platform, vendor_shop_id) DO NOTHING`,
      connections,
    );
    await tx.query(
      `INSERT INTO poll_watermark (tenant_id, shop_id, stream, until)
       SELECT tenant_id, shop_id, stream, until
         FROM unnest($1::text[], $2::uuid[], $3::timestamptz[]) AS given (tenant_id, shop_id, until)
        CROSS JOIN unnest(ARRAY['orders.update', 'after-sales.update']) AS stream
       ON CONFLICT (tenant_id, shop_id, stream) DO NOTHING`,
      [connections[2], connections[3], rows.map(({ state }) => at(state.connectedAt - this.backfillMs))],
    );
  }
}

const toShop = (row: ShopRow): ConnectedShop => ({
  platform: row.platform,
  vendorShopId: row.vendor_shop_id,
  name: row.name,
  merchantId: row.merchant_id ?? undefined,
  warehouseCode: row.warehouse_code ?? undefined,
  state: row.state,
  connectedAt: row.connected_at.getTime(),
  tokens: {
    sealed: row.tokens,
    issuedAt: row.tokens_issued_at.getTime(),
    expiresAt: row.tokens_expire_at.getTime(),
  },
});
