import { DAY } from '@cartrail/kernel';
import { withTenants, type TenantDirectory } from '@cartrail/messaging';
import type { DataSource } from 'typeorm';
import { firstIdOf } from '../../domain/age.js';

/** A live feed reaches back this far (machine time, as events are recorded in). The numbers go on from the document. */
const KEPT_MS = 30 * DAY;
const AT_ONCE = 5_000;

/** An event is no older than its case, and a case's id says when it began: the primary key leads to what is old. */
const DELETE = `
  DELETE FROM case_event WHERE ctid = ANY (ARRAY(
    SELECT ctid FROM case_event WHERE tenant_id = ANY ($1::text[]) AND case_id < $2::uuid AND at < $3 LIMIT ${AT_ONCE}))`;

export class Retention {
  constructor(
    private readonly dataSource: DataSource,
    private readonly tenants: TenantDirectory,
  ) {}

  /** Answers whether there is more to delete. */
  async run(): Promise<boolean> {
    const tenants = await this.tenants.all();
    const before = Date.now() - KEPT_MS;
    return withTenants(this.dataSource, tenants, async (tx) => {
      const parameters = [tenants, firstIdOf(before), new Date(before)];
      const [, deleted]: [unknown, number] = await tx.query(DELETE, parameters);
      return deleted === AT_ONCE;
    });
  }
}
