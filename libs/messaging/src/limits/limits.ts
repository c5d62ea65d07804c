import type { DataSource } from 'typeorm';
import { withTenants } from '../database/transactions.js';
import { COUNT, PASS, SLOTS, SPENT } from './limits.sql.js';

/**
 * How often something outside may be asked, across all processes of a service: one row per tenant and key, one statement
 * per question, in a transaction of its own. By the database's clock and never the simulated one, as who is asked counts
 * real seconds too. What a call was let through for is spent, whatever becomes of the call.
 */
export class Limits {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Milliseconds until the call may be made; 0 has taken a token now. Who comes back after them may find that another was
   * faster. In any `t` seconds never more than `perSecond * t + burst`. Throws `RangeError` for a rate that lets nothing
   * through.
   */
  take(
    tenantId: string,
    key: string,
    { perSecond, burst }: { readonly perSecond: number; readonly burst: number },
  ): Promise<number> {
    if (!(perSecond > 0 && burst >= 1)) {
      return Promise.reject(new RangeError(`no call fits ${perSecond} a second, ${burst} at once`));
    }
    const stepUs = Math.ceil(1_000_000 / perSecond);
    return this.pass(tenantId, 'bucket', key, stepUs, stepUs * burst);
  }

  /** 0 and the lock is held for `forMs`; else milliseconds until it ends. Nobody can give it back. */
  lock(tenantId: string, key: string, forMs: number): Promise<number> {
    return this.pass(tenantId, 'lock', key, forMs * 1_000, forMs * 1_000);
  }

  /**
   * Whether another one fits under the cap, and counts it if so: never more than `most` in any `perMs`, wherever the
   * vendor's own period begins. What was counted makes room up to a twenty-fourth of the period late.
   */
  async count(
    tenantId: string,
    key: string,
    { most, perMs }: { readonly most: number; readonly perMs: number },
  ): Promise<boolean> {
    if (most < 1) return false;
    const [kind, slotMs] = capOf(perMs);
    const row = await this.ask<{ granted: boolean }>(tenantId, COUNT, [kind, key, slotMs, most]);
    return row.granted;
  }

  /** What {@link count} counted in the last `perMs`, or a twenty-fourth of them longer. */
  async spent(tenantId: string, key: string, perMs: number): Promise<number> {
    const [kind, slotMs] = capOf(perMs);
    return (await this.ask<{ spent: number }>(tenantId, SPENT, [kind, key, slotMs])).spent;
  }

  private async pass(
    tenantId: string,
    kind: string,
    key: string,
    stepUs: number,
    depthUs: number,
  ): Promise<number> {
    const { granted, wait_ms: waitMs } = await this.ask<{ granted: boolean; wait_ms: number }>(
      tenantId,
      PASS,
      [kind, key, stepUs, depthUs],
    );
    return granted ? 0 : Math.max(1, Math.ceil(waitMs));
  }

  private async ask<Row>(tenantId: string, statement: string, given: readonly unknown[]): Promise<Row> {
    const [row] = await withTenants(this.dataSource, [tenantId], (tx) =>
      tx.query<Row[]>(statement, [tenantId, ...given]),
    );
    if (row === undefined) throw new Error('a limit gave no answer');
    return row;
  }
}

function capOf(perMs: number): readonly [kind: string, slotMs: number] {
  const slotMs = Math.ceil(perMs / SLOTS);
  return [`cap ${slotMs}`, slotMs];
}
