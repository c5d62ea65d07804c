import { withTenants } from '@cartrail/messaging';
import type { DataSource } from 'typeorm';
import type { PlatformFailureKind, ShopContacts, ShopRef } from '../../application/ports.js';

type Shop = Pick<ShopRef, 'tenantId' | 'shopId'>;

/** How old what is written may be: a busy shop is not written at every call. */
const FRESH_MS = 5_000;

/** When each shop was last reached, and why not. Good news is written once in a while, bad news at once. */
export class PostgresShopContacts implements ShopContacts {
  private readonly pushedAt = new Map<string, number>();
  private readonly answeredAt = new Map<string, number>();

  constructor(
    private readonly dataSource: DataSource,
    /** Machine time. */
    private readonly now: () => number,
  ) {}

  async answered(shop: Shop): Promise<void> {
    if (!this.isDue(this.answeredAt, shop)) return;
    await this.write(
      [shop],
      `INSERT INTO shop_contact AS held (tenant_id, shop_id, answered_at) SELECT tenant_id, shop_id, now() FROM given
       ON CONFLICT (tenant_id, shop_id) DO UPDATE SET answered_at = now(), failures = 0`,
    );
  }

  async failed(shop: Shop, kind: PlatformFailureKind): Promise<void> {
    // The next answer is news again.
    this.answeredAt.delete(shop.shopId);
    await this.write(
      [shop],
      `INSERT INTO shop_contact AS held (tenant_id, shop_id, failed_at, failure, failures)
       SELECT tenant_id, shop_id, now(), $3, 1 FROM given
       ON CONFLICT (tenant_id, shop_id) DO UPDATE SET failed_at = now(), failure = $3, failures = held.failures + 1`,
      kind,
    );
  }

  async pushed(shops: readonly Shop[]): Promise<void> {
    const due = shops.filter((shop) => this.isDue(this.pushedAt, shop));
    if (due.length === 0) return;
    await this.write(
      due,
      `INSERT INTO shop_contact AS held (tenant_id, shop_id, pushed_at)
       SELECT tenant_id, shop_id, now() FROM given ORDER BY tenant_id, shop_id
       ON CONFLICT (tenant_id, shop_id) DO UPDATE SET pushed_at = now()`,
    );
  }

  private isDue(written: Map<string, number>, { shopId }: Shop): boolean {
    const last = written.get(shopId);
    const due = last === undefined || this.now() - last >= FRESH_MS;
    if (due) written.set(shopId, this.now());
    return due;
  }

  private async write(shops: readonly Shop[], sql: string, ...more: readonly string[]): Promise<void> {
    const tenants = [...new Set(shops.map(({ tenantId }) => tenantId))];
    await withTenants(this.dataSource, tenants, (tx) =>
      tx.query(
        `WITH given AS (SELECT DISTINCT * FROM unnest($1::text[], $2::uuid[]) AS each (tenant_id, shop_id)) ${sql}`,
        [shops.map(({ tenantId }) => tenantId), shops.map(({ shopId }) => shopId), ...more],
      ),
    );
  }
}
