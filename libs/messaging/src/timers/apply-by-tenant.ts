import { newId, type Cause } from '@cartrail/kernel';
import type { Commands } from '../idempotency/commands.js';
import { isInfrastructure } from '../database/transactions.js';
import type { AnyChange } from '../shell/types.js';

/** Applies what a timer found over all tenants, one transaction for each of them; who fails is told when all had their turn. */
export async function applyByTenant<T extends { readonly tenantId: string }>(
  commands: Commands,
  found: readonly T[],
  toChange: (item: T, cause: Cause) => AnyChange,
): Promise<void> {
  const byTenant = new Map<string, T[]>();
  for (const item of found) {
    const items = byTenant.get(item.tenantId);
    if (items) items.push(item);
    else byTenant.set(item.tenantId, [item]);
  }
  const failures: { readonly tenantId: string; readonly error: unknown }[] = [];
  for (const [tenantId, items] of byTenant) {
    const run = newId();
    const cause = { tenantId, correlationId: run, causationId: run };
    try {
      await commands.execute({
        cause,
        route: 'timer',
        fingerprint: '',
        changes: items.map((item) => toChange(item, cause)),
        answer: () => ({ status: 200, body: null }),
      });
    } catch (error) {
      if (isInfrastructure(error)) throw error;
      failures.push({ tenantId, error });
    }
  }
  if (failures.length === 0) return;
  throw new AggregateError(
    failures.map(({ error }) => error),
    failures
      .map(
        ({ tenantId, error }) => `tenant ${tenantId}: ${error instanceof Error ? error.message : 'unknown'}`,
      )
      .join('; '),
  );
}
