import type {
  AggregateRef,
  AggregateStore,
  Loaded,
  NaturalKey,
  Publication,
  Stored,
} from '@cartrail/messaging';
import type { EntityManager } from 'typeorm';
import { ConnectedElsewhere } from '../../application/ports.js';
import type { PlatformId } from '../../domain/platform.js';
import type { ConnectedShop, ShopFact } from '../../domain/shop.js';
import { publishShopFact } from '../events/shop.publication.js';
import { at, loadLocked, upsert, type Column } from './bulk.js';

type Row = Stored<ConnectedShop, ShopFact>;

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
  readonly consent: ConnectedShop['consent'];
  readonly authorised_at: Date | null;
  readonly told: ConnectedShop['told'];
}

const columns: readonly Column<Row>[] = [
  ['tenant_id', 'text', ({ tenantId }) => tenantId],
  ['id', 'uuid', ({ id }) => id],
  ['sequence', 'bigint', ({ sequence }) => sequence],
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
  ['consent', 'text', ({ state }) => state.consent],
  ['authorised_at', 'timestamptz', ({ state }) => at(state.authorisedAt)],
  ['told', 'text', ({ state }) => state.told],
];

const write = upsert('shop', ['tenant_id', 'id'], columns);

/** A shop with its sealed tokens, and beside it the application's table of which tenant a pushed shop is. */
export class ShopStore implements AggregateStore<ConnectedShop, ShopFact> {
  readonly aggregate = 'shop';

  /** `backfillMs`: how far back the first poll of a new shop reaches. */
  constructor(private readonly backfillMs: number) {}

  load(tx: EntityManager, refs: readonly AggregateRef[]): Promise<readonly Loaded<ConnectedShop>[]> {
    return loadShops(tx, refs);
  }

  publish(fact: ShopFact, row: Row): Publication {
    return publishShopFact(fact, row.id, row.state);
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

  async save(tx: EntityManager, rows: readonly Row[]): Promise<void> {
    await write(tx, rows);
    await setFree(
      tx,
      rows.filter(({ state }) => state.state === 'disconnected'),
    );
    await this.hold(
      tx,
      rows.filter(({ state }) => state.state !== 'disconnected'),
    );
  }

  private async hold(tx: EntityManager, rows: readonly Row[]): Promise<void> {
    if (rows.length === 0) return;
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

/** What it was connected by may be another tenant's from now on. */
async function setFree(tx: EntityManager, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `DELETE FROM app_connection held
      USING unnest($1::text[], $2::uuid[]) AS given (tenant_id, shop_id)
      WHERE held.tenant_id = given.tenant_id AND held.shop_id = given.shop_id`,
    [rows.map(({ tenantId }) => tenantId), rows.map(({ id }) => id)],
  );
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
  consent: row.consent,
  authorisedAt: (row.authorised_at ?? row.tokens_issued_at).getTime(),
  told: row.told,
});

const loadShops = loadLocked('shop', toShop);
