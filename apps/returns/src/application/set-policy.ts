import { changed, newId, refused, type Clock, type Decision, type Instant } from '@cartrail/kernel';
import {
  mergePolicy,
  policyInForce,
  presets,
  rulesForDate,
  type CategoryRow,
  type TenantRow,
} from '../domain/rules/category-policy.js';
import type { PolicyHistory, ReturnQueries } from './ports.js';

export type WantedRow = Omit<TenantRow, 'category' | 'version' | 'effectiveFrom'>;

/** A tenant's own rules about a category: each setting is a version, and none is ever changed or taken back. */
export class SetPolicy {
  constructor(
    private readonly queries: ReturnQueries,
    private readonly clock: Clock,
  ) {}

  /** Refused where it would take from the buyer what the law or the platform gives him. */
  decide(category: string, wanted: WantedRow, effectiveFrom?: Instant) {
    const now = this.clock.now();
    const from = effectiveFrom ?? now;
    const row: TenantRow = { ...wanted, category, version: newId(), effectiveFrom: from };
    return (known: PolicyHistory | undefined): Decision<PolicyHistory, never> => {
      // Acts are judged by the rules of their moment: a rule for the past would judge them anew.
      if (from < now) return refused('return-policy/backdated');
      const merged = mergePolicy(rulesForDate(presets, from), [row]);
      if (merged.kind === 'violations')
        return refused('return-policy/narrows-rights', { violations: merged.violations });
      return changed({ rows: [...(known?.rows ?? []), row] });
    };
  }

  /** What is in force now, the presets with the tenant's rows in them. */
  async inForce(
    tenantId: string,
  ): Promise<{ readonly version: string; readonly rows: readonly CategoryRow[] }> {
    const { rows } = await this.queries.rules(tenantId);
    const policy = policyInForce(presets, rows, this.clock.now());
    return { version: policy.version, rows: [...policy.rows, policy.defaultRow] };
  }
}
