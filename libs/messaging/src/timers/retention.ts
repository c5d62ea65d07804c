import { HOUR } from '@cartrail/kernel';
import type { DataSource } from 'typeorm';
import type { Timers } from './timers.js';

/** What the plumbing keeps, and for how long (machine time). Longer than any sender repeats itself. */
const RULES = [
  `DELETE FROM ingress WHERE state = 'done' AND received_at < now() - interval '7 days'`,
  `DELETE FROM idempotency WHERE created_at < now() - interval '72 hours'`,
  `DELETE FROM effect WHERE state = 'done' AND next_at < now() - interval '30 days'`,
] as const;

export class Retention {
  constructor(private readonly dataSource: DataSource) {}

  schedule(timers: Timers): void {
    timers.runEvery('retention', HOUR, async () => {
      for (const rule of RULES) await this.dataSource.query(rule);
    });
  }
}
