import { withTenants } from '@cartrail/messaging';
import type { DataSource } from 'typeorm';
import type { ShopRef, TokenShelf } from '../../application/ports.js';
import type { SealedTokens } from '../../domain/shop.js';
import { at } from './bulk.js';

interface TokenRow {
  readonly tokens: string;
  readonly tokens_issued_at: Date;
  readonly tokens_expire_at: Date;
  readonly refresh_expires_at: Date | null;
}

const toTokens = (row: TokenRow): SealedTokens => ({
  sealed: row.tokens,
  issuedAt: row.tokens_issued_at.getTime(),
  expiresAt: row.tokens_expire_at.getTime(),
  refreshExpiresAt: row.refresh_expires_at?.getTime(),
});

/** The sealed tokens of shops, and the lease under which one process renews them. */
export class PostgresTokenShelf implements TokenShelf {
  constructor(private readonly dataSource: DataSource) {}

  async read(shop: ShopRef): Promise<SealedTokens | undefined> {
    const rows = await this.query<TokenRow[]>(
      shop,
      'SELECT tokens, tokens_issued_at, tokens_expire_at, refresh_expires_at FROM shop WHERE tenant_id = $1 AND id = $2',
    );
    return rows[0] && toTokens(rows[0]);
  }

  async lease(shop: ShopRef, leaseMs: number): Promise<boolean> {
    const [, count] = await this.query<[unknown, number]>(
      shop,
      `UPDATE shop SET refresh_leased_until = now() + make_interval(secs => $3::float8 / 1000)
        WHERE tenant_id = $1 AND id = $2 AND (refresh_leased_until IS NULL OR refresh_leased_until < now())`,
      [leaseMs],
    );
    return count === 1;
  }

  async put(shop: ShopRef, tokens: SealedTokens, replaced: SealedTokens): Promise<void> {
    await this.query(
      shop,
      `UPDATE shop SET tokens = $3, tokens_issued_at = $4, tokens_expire_at = $5, refresh_expires_at = $6,
              refresh_leased_until = NULL, state = CASE WHEN state = 'needs_reauthorisation' THEN 'active' ELSE state END
        WHERE tenant_id = $1 AND id = $2 AND tokens = $7`,
      [
        tokens.sealed,
        at(tokens.issuedAt),
        at(tokens.expiresAt),
        at(tokens.refreshExpiresAt) ?? null,
        replaced.sealed,
      ],
    );
  }

  async release(shop: ShopRef, lost?: SealedTokens): Promise<void> {
    await this.query(
      shop,
      `UPDATE shop SET refresh_leased_until = NULL,
              state = CASE WHEN state = 'active' AND tokens = $3 THEN 'needs_reauthorisation' ELSE state END
        WHERE tenant_id = $1 AND id = $2`,
      [lost?.sealed ?? null],
    );
  }

  private query<T>(shop: ShopRef, sql: string, more: readonly unknown[] = []): Promise<T> {
    return withTenants(this.dataSource, [shop.tenantId], (tx) =>
      tx.query<T>(sql, [shop.tenantId, shop.shopId, ...more]),
    );
  }
}
