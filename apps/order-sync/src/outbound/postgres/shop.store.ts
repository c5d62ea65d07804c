import type { NaturalKey, Stored } from '@cartrail/messaging';
import type { EntityManager } from 'typeorm';
import { ConnectedElsewhere } from '../../application/ports.js';
import type { PlatformId } from '../../domain/platform.js';
import type { ConnectedShop } from '../../domain/shop.js';
import { at } from './bulk.js';
import { KeyedStore } from './keyed.store.js';

interface ShopRow {
  readonly platform: PlatformId;
  readonly application_id: string | null;
  readonly refresh_expires_at: Date | null;
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
        ['application_id', 'uuid', ({ state }) => state.applicationId],
        ['vendor_shop_id', 'text', ({ state }) => state.vendorShopId],
        ['name', 'text', ({ state }) => state.name],
        ['merchant_id', 'text', ({ state }) => state.merchantId],
        ['warehouse_code', 'text', ({ state }) => state.warehouseCode],
        ['state', 'text', ({ state }) => state.state],
        ['connected_at', 'timestamptz', ({ state }) => at(state.connectedAt)],
        ['tokens', 'text', ({ state }) => state.tokens.sealed],
        ['tokens_issued_at', 'timestamptz', ({ state }) => at(state.tokens.issuedAt)],
        ['tokens_expire_at', 'timestamptz', ({ state }) => at(state.tokens.expiresAt)],
        ['refresh_expires_at', 'timestamptz', ({ state }) => at(state.tokens.refreshExpiresAt)],
      ],
      read: toShop,
    });
  }

  /** The natural key is `<platform>/<the vendor's id>`. */
  async resolve(
    tx: EntityManager,
    keys: readonly NaturalKey<string>[],
  ): Promise<ReadonlyMap<string, readonly string[]>> {
    const rows = await tx.query<{ text: string; id: string }[]>(
      `SELECT shop.tenant_id || '/' || shop.platform || '/' || shop.vendor_shop_id AS text, shop.id
         FROM shop JOIN unnest($1::text[], $2::text[]) AS wanted (tenant_id, key)
           ON shop.tenant_id = wanted.tenant_id AND shop.platform || '/' || shop.vendor_shop_id = wanted.key`,
      [keys.map(({ tenantId }) => tenantId), keys.map(({ key }) => key)],
    );
    return new Map(rows.map(({ text, id }) => [text, [id]]));
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
      `INSERT INTO app_connection (platform, vendor_shop_id, tenant_id, shop_id, application_id)
       SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::uuid[], $5::uuid[])
       ON CONFLICT (platform, vendor_shop_id) DO UPDATE SET application_id = excluded.application_id
         WHERE (app_connection.tenant_id, app_connection.shop_id) = (excluded.tenant_id, excluded.shop_id)`,
      [...connections, rows.map(({ state }) => state.applicationId ?? null)],
    );
    // Whoever was asked whose it is may have been asked too early: the row that stands decides.
    const elsewhere = await tx.query<unknown[]>(
      `SELECT 1 FROM app_connection held
         JOIN unnest($1::text[], $2::text[], $3::text[], $4::uuid[]) AS ours (platform, vendor_shop_id, tenant_id, shop_id)
           ON held.platform = ours.platform AND held.vendor_shop_id = ours.vendor_shop_id
        WHERE (held.tenant_id, held.shop_id) <> (ours.tenant_id, ours.shop_id)`,
      connections,
    );
    if (elsewhere.length > 0) throw new ConnectedElsewhere();
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
  applicationId: row.application_id ?? undefined,
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
    refreshExpiresAt: row.refresh_expires_at?.getTime(),
  },
});
