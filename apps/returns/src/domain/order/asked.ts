import type { Instant } from '@cartrail/kernel';
import { asReason } from '../rules/reasons.js';
import type { Units } from '../rules/refund-amount.js';
import type { Calendar } from '../rules/window.js';
import { judge } from './judge.js';
import type { Asked } from './judgement.js';
import type { CaseAsk, Claim, OrderFacts, OrderFile } from './order-file.js';

/** What a claim asks, judged by the rules of the moment it was made. */
export function askedBy(
  file: OrderFile,
  facts: OrderFacts,
  claim: Claim,
  {
    calendar,
    via,
    ...more
  }: { readonly calendar: Calendar; readonly via: Asked['via'] } & Pick<Asked, 'note' | 'platformForm'>,
): Asked {
  const ask = claim.case?.ask;
  const kind = ask?.kind ?? 'return_refund';
  const reason = ask?.reason ?? claim.reason;
  const judgement = judge(
    file,
    facts,
    {
      claimId: claim.claimId,
      kind,
      reason,
      lines: claim.lines,
      appliedAt: claim.appliedAt,
      buyerRef: ask?.buyerRef,
      limitFen: ask?.refundAmountFen,
    },
    calendar,
  );
  const { shopId, platform, platformOrderId, buyerRef, buyerRegion } = facts;
  const { autoApprove = false, warehouseCode } = file.rules.settings;
  return {
    ...judgement,
    orderId: file.orderId,
    shopId,
    platform,
    platformOrderId,
    buyerRef,
    buyerRegion,
    via,
    kind,
    reason: asReason(reason),
    appliedAt: claim.appliedAt,
    case: ask && termsOf(ask),
    autoApprove,
    warehouseCode: warehouseCode ?? facts.warehouseCode,
    ...more,
  };
}

const termsOf = (ask: CaseAsk): Asked['case'] => ({
  afterSaleId: ask.afterSaleId,
  platformAfterSaleId: ask.platformAfterSaleId,
  status: ask.status,
  limitFen: ask.refundAmountFen,
  deadline: ask.statusDeadline,
});

/** One entry per line, in the order of first mention. */
export function mergeUnits(lines: readonly Units[]): Units[] {
  const sums = new Map<string, number>();
  for (const { lineId, quantity } of lines) sums.set(lineId, (sums.get(lineId) ?? 0) + quantity);
  return [...sums].map(([lineId, quantity]) => ({ lineId, quantity }));
}

/** The earlier of two applications stands: whoever asked in time did so. */
export const earlier = (a: Instant, b: Instant): Instant => Math.min(a, b);
