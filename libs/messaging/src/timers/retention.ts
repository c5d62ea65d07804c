import { HOUR, type Clock } from '@cartrail/kernel';
import type { DataSource } from 'typeorm';
import type { Timers } from './timers.js';

/**
 * What the plumbing keeps, and for how long: longer than any sender repeats itself. `$1` is now in business time, which
 * pushes are stamped with; the rest goes by the database's own.
 */
const RULES = [
  {
    table: 'ingress',
    over: `state IN ('done', 'discarded') AND received_at < $1::timestamptz - interval '7 days'`,
  },
  { table: 'idempotency', over: `created_at < now() - interval '72 hours'` },
  { table: 'effect', over: `state IN ('done', 'discarded') AND next_at < now() - interval '30 days'` },
] as const;

/** Small enough that no sweep holds a snapshot for long: a held one makes the outbox' polls slow. */
const AT_ONCE = 5_000;

export class Retention {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  schedule(timers: Timers): void {
    timers.runEvery('retention', HOUR, async () => {
      const deleted = await Promise.all(RULES.map((rule) => this.sweep(rule)));
      return deleted.some((count) => count === AT_ONCE);
    });
  }

  private async sweep({ table, over }: (typeof RULES)[number]): Promise<number> {
    const [, count]: [unknown, number] = await this.dataSource.query(
      `DELETE FROM ${table} WHERE ctid = ANY (ARRAY(SELECT ctid FROM ${table} WHERE ${over} LIMIT ${AT_ONCE}))`,
      over.includes('$1') ? [new Date(this.clock.now())] : [],
    );
    return count;
  }
}
