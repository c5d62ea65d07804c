import type { DataSource } from 'typeorm';

/** The tenants this service has heard of: what a sweep over everything must cover. */
export class TenantDirectory {
  constructor(private readonly dataSource: DataSource) {}

  async all(): Promise<readonly string[]> {
    const rows: { tenant_id: string }[] = await this.dataSource.query(
      'SELECT tenant_id FROM known_tenant ORDER BY tenant_id',
    );
    return rows.map(({ tenant_id }) => tenant_id);
  }
}
