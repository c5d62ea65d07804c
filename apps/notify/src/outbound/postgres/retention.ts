import { DAY, type Clock } from '@cartrail/kernel';
import { withTenants, type TenantDirectory } from '@cartrail/messaging';
import type { DataSource } from 'typeorm';
import { at } from './bulk.js';

/** A replay reaches back thirty days; a day longer is kept, then messages go with what was made of them. */
const KEPT_MS = 31 * DAY;
const AT_ONCE = 2_000;

const DELETE = `
  WITH old AS (
    SELECT tenant_id, channel, event_id FROM message WHERE tenant_id = ANY ($3::text[]) AND created_at < $1
     ORDER BY created_at LIMIT $2),
  deliveries AS (
    DELETE FROM delivery USING old
     WHERE delivery.tenant_id = old.tenant_id AND delivery.channel = old.channel AND delivery.event_id = old.event_id
    RETURNING delivery.tenant_id, delivery.delivery_id),
  attempts AS (
    DELETE FROM attempt USING deliveries
     WHERE attempt.tenant_id = deliveries.tenant_id AND attempt.delivery_id = deliveries.delivery_id)
  DELETE FROM message USING old
   WHERE message.tenant_id = old.tenant_id AND message.channel = old.channel AND message.event_id = old.event_id
  RETURNING 1`;

export class Retention {
  constructor(
    private readonly dataSource: DataSource,
    private readonly tenants: TenantDirectory,
    private readonly clock: Clock,
  ) {}

  /** Answers whether there is more to delete. */
  async run(): Promise<boolean> {
    const tenants = await this.tenants.all();
    const before = at(this.clock.now() - KEPT_MS);
    return withTenants(this.dataSource, tenants, async (tx) => {
      const [, deleted]: [unknown[], number] = await tx.query(DELETE, [before, AT_ONCE, tenants]);
      return deleted === AT_ONCE;
    });
  }
}
