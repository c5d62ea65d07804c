import type { Instant } from '@cartrail/kernel';
import { withTenants, type Reader, type TenantDirectory } from '@cartrail/messaging';
import type { DataSource } from 'typeorm';
import type { DueItem, DueWork } from '../../application/ports.js';

const LAPSING = `
  SELECT tenant_id AS "tenantId", id FROM return_case WHERE lapse_at <= $1 ORDER BY lapse_at LIMIT $2`;

const QUIET = `SELECT tenant_id AS "tenantId", id FROM pickup WHERE ask_at <= $1 ORDER BY ask_at LIMIT $2`;

const DROP = `
  DELETE FROM offer_sheet WHERE (tenant_id, id) IN (
    SELECT tenant_id, id FROM offer_sheet WHERE expires_at < $1 ORDER BY expires_at LIMIT $2)
  RETURNING id`;

/** Over all tenants this service knows: one statement each, whatever their number. */
export class PostgresDueWork implements DueWork {
  constructor(
    private readonly dataSource: DataSource,
    private readonly reader: Reader,
    private readonly tenants: TenantDirectory,
  ) {}

  lapsing(now: Instant, limit: number): Promise<readonly DueItem[]> {
    return this.due(LAPSING, now, limit);
  }

  quietBookings(now: Instant, limit: number): Promise<readonly DueItem[]> {
    return this.due(QUIET, now, limit);
  }

  async dropSheets(before: Instant, limit: number): Promise<number> {
    const tenants = await this.tenants.all();
    if (tenants.length === 0) return 0;
    return withTenants(this.dataSource, tenants, async (tx) => {
      const [dropped] = await tx.query<[unknown[], number]>(DROP, [new Date(before), limit]);
      return dropped.length;
    });
  }

  private async due(sql: string, now: Instant, limit: number): Promise<readonly DueItem[]> {
    const tenants = await this.tenants.all();
    if (tenants.length === 0) return [];
    return this.reader.readMany(tenants, (query) => query<DueItem>(sql, [new Date(now), limit]));
  }
}
