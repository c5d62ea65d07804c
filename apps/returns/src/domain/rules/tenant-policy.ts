import type { Instant } from '@cartrail/kernel';
import {
  rulesForDate,
  type CategoryRow,
  type PhotoKind,
  type Policy,
  type PolicyLetter,
  type Text,
} from './policy.js';
import type { RuleId } from './rule-ids.js';

/** What a tenant sets for one category, from a moment on. Everything left out stays as the preset has it. */
export interface TenantRow {
  /** A category of the preset, or DEFAULT for its default row. */
  readonly category: string;
  readonly version: string;
  readonly effectiveFrom: Instant;
  readonly windowDays?: number;
  readonly letters?: readonly PolicyLetter[];
  /** Codes of objections the tenant forgoes. */
  readonly waivedObjections?: readonly string[];
  readonly addedPhotos?: readonly PhotoKind[];
  readonly freeReturns?: boolean;
  readonly notice?: Text;
}

export interface PolicyViolation {
  readonly category: string;
  readonly field: 'category' | 'windowDays' | 'letters' | 'waivedObjections' | 'freeReturns';
  readonly ruleId: RuleId;
  readonly message: string;
}

export type MergedPolicy =
  | { readonly kind: 'merged'; readonly policy: Policy }
  | { readonly kind: 'violations'; readonly violations: readonly PolicyViolation[] };

/** A tenant may add, never narrow: a row that takes from the buyer is answered with the rule it breaks. */
export function mergePolicy(preset: Policy, rows: readonly TenantRow[]): MergedPolicy {
  const violations = rows.flatMap((row) => violationsOf(preset, row));
  if (violations.length > 0) return { kind: 'violations', violations };
  const merged = (row: CategoryRow): CategoryRow =>
    rows.filter(({ category }) => category === row.category).reduce(widen, row);
  return {
    kind: 'merged',
    policy: { ...preset, rows: preset.rows.map(merged), defaultRow: merged(preset.defaultRow) },
  };
}

/**
 * The tenant's policy at a moment: the preset then in force, with each category's newest row then in force. A row
 * that a newer preset has overtaken (it would narrow it now) is passed over.
 */
export function policyInForce(
  versions: readonly Policy[],
  history: readonly TenantRow[],
  at: Instant,
): Policy {
  const preset = rulesForDate(versions, at);
  const newest = new Map<string, TenantRow>();
  for (const row of history) {
    const known = newest.get(row.category);
    if (row.effectiveFrom <= at && (known === undefined || row.effectiveFrom >= known.effectiveFrom))
      newest.set(row.category, row);
  }
  const rows = [...newest.values()].filter((row) => violationsOf(preset, row).length === 0);
  const merged = mergePolicy(preset, rows);
  return merged.kind === 'merged' ? merged.policy : preset;
}

function violationsOf(preset: Policy, row: TenantRow): PolicyViolation[] {
  const base = [...preset.rows, preset.defaultRow].find(({ category }) => category === row.category);
  const found: PolicyViolation[] = [];
  const breaks = (field: PolicyViolation['field'], ruleId: RuleId, message: string) =>
    found.push({ category: row.category, field, ruleId, message });
  if (base === undefined) {
    breaks('category', 'R-07', 'no category of the preset');
    return found;
  }
  const { windowDays = base.windowDays, letters = base.letters, waivedObjections = [] } = row;
  if (!Number.isSafeInteger(windowDays) || windowDays < base.windowDays)
    breaks('windowDays', 'R-01', `at least ${base.windowDays} days`);
  if (narrower(letters, base.letters))
    breaks('letters', 'R-07', `nothing may be excluded beyond ${base.letters.join('/')}`);
  if (waivedObjections.some((code) => !base.objections.some((reason) => reason.code === code)))
    breaks('waivedObjections', 'R-09', 'no objection of this category');
  if (base.freeReturns && row.freeReturns === false)
    breaks('freeReturns', 'R-13', 'the preset promises free returns');
  return found;
}

/** Every letter but Y excludes something; a statutory no excludes all, so anything is wider. */
function narrower(letters: readonly PolicyLetter[], base: readonly PolicyLetter[]): boolean {
  if (letters.length === 0) return true;
  return !base.includes('N') && letters.some((letter) => letter !== 'Y' && !base.includes(letter));
}

function widen(base: CategoryRow, row: TenantRow): CategoryRow {
  const { notice, waivedObjections = [] } = row;
  const letters = row.letters ?? base.letters;
  return {
    ...base,
    letters,
    ...(letters.every((letter) => letter === 'Y') && { ruleId: 'R-01', label: 'SUPPORTED' }),
    windowDays: row.windowDays ?? base.windowDays,
    objections: base.objections.filter(({ code }) => !waivedObjections.includes(code)),
    requiredPhotos: [...new Set([...base.requiredPhotos, ...(row.addedPhotos ?? [])])],
    freeReturns: row.freeReturns ?? base.freeReturns,
    text: notice ? { zh: `${base.text.zh}\n${notice.zh}`, en: `${base.text.en}\n${notice.en}` } : base.text,
    version: `${base.version}+${row.version}`,
    effectiveFrom: Math.max(base.effectiveFrom, row.effectiveFrom),
  };
}
