import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { FoundCase } from '../../application/ports.js';
import { maySee } from '../../domain/roles.js';
import { visible } from './visibility.js';

const some = fc.constantFrom('a', 'b', 'c');
const allowed = fc.option(fc.uniqueArray(some), { nil: undefined });
const restrictions = fc.record({ shopIds: allowed, merchantIds: allowed, anchorIds: allowed });
const value = fc.option(some);
const cases = fc
  .record({ shopId: value, merchantId: value, anchorId: value })
  .map((ids): FoundCase => ({ doc: '{}', version: 1, ...ids }));

/** Reads the predicate as the database would; anything it does not know fails. */
function matches(predicate: string, parameters: readonly unknown[], found: FoundCase): boolean {
  if (predicate === 'true') return true;
  const columns: Record<string, string | null> = {
    shop_id: found.shopId,
    merchant_id: found.merchantId,
    anchor_id: found.anchorId,
  };
  return predicate.split(' AND ').every((condition) => {
    const [, column = '', place] = /^case_view\.(\w+) = ANY \(\$(\d+)::text\[\]\)$/.exec(condition) ?? [];
    const held = columns[column];
    if (held === undefined) throw new Error(`unknown condition: ${condition}`);
    return held !== null && (parameters[Number(place) - 1] as string[]).includes(held);
  });
}

describe('what a restricted key sees', () => {
  it('is the same in lists and one by one', () => {
    fc.assert(
      fc.property(restrictions, cases, (restriction, found) => {
        const parameters: unknown[] = ['tenant'];
        expect(matches(visible(restriction, parameters), parameters, found)).toBe(maySee(restriction, found));
      }),
    );
  });

  it('is nothing for an empty list, and never a case without the id', () => {
    const found: FoundCase = { doc: '{}', version: 1, shopId: 'a', merchantId: null, anchorId: null };
    expect(maySee({}, found)).toBe(true);
    expect(maySee({ shopIds: [] }, found)).toBe(false);
    expect(maySee({ shopIds: ['a'], anchorIds: ['x'] }, found)).toBe(false);
  });
});
