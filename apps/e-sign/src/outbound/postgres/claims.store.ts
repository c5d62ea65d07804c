import { type Reader, type TenantDirectory, withTenants } from '@cartrail/messaging';
import type { DataSource } from 'typeorm';
import type { Claims } from '../../application/ports.js';
import { ownObjects, shareObjects } from './object-lock.js';

const NAMELESS = `
  WITH ended AS (DELETE FROM object_claim WHERE tenant_id = $1 AND claim_id = $2 RETURNING sha256)
  SELECT sha256 FROM ended
   WHERE NOT EXISTS (SELECT FROM sign_off_photo p WHERE p.tenant_id = $1 AND p.sha256 = ended.sha256)
     AND NOT EXISTS (SELECT FROM object_claim c
                      WHERE c.tenant_id = $1 AND c.sha256 = ended.sha256 AND c.claim_id <> $2)`;

const ABANDONED = `
  SELECT DISTINCT tenant_id AS "tenantId", claim_id AS "claimId" FROM object_claim
   WHERE taken_at < now() - make_interval(secs => $1) LIMIT 100`;

export class PostgresClaims implements Claims {
  constructor(
    private readonly dataSource: DataSource,
    private readonly reader: Reader,
    private readonly tenants: TenantDirectory,
  ) {}

  take(tenantId: string, claimId: string, hashes: readonly string[]): Promise<void> {
    return withTenants(this.dataSource, [tenantId], async (tx) => {
      await shareObjects(tx, tenantId);
      await tx.query(
        'INSERT INTO object_claim (tenant_id, claim_id, sha256) SELECT $1, $2, unnest($3::text[])',
        [tenantId, claimId, hashes],
      );
    });
  }

  /** Removing happens inside the transaction on purpose: nobody may claim the object until it is gone. */
  release(tenantId: string, claimId: string, remove: (sha256: string) => Promise<void>): Promise<void> {
    return withTenants(this.dataSource, [tenantId], async (tx) => {
      await ownObjects(tx, tenantId);
      const nameless: { sha256: string }[] = await tx.query(NAMELESS, [tenantId, claimId]);
      for (const { sha256 } of nameless) await remove(sha256);
    });
  }

  async abandoned(olderThanMs: number): Promise<{ tenantId: string; claimId: string }[]> {
    const tenants = await this.tenants.all();
    if (tenants.length === 0) return [];
    return this.reader.readMany(tenants, (query) => query(ABANDONED, [olderThanMs / 1_000]));
  }
}
