import type { Instant } from '@cartrail/kernel';
import type { RuleId } from './rule-ids.js';
import type { ExtendLastDay } from './window.js';

/**
 * Y supported · S while the seal is unbroken · A not after activation or use · I not after installation ·
 * O the merchant may opt out with the buyer's confirmation · N statutory no.
 */
export type PolicyLetter = 'Y' | 'S' | 'A' | 'I' | 'O' | 'N';

export type ServiceLabel =
  | 'SUPPORTED'
  | 'SEAL_INTACT'
  | 'NOT_AFTER_INSTALL'
  | 'NOT_AFTER_ACTIVATION'
  | 'NOT_AFTER_USE'
  | 'CUSTOM_NO'
  | 'CONTRACT_PHONE_NO'
  | 'ANTI_FAKE_SEAL';

/** What the warehouse may find against an article of the category, and the rule it rests on. */
export interface ObjectionReason {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly ruleId: RuleId;
}

export type PhotoKind = 'LABEL' | 'OUTER' | 'OPENED' | 'ITEM' | 'DEFECT' | 'SERIAL' | 'WEIGH';

export interface CategoryRow {
  readonly category: string;
  readonly zh: string;
  readonly letters: readonly PolicyLetter[];
  /** The rule a refusal by this row rests on; R-01 where the row refuses nothing. */
  readonly ruleId: RuleId;
  readonly label: ServiceLabel | undefined;
  readonly windowDays: number;
  /** Codes a sign-off may object with; the general ones ({@link generalReasons}) come on top. */
  readonly objections: readonly ObjectionReason[];
  readonly requiredPhotos: readonly PhotoKind[];
  /** 包邮退货: the merchant pays no-reason returns too. */
  readonly freeReturns: boolean;
  /** What the return page shows: the row's intact test, and what the tenant adds. */
  readonly text: { readonly zh: string; readonly en: string };
  readonly version: string;
  readonly effectiveFrom: Instant;
}

/** The rules in force from a moment on; never changed once published, only followed by another version. */
export interface Policy {
  readonly version: string;
  readonly effectiveFrom: Instant;
  readonly extendLastDay: ExtendLastDay;
  readonly maxApplications: number;
  readonly rows: readonly CategoryRow[];
  /** For an article whose category is unknown or is none of ours: as letter Y, R-01. */
  readonly defaultRow: CategoryRow;
}

/** What a tenant sets for one category, from a moment on. Everything left out stays as the preset has it. */
export interface TenantRow {
  readonly category: string;
  readonly version: string;
  readonly effectiveFrom: Instant;
  readonly windowDays?: number;
  readonly letters?: readonly PolicyLetter[];
  /** Objection codes the tenant forgoes. */
  readonly waivedObjections?: readonly string[];
  readonly addedPhotos?: readonly PhotoKind[];
  readonly freeReturns?: boolean;
  readonly notice?: { readonly zh: string; readonly en: string };
}

export interface PolicyViolation {
  readonly category: string;
  readonly field: 'category' | 'windowDays' | 'letters' | 'waivedObjections' | 'addedPhotos';
  readonly ruleId: RuleId;
  readonly message: string;
}

export type MergedPolicy =
  | { readonly kind: 'merged'; readonly policy: Policy }
  | { readonly kind: 'violations'; readonly violations: readonly PolicyViolation[] };

/** All presets ever published, oldest first. */
export declare const presets: readonly Policy[];

/** Found against any article, whatever its category. */
export declare const generalReasons: readonly ObjectionReason[];

/** The preset in force when the act happened; the oldest one for what happened before all of them. */
export declare function rulesForDate(versions: readonly Policy[], at: Instant): Policy;

/** A tenant may add, never narrow: a row that takes from the buyer is answered with the rule it breaks. */
export declare function mergePolicy(preset: Policy, rows: readonly TenantRow[]): MergedPolicy;

/**
 * The tenant's policy at a moment: the preset then in force, with each category's newest row then in force. A row
 * that a newer preset has overtaken (it would narrow it now) is passed over.
 */
export declare function policyInForce(
  versions: readonly Policy[],
  history: readonly TenantRow[],
  at: Instant,
): Policy;

export declare function rowFor(policy: Policy, category: string | undefined): CategoryRow;
