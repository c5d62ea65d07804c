import { newId, type Cause } from '@cartrail/kernel';
import type { Commands } from '../idempotency/commands.js';
import type { AnyChange } from '../shell/types.js';

/** Applies what a timer found over all tenants, one transaction for each of them. */
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
  for (const [tenantId, items] of byTenant) {
    const run = newId();
    const cause = { tenantId, correlationId: run, causationId: run };
    await commands.execute({
      cause,
      route: 'timer',
      fingerprint: '',
      changes: items.map((item) => toChange(item, cause)),
      answer: () => ({ status: 200, body: null }),
    });
  }
}
