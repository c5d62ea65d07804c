import type { Instant } from '@cartrail/kernel';
import type { Policy } from './category-policy.js';
import type { FreightCase, FreightDecision, FreightPayer } from './freight-payer.js';
import type { ReturnReason } from './reasons.js';
import type { RuleId } from './rule-ids.js';
import type { SigningCandidate } from './signed-at.js';
import type { Calendar } from './window.js';

/** What is known of an article's state when its return is asked for. */
export type ArticleState = 'seal_broken' | 'activated' | 'installed';

/** The merchant says this article was sold as not returnable; R-06 says when he may rely on it. */
export interface ClaimedExclusion {
  readonly markedAtSale: boolean;
  /** The buyer confirmed it for this purchase, in a step of its own; a pre-ticked box is no confirmation. */
  readonly confirmedByBuyer: boolean;
}

export interface EligibilityLine {
  readonly lineId: string;
  readonly category?: string;
  /** Absent: nobody said. */
  readonly state?: ArticleState;
  readonly exclusion?: ClaimedExclusion;
  /** Applications made for this line before this one. */
  readonly applications: number;
}

export interface EligibilityInput {
  readonly reason: ReturnReason;
  /** return_refund, exchange, …, as the case spells it. */
  readonly kind: string;
  readonly appliedAt: Instant;
  readonly signings: readonly SigningCandidate[];
  /** At least one. */
  readonly lines: readonly EligibilityLine[];
  /** The policy in force at `appliedAt` ({@link policyInForce}). */
  readonly policy: Policy;
  /** What decides on freight beside reason, kind and the policy's free returns. */
  readonly freight: Omit<FreightCase, 'reason' | 'exchange' | 'freeReturns'>;
}

export type EligibilityCode =
  'return/eligible' | 'return/window-closed' | 'return/not-returnable' | 'return/too-many-applications';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** The decision with all that is needed to repeat and to explain it. */
export interface RuleOutcome {
  readonly allowed: boolean;
  readonly code: EligibilityCode;
  readonly ruleId: RuleId;
  readonly ruleVersion: string;
  readonly effectiveFrom: Instant;
  /** The end (exclusive) of the time to apply; absent before signing, and where nothing was ever allowed. */
  readonly allowedUntil?: Instant;
  /** The line that decided: the strictest of those that go back together. */
  readonly lineId: string;
  readonly freightPayer: FreightPayer;
  readonly freight: FreightDecision;
  /** What was decided on, as plain JSON. */
  readonly inputs: { readonly [key: string]: Json };
}

export declare function decideEligibility(input: EligibilityInput, calendar: Calendar): RuleOutcome;
