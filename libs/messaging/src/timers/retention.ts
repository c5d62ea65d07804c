import { HOUR, type Clock } from '@cartrail/kernel';
import type { DataSource, EntityManager } from 'typeorm';
import { withTenants } from '../database/transactions.js';
import type { TenantDirectory } from '../tenants/tenant-directory.js';
import type { Timers } from './timers.js';

interface Rule {
  readonly table: string;
  readonly over: string;
}

/**
 * What the plumbing keeps, and for how long: longer than any sender repeats itself. `$1` is now in business time, which
 * pushes are stamped with; the rest goes by the database's own.
 */
const RULES: readonly Rule[] = [
  {
    table: 'ingress',
    over: `state IN ('done', 'discarded') AND received_at < $1::timestamptz - interval '7 days'`,
  },
  { table: 'idempotency', over: `created_at < now() - interval '72 hours'` },
  { table: 'effect', over: `state IN ('done', 'discarded') AND next_at < now() - interval '30 days'` },
];

/** Under row-level security, so that it is looked through tenant by tenant: a limit that is as good as never asked. */
const LIMITS: Rule = { table: 'rate_limit', over: `full_at < now() - interval '1 day'` };

/** So many tenants at a time: their names are compared with every row. */
const TENANTS_AT_ONCE = 100;

/** Small enough that no sweep holds a snapshot for long: a held one makes the outbox' polls slow. */
const AT_ONCE = 5_000;

export class Retention {
  constructor(
    private readonly dataSource: DataSource,
    private readonly tenants: TenantDirectory,
    private readonly clock: Clock,
  ) {}

  schedule(timers: Timers): void {
    timers.runEvery('retention', HOUR, async () => {
      const deleted = await Promise.all([
        ...RULES.map((rule) => this.sweep(this.dataSource, rule)),
        this.sweepLimits(),
      ]);
      return deleted.some((count) => count === AT_ONCE);
    });
  }

  private async sweepLimits(): Promise<number> {
    const tenants = await this.tenants.all();
    let most = 0;
    for (let at = 0; at < tenants.length; at += TENANTS_AT_ONCE) {
      const some = tenants.slice(at, at + TENANTS_AT_ONCE);
      const deleted = await withTenants(this.dataSource, some, (tx) => this.sweep(tx, LIMITS));
      most = Math.max(most, deleted);
    }
    return most;
  }

  private async sweep(database: DataSource | EntityManager, { table, over }: Rule): Promise<number> {
    // `over` once more: what was found old and is changed meanwhile is looked at again before it goes.
    const [, count]: [unknown, number] = await database.query(
      `DELETE FROM ${table}
        WHERE ctid = ANY (ARRAY(SELECT ctid FROM ${table} WHERE ${over} LIMIT ${AT_ONCE})) AND ${over}`,
      over.includes('$1') ? [new Date(this.clock.now())] : [],
    );
    return count;
  }
}
