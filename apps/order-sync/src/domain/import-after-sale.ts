import { changed, nothing, type Decision } from '@cartrail/kernel';
import { isByHand } from './act-by.js';
import type { AfterSale, AfterSaleFact, CaseOrder, CaseStatus, ObservedCase } from './after-sale.state.js';
import { caseRank, hasEnded, mayMove } from './case-progress.js';

type Known = ObservedCase & { readonly status: CaseStatus };

/**
 * One pull of a case against what we hold. Only a newer one counts, by (the platform's time, then the further state,
 * then when we asked), and nothing leads back out of an end but a refund. A state no table knows is kept beside ours.
 */
export function importAfterSale(
  held: AfterSale | undefined,
  seen: ObservedCase,
  order: CaseOrder,
): Decision<AfterSale, AfterSaleFact> {
  if (!isKnown(seen)) return held && isLater(held, seen) ? keepRaw(held, seen) : nothing('unknown state');
  if (!held) return told(undefined, toCase(undefined, seen, order));
  if (!isNewer(held, seen)) return nothing('not newer');
  if (!mayMove(held.status, seen.status)) return nothing('already ended');
  return told(held, toCase(held, seen, order));
}

const isKnown = (seen: ObservedCase): seen is Known => seen.status !== undefined;

const isLater = (held: AfterSale, seen: ObservedCase): boolean =>
  seen.sourceUpdatedAt > held.sourceUpdatedAt ||
  (seen.sourceUpdatedAt === held.sourceUpdatedAt && seen.askedAt > held.askedAt);

function isNewer(held: AfterSale, seen: Known): boolean {
  if (seen.sourceUpdatedAt !== held.sourceUpdatedAt) return seen.sourceUpdatedAt > held.sourceUpdatedAt;
  const [before, now] = [caseRank(held.status), caseRank(seen.status)];
  return now !== before ? now > before : seen.askedAt > held.askedAt;
}

/** The version moves with the platform, or an action on it would be refused for ever. */
const keepRaw = (held: AfterSale, seen: ObservedCase): Decision<AfterSale, never> =>
  hasEnded(held.status)
    ? nothing('already ended')
    : changed({
        ...held,
        platformState: seen.platformState,
        sourceUpdatedAt: seen.sourceUpdatedAt,
        askedAt: seen.askedAt,
      });

function toCase(held: AfterSale | undefined, seen: Known, order: CaseOrder): AfterSale {
  return {
    ...seen,
    orderId: order.orderId,
    first: held ? held.first : seen.first,
    buyerRef: order.buyerRef,
    lines: seen.lines.flatMap(({ platformLineId, quantity }) => {
      const lineId = order.lineIds.get(platformLineId);
      return lineId === undefined ? [] : [{ lineId, quantity }];
    }),
    outcome: held?.status === seen.status ? held.outcome : seen.outcome,
    refundedFen: seen.refundedFen ?? held?.refundedFen,
    returnParcel: nextParcel(held, seen),
    ...nextReason(held, seen),
    ...nextAgreement(held, seen.status, seen),
  };
}

/** Not every answer of the platform tells the reason again. */
const nextReason = (held: AfterSale | undefined, seen: Known) =>
  seen.platformReasonCode === undefined && held !== undefined
    ? { reason: held.reason, platformReasonCode: held.platformReasonCode }
    : { reason: seen.reason, platformReasonCode: seen.platformReasonCode };

/** A parcel, once told, stays until another number comes, or its carrier becomes known. */
function nextParcel(held: AfterSale | undefined, seen: Known): AfterSale['returnParcel'] {
  const [before, now] = [held?.returnParcel, seen.returnParcel];
  if (!before || !now) return now ?? before;
  const better = now.carrier !== before.carrier && now.carrier !== 'UNKNOWN';
  return now.number !== before.number || better ? now : before;
}

/** Who agreed: we, where the platform may have been told by us, else the platform's own desk or clock. */
function nextAgreement(
  held: AfterSale | undefined,
  status: CaseStatus,
  seen: Known,
): Pick<AfterSale, 'agreed' | 'agreeing'> {
  const { agreed, agreeing } = held ?? {};
  if (status === 'requested') return held?.status === 'requested' ? { agreed, agreeing } : { agreeing };
  if (hasEnded(status)) return { agreed };
  if (status !== 'awaiting_return' && status !== 'return_shipped') return { agreed, agreeing };
  if (agreed) return { agreed };
  return { agreed: { by: agreeing?.sent === true ? 'cartrail' : 'platform', at: seen.sourceUpdatedAt } };
}

/** Every fact of the step from `held` to `next`, in the order it must have happened. */
function told(held: AfterSale | undefined, next: AfterSale): Decision<AfterSale, AfterSaleFact> {
  const facts: AfterSaleFact[] = [];
  if (next.agreed && !held?.agreed) {
    const { by, at } = next.agreed;
    const shipBy = next.status === 'awaiting_return' ? next.statusDeadline : undefined;
    facts.push({ type: 'AfterSaleAgreed', by, shipBy, agreedAt: at });
  }
  if (next.returnParcel && next.returnParcel !== held?.returnParcel) {
    facts.push({ type: 'AfterSaleReturnShipped', parcel: next.returnParcel });
  }
  if (next.outcome && held?.status !== next.status) facts.push(closed(next, next.outcome));
  if (!held) return changed(next, { type: 'AfterSaleRequested', ask: next }, ...facts);
  const moved = facts.length === 0 && held.status !== next.status;
  const amended =
    moved ||
    asksOtherwise(held, next) ||
    isHandNews(held, next) ||
    (isDeadlineNews(held, next) && !tellsDeadline(facts));
  return changed(next, ...(amended ? [{ type: 'AfterSaleAmended', ask: next } as const] : []), ...facts);
}

const closed = (next: AfterSale, outcome: NonNullable<AfterSale['outcome']>): AfterSaleFact => ({
  type: 'AfterSaleClosed',
  outcome,
  ...(outcome === 'refunded' && { refundedFen: next.refundedFen ?? next.refundAmountFen }),
  closedAt: next.sourceUpdatedAt,
});

const ask = ({
  kind,
  lines,
  reason,
  platformReasonCode,
  refundAmountFen,
  refundPostFen,
}: AfterSale): string =>
  JSON.stringify([
    kind,
    lines.map(({ lineId, quantity }) => `${lineId}/${quantity}`).sort(),
    reason,
    platformReasonCode,
    refundAmountFen,
    refundPostFen,
  ]);

const asksOtherwise = (held: AfterSale, next: AfterSale): boolean =>
  !hasEnded(next.status) && ask(held) !== ask(next);

const isDeadlineNews = (held: AfterSale, next: AfterSale): boolean =>
  !hasEnded(next.status) && held.statusDeadline !== next.statusDeadline;

/** No other fact says that a person has to answer now, or has not to any more. */
const isHandNews = (held: AfterSale, next: AfterSale): boolean =>
  !hasEnded(next.status) && isByHand(held) !== isByHand(next);

/** An agreement tells by when the buyer must send the goods, where that is what is waited for. */
const tellsDeadline = (facts: readonly AfterSaleFact[]): boolean =>
  facts.some((fact) => fact.type === 'AfterSaleAgreed' && fact.shipBy !== undefined);
