import type { Instant } from '@cartrail/kernel';
import type { Reader, TenantDirectory } from '@cartrail/messaging';
import type { FailingEndpoints } from '../../application/ports.js';
import { at } from './bulk.js';

export class PostgresFailingEndpoints implements FailingEndpoints {
  constructor(
    private readonly reader: Reader,
    private readonly tenants: TenantDirectory,
  ) {}

  async failingBefore(since: Instant): ReturnType<FailingEndpoints['failingBefore']> {
    return this.reader.readMany(await this.tenants.all(), (query) =>
      query<{ tenantId: string; endpointId: string }>(
        `SELECT tenant_id AS "tenantId", endpoint_id AS "endpointId" FROM endpoint
          WHERE failing_since <= $1 AND state = 'active' ORDER BY tenant_id, endpoint_id`,
        [at(since)],
      ),
    );
  }
}
