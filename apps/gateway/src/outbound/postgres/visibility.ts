import type { Restriction } from '../../domain/roles.js';

/**
 * The one place that turns what a key may see into SQL, over `case_view`. The tenant itself is row-level security's;
 * this is the scope below it.
 */
export function visible(restriction: Restriction, parameters: unknown[], table = 'case_view'): string {
  const limits = [
    ['shop_id', restriction.shopIds],
    ['merchant_id', restriction.merchantIds],
    ['anchor_id', restriction.anchorIds],
  ] as const;
  const conditions = limits.flatMap(([column, allowed]) =>
    allowed === undefined ? [] : [`${table}.${column} = ANY ($${parameters.push(allowed)}::text[])`],
  );
  return conditions.length === 0 ? 'true' : conditions.join(' AND ');
}
