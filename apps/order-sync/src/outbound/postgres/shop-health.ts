import type { Instant } from '@cartrail/kernel';
import { withTenants } from '@cartrail/messaging';
import type { DataSource } from 'typeorm';
import type {
  ShopDirectory,
  ShopHealth,
  ShopHealths,
  ShopRef,
  ShopsAtRisk,
} from '../../application/ports.js';
import { at, instantOf } from './bulk.js';

interface Row {
  readonly id: string;
  readonly platform: ShopHealth['platform'];
  readonly application_id: string | null;
  readonly vendor_shop_id: string;
  readonly name: string;
  readonly merchant_id: string | null;
  readonly warehouse_code: string | null;
  readonly state: ShopHealth['state'];
  readonly told: ShopHealth['standing'];
  readonly tokens: string;
  readonly tokens_expire_at: Date;
  readonly consent: 'application' | 'merchant';
  readonly refresh_expires_at: Date | null;
  readonly until: Date | null;
  readonly waiting: string;
  readonly pushed_at: Date | null;
  readonly answered_at: Date | null;
  readonly failures: number | null;
  readonly failed_at: Date | null;
  readonly failure: ShopHealth['failure'] | null;
}

const LIST = `
  SELECT shop.*, contact.pushed_at, contact.answered_at, contact.failures, contact.failed_at, contact.failure,
         (SELECT min(poll_watermark.until) FROM poll_watermark
           WHERE poll_watermark.tenant_id = shop.tenant_id AND poll_watermark.shop_id = shop.id) AS until,
         (SELECT count(*) FROM order_pull WHERE order_pull.tenant_id = shop.tenant_id AND order_pull.shop_id = shop.id)
       + (SELECT count(*) FROM after_sale_pull
           WHERE after_sale_pull.tenant_id = shop.tenant_id AND after_sale_pull.shop_id = shop.id) AS waiting
    FROM shop LEFT JOIN shop_contact contact ON contact.tenant_id = shop.tenant_id AND contact.shop_id = shop.id
   WHERE shop.tenant_id = $1 ORDER BY shop.id`;

/** Before a consent of any length is told to end; the domain says when. */
const REVIEW = `
  SELECT tenant_id AS "tenantId", id AS "shopId" FROM shop
   WHERE (state = 'needs_reauthorisation' AND told <> 'lost')
      OR (state = 'active' AND told <> 'authorised')
      OR (state = 'active' AND consent = 'merchant' AND refresh_expires_at < $1::timestamptz + interval '3 days')
   ORDER BY tenant_id, id`;

/** Read-only: how the tenants' shops are, and whose people may have to be told. */
export class PostgresShopHealth implements ShopHealths, ShopsAtRisk {
  constructor(
    private readonly dataSource: DataSource,
    private readonly shops: Pick<ShopDirectory, 'tenants'>,
  ) {}

  async list(tenantId: string): Promise<readonly ShopHealth[]> {
    const rows = await withTenants(this.dataSource, [tenantId], (tx) => tx.query<Row[]>(LIST, [tenantId]));
    return rows.map(toHealth);
  }

  async toReview(now: Instant): Promise<readonly Pick<ShopRef, 'tenantId' | 'shopId'>[]> {
    return withTenants(this.dataSource, await this.shops.tenants(), (tx) =>
      tx.query<{ tenantId: string; shopId: string }[]>(REVIEW, [at(now)]),
    );
  }
}

const toHealth = (row: Row): ShopHealth => ({
  shopId: row.id,
  platform: row.platform,
  applicationId: row.application_id ?? undefined,
  vendorShopId: row.vendor_shop_id,
  name: row.name,
  merchantId: row.merchant_id ?? undefined,
  warehouseCode: row.warehouse_code ?? undefined,
  state: row.state,
  standing: row.told,
  tokenExpiresAt: row.tokens === '' ? undefined : row.tokens_expire_at.getTime(),
  authoriseBy: row.consent === 'merchant' ? instantOf(row.refresh_expires_at) : undefined,
  polledUntil: instantOf(row.until),
  waiting: Number(row.waiting),
  pushedAt: instantOf(row.pushed_at),
  answeredAt: instantOf(row.answered_at),
  failures: row.failures ?? 0,
  failedAt: instantOf(row.failed_at),
  failure: row.failure ?? undefined,
});
