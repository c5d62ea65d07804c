import type { Instant } from '@cartrail/kernel';
import type { ObjectionReason } from './objections.js';
import type { RuleId } from './rule-ids.js';
import type { ExtendLastDay } from './window.js';

/**
 * Y supported · S while the seal is unbroken · A not after activation or use · I not after installation ·
 * O the merchant may opt out with the buyer's confirmation · N statutory no.
 */
export type PolicyLetter = 'Y' | 'S' | 'A' | 'I' | 'O' | 'N';

/** The public service label shown with the article at sale. */
export type ServiceLabel =
  | 'SUPPORTED'
  | 'SEAL_INTACT'
  | 'NOT_AFTER_INSTALL'
  | 'NOT_AFTER_ACTIVATION'
  | 'NOT_AFTER_USE'
  | 'CUSTOM_NO'
  | 'CONTRACT_PHONE_NO'
  | 'ANTI_FAKE_SEAL';

export type PhotoKind = 'LABEL' | 'OUTER' | 'OPENED' | 'ITEM' | 'DEFECT' | 'SERIAL' | 'WEIGH';

export interface Text {
  readonly zh: string;
  readonly en: string;
}

export interface CategoryRow {
  readonly category: string;
  readonly zh: string;
  readonly letters: readonly PolicyLetter[];
  /** The rule a refusal by this row rests on; R-01 where the row refuses nothing. */
  readonly ruleId: RuleId;
  /** Absent where the article is never returned without a reason, and no public label says so. */
  readonly label?: ServiceLabel;
  readonly windowDays: number;
  /** What a sign-off may object with; `generalReasons` come on top. */
  readonly objections: readonly ObjectionReason[];
  readonly requiredPhotos: readonly PhotoKind[];
  /** 包邮退货: the merchant pays no-reason returns too. */
  readonly freeReturns: boolean;
  /** The row's intact test, and what the tenant adds; shown before a return is asked for. */
  readonly text: Text;
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
  /** For an article whose category is unknown or none of ours: as letter Y, R-01. */
  readonly defaultRow: CategoryRow;
}

/** The version in force when the act happened; the oldest one for what happened before all of them. */
export function rulesForDate(versions: readonly Policy[], at: Instant): Policy {
  const byAge = [...versions].sort((a, b) => a.effectiveFrom - b.effectiveFrom);
  const found = byAge.findLast(({ effectiveFrom }) => effectiveFrom <= at) ?? byAge[0];
  if (found === undefined) throw new RangeError('no policy at all');
  return found;
}

export const rowFor = (policy: Policy, category: string | undefined): CategoryRow =>
  policy.rows.find((row) => row.category === category) ?? policy.defaultRow;
