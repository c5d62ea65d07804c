import { toIso, type Instant } from '@cartrail/kernel';
import { withoutReason, type ArticleFacts } from './exclusions.js';
import { freightPayer, type FreightCase, type FreightDecision, type FreightPayer } from './freight-payer.js';
import { rowFor, type CategoryRow, type Policy } from './policy.js';
import { causeOf, type ReturnReason } from './reasons.js';
import type { RuleId } from './rule-ids.js';
import { signedAtForBuyer, type Signing, type SigningCandidate } from './signed-at.js';
import { inWindow, returnWindow, type Calendar, type Window } from './window.js';

export type { ArticleState } from './exclusions.js';

export interface EligibilityLine extends ArticleFacts {
  readonly lineId: string;
  readonly category?: string;
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

interface LineDecision extends Pick<RuleOutcome, 'allowed' | 'code' | 'ruleId' | 'allowedUntil' | 'lineId'> {
  readonly row: CategoryRow;
  readonly window: Window | undefined;
}

/** Decides for goods that go back together: the strictest line decides, and is named. */
export function decideEligibility(input: EligibilityInput, calendar: Calendar): RuleOutcome {
  const signing = signedAtForBuyer(input.signings);
  const decisions = input.lines.map((line) => decideLine(input, line, signing, calendar));
  const [strictest] = [...decisions].sort(byStrictness);
  if (strictest === undefined) throw new RangeError('a return without lines');
  const freight = freightPayer({
    ...input.freight,
    reason: input.reason,
    exchange: input.kind === 'exchange',
    freeReturns: decisions.every(({ row }) => row.freeReturns),
  });
  const { allowed, code, ruleId, allowedUntil, lineId, row } = strictest;
  return {
    allowed,
    code,
    ruleId,
    ruleVersion: row.version,
    effectiveFrom: row.effectiveFrom,
    ...(allowedUntil !== undefined && { allowedUntil }),
    lineId,
    freightPayer: freight.return,
    freight,
    inputs: inputsOf(input, signing, decisions),
  };
}

function decideLine(
  input: EligibilityInput,
  line: EligibilityLine,
  signing: Signing | undefined,
  calendar: Calendar,
): LineDecision {
  const { policy, appliedAt, reason } = input;
  const row = rowFor(policy, line.category);
  const options = { days: row.windowDays, extendLastDay: policy.extendLastDay };
  const window = signing && returnWindow(signing.at, calendar, options);
  const about = { lineId: line.lineId, row, window };
  if (line.applications >= policy.maxApplications)
    return { ...about, allowed: false, code: 'return/too-many-applications', ruleId: 'MAX-APPLICATIONS' };
  const until = window && { allowedUntil: window.until };
  if (window && !inWindow(appliedAt, window)) {
    const ruleId = causeOf(reason) === 'merchant' ? 'R-15' : 'R-01';
    return { ...about, ...until, allowed: false, code: 'return/window-closed', ruleId };
  }
  const eligible = (ruleId: RuleId): LineDecision => ({
    ...about,
    ...until,
    allowed: true,
    code: 'return/eligible',
    ruleId,
  });
  if (causeOf(reason) === 'merchant') return eligible('R-15');
  const { refused, ruleId } = withoutReason(row, line);
  if (!refused) return eligible(ruleId);
  // Nobody could read the reason: it may be the merchant's fault, and is not refused as a change of mind.
  if (causeOf(reason) === 'unknown') return eligible('R-15');
  return { ...about, allowed: false, code: 'return/not-returnable', ruleId };
}

const strictness: Readonly<Record<EligibilityCode, number>> = {
  'return/not-returnable': 0,
  'return/window-closed': 1,
  'return/too-many-applications': 2,
  'return/eligible': 3,
};

function byStrictness(a: LineDecision, b: LineDecision): number {
  return (
    strictness[a.code] - strictness[b.code] ||
    (a.allowedUntil ?? 0) - (b.allowedUntil ?? 0) ||
    (a.lineId < b.lineId ? -1 : 1)
  );
}

function inputsOf(
  input: EligibilityInput,
  signing: Signing | undefined,
  decisions: readonly LineDecision[],
): RuleOutcome['inputs'] {
  return {
    reason: input.reason,
    kind: input.kind,
    appliedAt: toIso(input.appliedAt),
    signedAt: signing ? toIso(signing.at) : null,
    signedBy: signing?.source ?? null,
    policyVersion: input.policy.version,
    freight: jsonOf({ ...input.freight }),
    lines: decisions.map(({ lineId, code, ruleId, row, window }, at) => ({
      lineId,
      code,
      ruleId,
      category: input.lines[at]?.category ?? null,
      row: row.category,
      ruleVersion: row.version,
      letters: row.letters.join(''),
      state: input.lines[at]?.state ?? null,
      exclusion: jsonOf({ ...input.lines[at]?.exclusion }),
      applications: input.lines[at]?.applications ?? 0,
      from: window ? toIso(window.from) : null,
      until: window ? toIso(window.until) : null,
      calendarUnknown: window?.calendarUnknown ?? false,
    })),
  };
}

const jsonOf = (flat: Readonly<Record<string, string | boolean | undefined>>): Json =>
  Object.fromEntries(
    Object.entries(flat).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
