import type { Instant } from '@cartrail/kernel';
import { paidForUnits } from '../rules/allocate.js';
import { generalReasons, policyInForce, presets, type Policy } from '../rules/category-policy.js';
import { decideEligibility } from '../rules/eligibility.js';
import { freightPayer, type FreightDecision } from '../rules/freight-payer.js';
import { asReason, causeOf } from '../rules/reasons.js';
import { refundAmount, type Units } from '../rules/refund-amount.js';
import type { SigningCandidate } from '../rules/signed-at.js';
import type { Calendar } from '../rules/window.js';
import { applicationsOf, refundedBefore, refuseLines } from './claims.js';
import type { Judgement, RefundBasis, ReturnLine, Ruling } from './judgement.js';
import type { OrderFacts, OrderFile } from './order-file.js';

/** A unit nobody weighed is taken for one kilogram. */
const USUAL_GRAMS = 1_000;

export interface Plea {
  /** The claim that asks, left out of what others hold. */
  readonly claimId?: string;
  readonly kind: string;
  readonly reason: string;
  readonly lines: readonly Units[];
  readonly appliedAt: Instant;
  readonly buyerRef?: string;
  readonly limitFen?: number;
}

interface Order {
  readonly file: OrderFile;
  readonly facts: OrderFacts;
}

/** What the rules say of these goods being asked back at that moment. Pure; the file must know its order. */
export function judge(file: OrderFile, facts: OrderFacts, plea: Plea, calendar: Calendar): Judgement {
  const policy = policyInForce(presets, file.rules.rows, plea.appliedAt);
  const refusal = refusalOf(file, facts, plea);
  const given = refusal
    ? refusedBy(policy, facts, plea, refusal)
    : byPolicy(policy, { file, facts }, plea, calendar);
  const refund = refundBasis({ file, facts }, plea, given.freight);
  const estimate = refund && refundAmount({ ...refund, platformRefundableFen: plea.limitFen });
  return {
    ...goods({ file, facts }, plea, policy),
    ruling: given.ruling,
    freightPayer: given.freight.return,
    refund,
    estimateFen: estimate?.amountFen ?? 0,
  };
}

/** What is no matter of return law: goods and buyer must be the order's own. */
function refusalOf(
  file: OrderFile,
  facts: OrderFacts,
  plea: Plea,
): Pick<Ruling, 'ruleId' | 'code'> | undefined {
  const lines = refuseLines(file, plea.lines, plea.claimId);
  if (plea.lines.length === 0 || lines?.code === 'return/line-unknown')
    return { ruleId: 'LINES-OF-ORDER', code: 'return/line-unknown' };
  if (lines) return { ruleId: 'UNITS-LEFT', code: lines.code };
  const foreign =
    plea.buyerRef !== undefined && facts.buyerRef !== undefined && plea.buyerRef !== facts.buyerRef;
  return foreign ? { ruleId: 'SAME-BUYER', code: 'return/other-buyer' } : undefined;
}

interface Given {
  readonly ruling: Ruling;
  readonly freight: FreightDecision;
}

const refusedBy = (
  { version, effectiveFrom }: Policy,
  facts: OrderFacts,
  plea: Plea,
  refusal: Pick<Ruling, 'ruleId' | 'code'>,
): Given => ({
  ruling: { ...refusal, ruleVersion: version, effectiveFrom, allowed: false },
  freight: freightPayer({ reason: asReason(plea.reason), freeShipping: facts.postFen === 0 }),
});

function byPolicy(policy: Policy, { file, facts }: Order, plea: Plea, calendar: Calendar): Given {
  const outcome = decideEligibility(
    {
      reason: asReason(plea.reason),
      kind: plea.kind,
      appliedAt: plea.appliedAt,
      signings: signingsOf(file, plea.lines),
      lines: plea.lines.map(({ lineId }) => ({
        lineId,
        category: lineOf(facts, lineId)?.category,
        applications: applicationsOf(file, lineId, plea.claimId),
      })),
      policy,
      freight: { freeShipping: facts.postFen === 0 },
    },
    calendar,
  );
  const { ruleId, ruleVersion, effectiveFrom, allowed, code, allowedUntil, inputs, freight } = outcome;
  return { ruling: { ruleId, ruleVersion, effectiveFrom, allowed, code, allowedUntil, inputs }, freight };
}

