import { withTenants } from '@cartrail/messaging';
import { DAY, type Instant } from '@cartrail/kernel';
import type { DataSource } from 'typeorm';
import type { PendingAuthorisations, Redeemed } from '../../application/ports.js';
import type { PendingAuthorisation } from '../../domain/authorisation.js';
import { at } from './bulk.js';

interface Row {
  readonly tenant_id: string;
  readonly id: string;
  readonly platform: PendingAuthorisation['platform'];
  readonly application_id: string | null;
  readonly name: string;
  readonly merchant_id: string | null;
  readonly warehouse_code: string | null;
  readonly redirect_uri: string;
  readonly expires_at: Date;
  readonly used_at: Date | null;
}

/** How long a link that has expired is still known to have been one. */
const KEPT_MS = 7 * DAY;

type Ref = Pick<PendingAuthorisation, 'tenantId' | 'id'>;

const HELD = 'FROM shop_authorisation WHERE tenant_id = $1 AND id = $2 AND secret_hash = $3';

export class PostgresPendingAuthorisations implements PendingAuthorisations {
  constructor(private readonly dataSource: DataSource) {}

  async add(pending: PendingAuthorisation, secretHash: string): Promise<void> {
    await withTenants(this.dataSource, [pending.tenantId], async (tx) => {
      await tx.query('DELETE FROM shop_authorisation WHERE tenant_id = $1 AND expires_at < $2', [
        pending.tenantId,
        at(pending.expiresAt - KEPT_MS),
      ]);
      await tx.query(
        `INSERT INTO shop_authorisation (tenant_id, id, secret_hash, platform, application_id, name, merchant_id,
                                         warehouse_code, redirect_uri, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [
          pending.tenantId,
          pending.id,
          secretHash,
          pending.platform,
          pending.applicationId ?? null,
          pending.name,
          pending.merchantId ?? null,
          pending.warehouseCode ?? null,
          pending.redirectUri,
          at(pending.expiresAt),
        ],
      );
    });
  }

  redeem({ tenantId, id }: Ref, secretHash: string, now: Instant): Promise<Redeemed> {
    return withTenants(this.dataSource, [tenantId], async (tx) => {
      const [rows] = await tx.query<[Row[], number]>(
        `UPDATE shop_authorisation SET used_at = $4
          WHERE tenant_id = $1 AND id = $2 AND secret_hash = $3 AND used_at IS NULL AND expires_at > $4
        RETURNING *`,
        [tenantId, id, secretHash, at(now)],
      );
      if (rows[0]) return toPending(rows[0]);
      const held = await tx.query<Row[]>(`SELECT * ${HELD}`, [tenantId, id, secretHash]);
      return verdict(held[0], now);
    });
  }

  look({ tenantId, id }: Ref, secretHash: string, now: Instant): Promise<Redeemed> {
    return withTenants(this.dataSource, [tenantId], async (tx) => {
      const held = await tx.query<Row[]>(`SELECT * ${HELD}`, [tenantId, id, secretHash]);
      return verdict(held[0], now);
    });
  }
}

function verdict(row: Row | undefined, now: Instant): Redeemed {
  if (!row) return 'forged';
  if (row.used_at !== null) return 'used';
  return row.expires_at.getTime() > now ? toPending(row) : 'expired';
}

const toPending = (row: Row): PendingAuthorisation => ({
  tenantId: row.tenant_id,
  id: row.id,
  platform: row.platform,
  applicationId: row.application_id ?? undefined,
  name: row.name,
  merchantId: row.merchant_id ?? undefined,
  warehouseCode: row.warehouse_code ?? undefined,
  redirectUri: row.redirect_uri,
  expiresAt: row.expires_at.getTime(),
});