const lineOf = ({ lines }: OrderFacts, lineId: string) => lines.find((line) => line.lineId === lineId);

/**
 * Deliveries of the parcels these goods were in, once all of them are delivered: a line may be split over two, and the
 * buyer's time starts with the last. Of every outbound one where nobody said which.
 */
function signingsOf(file: OrderFile, lines: readonly Units[]): SigningCandidate[] {
  const carrying = file.outbound.filter(({ lineIds }) =>
    lines.some(({ lineId }) => lineIds.includes(lineId)),
  );
  const deliveries = new Map(file.heard.map(({ number, deliveredAt }) => [number, deliveredAt]));
  const coming = new Set(file.claims.flatMap(({ numbers }) => numbers));
  const numbers =
    carrying.length > 0
      ? carrying.map(({ number }) => number)
      : [...deliveries.keys()].filter((number) => !coming.has(number));
  const signings = numbers.flatMap((number): SigningCandidate[] => {
    const at = deliveries.get(number);
    return at === undefined ? [] : [{ source: 'carrier', at }];
  });
  return signings.length < carrying.length ? [] : signings;
}

/** Undefined where more comes back than the order has: then a person must say what is paid. */
function refundBasis(
  { file, facts }: Order,
  { lines, claimId }: Plea,
  { outbound }: FreightDecision,
): RefundBasis | undefined {
  const { returnedBefore, refundedBeforeFen } = refundedBefore(file, claimId);
  const possible = lines.every(
    ({ lineId, quantity }) =>
      quantity + sumOf(returnedBefore, lineId) <= (lineOf(facts, lineId)?.quantity ?? 0),
  );
  if (!possible || lines.length === 0) return undefined;
  return {
    lines: facts.lines.map(({ lineId, quantity, payAmountFen }) => ({ lineId, quantity, payAmountFen })),
    paidFen: facts.paidFen,
    returning: lines,
    returnedBefore,
    refundedBeforeFen,
    freight: outbound ? { outbound } : {},
    outboundPaidFen: facts.postFen,
  };
}

const sumOf = (lines: readonly Units[], lineId: string): number =>
  lines.filter((line) => line.lineId === lineId).reduce((sum, { quantity }) => sum + quantity, 0);

/** Only a change of mind is held against what is seen of the goods, by the rules of a category we know. */
function objectionsTo(
  { rows }: Policy,
  reason: string,
  category: string | undefined,
): readonly string[] | undefined {
  const row = rows.find((each) => each.category === category);
  if (!row || causeOf(asReason(reason)) !== 'buyer') return undefined;
  return [...row.objections, ...generalReasons].map(({ code }) => code);
}

function goods({ file, facts }: Order, plea: Plea, policy: Policy): Pick<Judgement, 'lines' | 'weightGrams'> {
  const { returnedBefore } = refundedBefore(file, plea.claimId);
  const lines = plea.lines.map(({ lineId, quantity }): ReturnLine => {
    const line = lineOf(facts, lineId);
    if (!line) return { lineId, quantity, paidFen: 0 };
    const { merchantSkuCode, title, category } = line;
    const gone = Math.min(sumOf(returnedBefore, lineId), line.quantity);
    const units = Math.min(quantity, line.quantity - gone);
    const paidFen = units > 0 ? paidForUnits(line.payAmountFen, line.quantity, gone, units) : 0;
    const objections = objectionsTo(policy, plea.reason, category);
    return { lineId, quantity, merchantSkuCode, title, category, paidFen, objections };
  });
  const weightGrams = plea.lines.reduce(
    (sum, { lineId, quantity }) => sum + (lineOf(facts, lineId)?.weightGrams ?? USUAL_GRAMS) * quantity,
    0,
  );
  return { lines, weightGrams: Math.max(weightGrams, 1) };
}
