import { changed, nothing, type Decision } from '@cartrail/kernel';
import type { Calendar } from '../rules/window.js';
import { askedBy, earlier, mergeUnits } from './asked.js';
import { awaitingFor, claimOfCase, withClaim } from './claims.js';
import type { Asked } from './judgement.js';
import { giveNumber } from './numbers.js';
import type { OrderFact } from './order-facts.js';
import {
  newFile,
  RETURN_KIND,
  type CaseAsk,
  type CaseLink,
  type CaseNews,
  type Claim,
  type OrderFacts,
  type OrderFile,
} from './order-file.js';

type Decided = Decision<OrderFile, OrderFact>;

/** A case of the platform as it stands now: seen for the first time, or changed. `newId` names the claim if it is new. */
export function heardCase(
  known: OrderFile | undefined,
  orderId: string,
  given: CaseAsk,
  newId: string,
  calendar: Calendar,
): Decided {
  const file = known ?? newFile(orderId);
  const ask = { ...given, lines: mergeUnits(given.lines) };
  const claim = claimOfCase(file, ask.afterSaleId);
  if (!claim?.case) return openCase(file, ask, newId, calendar);
  if (claim.case.closed || ask.sourceUpdatedAt < claim.case.ask.sourceUpdatedAt) return nothing('older');
  if (sameAsk(claim.case.ask, ask)) return nothing();
  return amendCase(file, claim, claim.case, ask, calendar);
}

function openCase(file: OrderFile, ask: CaseAsk, newId: string, calendar: Calendar): Decided {
  const fresh = claimFor(ask, newId);
  if (ask.kind !== RETURN_KIND) return changed(withClaim(file, fresh));
  const { facts } = file;
  if (!facts) return changed(withClaim(file, fresh));
  const page = foreign(facts, ask) ? undefined : awaitingFor(file, ask.lines);
  if (!page) {
    const { next, fact } = open(file, facts, fresh, calendar);
    return changed<OrderFile, OrderFact>(next, fact);
  }
  const joined: Claim = {
    ...page,
    lines: ask.lines,
    state: 'live',
    reason: ask.reason,
    appliedAt: earlier(page.appliedAt, ask.appliedAt),
    case: { afterSaleId: ask.afterSaleId, ask },
  };
  const asked = askedBy(withClaim(file, joined), facts, joined, { calendar, via: 'page' });
  return changed<OrderFile, OrderFact>(withClaim(file, held(joined, asked)), {
    type: 'Joined',
    returnId: joined.claimId,
    asked,
  });
}

/** What is not allowed keeps no units from others; goods on their way do. */
const held = (claim: Claim, { ruling }: Asked): Claim => ({
  ...claim,
  state: ruling.allowed || claim.numbers.length > 0 ? 'live' : 'released',
});

/** Another buyer's case takes nobody's return over. */
const foreign = ({ buyerRef }: OrderFacts, ask: CaseAsk): boolean =>
  buyerRef !== undefined && ask.buyerRef !== undefined && ask.buyerRef !== buyerRef;

const claimFor = (ask: CaseAsk, claimId: string): Claim => ({
  claimId,
  isReturn: ask.kind === RETURN_KIND,
  lines: ask.lines,
  state: 'live',
  reason: ask.reason,
  appliedAt: ask.appliedAt,
  case: { afterSaleId: ask.afterSaleId, ask },
  numbers: [],
});

/** The return of a claim that has none yet. */
function open(
  file: OrderFile,
  facts: OrderFacts,
  claim: Claim,
  calendar: Calendar,
): { next: OrderFile; fact: OrderFact } {
  const asked = askedBy(withClaim(file, claim), facts, claim, { calendar, via: 'platform' });
  return {
    next: withClaim(file, held(claim, asked)),
    fact: { type: 'Asked', returnId: claim.claimId, asked },
  };
}

function amendCase(file: OrderFile, claim: Claim, link: CaseLink, ask: CaseAsk, calendar: Calendar): Decided {
  const buyerRef = ask.buyerRef ?? link.ask.buyerRef;
  const amended: Claim = {
    ...claim,
    isReturn: claim.isReturn || ask.kind === RETURN_KIND,
    lines: ask.lines,
    reason: ask.reason,
    case: { ...link, ask: { ...ask, buyerRef } },
  };
  const next = withClaim(file, amended);
  const { facts } = file;
  if (!facts || !amended.isReturn) return changed(next);
  if (!claim.isReturn) {
    const opened = open(next, facts, amended, calendar);
    return changed<OrderFile, OrderFact>(opened.next, opened.fact);
  }
  if (ask.kind !== RETURN_KIND) {
    const at = ask.sourceUpdatedAt;
    return changed<OrderFile, OrderFact>(next, {
      type: 'KindChanged',
      returnId: claim.claimId,
      kind: ask.kind,
      at,
    });
  }
  const asked = askedBy(next, facts, amended, { calendar, via: 'platform' });
  // A case that only moved on keeps what was decided about it, by whomever.
  const kept = asksTheSame(claim, amended) ? amended : held(amended, asked);
  return changed<OrderFile, OrderFact>(withClaim(file, kept), {
    type: 'Amended',
    returnId: claim.claimId,
    asked,
  });
}

const asksTheSame = (a: Claim, b: Claim): boolean =>
  a.reason === b.reason && JSON.stringify(a.lines) === JSON.stringify(b.lines);

const sameAsk = (a: CaseAsk, b: CaseAsk): boolean =>
  JSON.stringify({ ...a, buyerRef: undefined }) === JSON.stringify({ ...b, buyerRef: undefined });

/** Something happened to a case; what came before its order waits for it. */
export function caseNews(known: OrderFile | undefined, afterSaleId: string, news: CaseNews): Decided {
  const claim = known && claimOfCase(known, afterSaleId);
  if (!known || !claim?.case) return nothing('case-unknown');
  if (claim.case.closed) return nothing('case-closed');
  if (known.facts || !claim.isReturn) {
    const settled = settle(claim, claim.case, news);
    const file = withClaim(known, settled);
    return claim.isReturn ? tell(file, settled, news) : changed(file);
  }
  const waiting = [...(claim.case.waiting ?? []), news];
  return changed(withClaim(known, { ...claim, case: { ...claim.case, waiting } }));
}

/** What an end of the case means for the units it held. */
function settle(claim: Claim, link: CaseLink, news: CaseNews): Claim {
  if (news.type !== 'Closed') return claim;
  const refunded = news.outcome === 'refunded';
  return {
    ...claim,
    case: { ...link, closed: true },
    state: refunded ? 'refunded' : 'released',
    ...(refunded && { refundedFen: news.refundedFen ?? link.ask.refundAmountFen }),
  };
}

/** A case that lives makes its claim live again, whatever we had made of it. */
function tell(file: OrderFile, claim: Claim, news: CaseNews): Decided {
  if (news.type === 'ReturnShipped') return giveNumber(file, claim, { ...news, by: 'buyer' });
  const fact: OrderFact = { ...news, returnId: claim.claimId };
  const revived = news.type === 'Agreed' && claim.state === 'released';
  return changed<OrderFile, OrderFact>(revived ? withClaim(file, { ...claim, state: 'live' }) : file, fact);
}

/** The order is here: every case that waited is opened, and what came meanwhile is told in its order. */
export function openWaiting(
  file: OrderFile,
  facts: OrderFacts,
  calendar: Calendar,
): { file: OrderFile; told: OrderFact[] } {
  const told: OrderFact[] = [];
  let next = file;
  for (const claim of file.claims) {
    if (!claim.isReturn || !claim.case) continue;
    const { waiting = [], ...link } = claim.case;
    const opened = open(next, facts, { ...claim, state: 'live', case: link }, calendar);
    told.push(opened.fact);
    next = opened.next;
    for (const news of waiting) {
      const current = claimOfCase(next, link.afterSaleId) ?? claim;
      const decided = tell(withClaim(next, settle(current, link, news)), current, news);
      if (decided.kind !== 'changed') continue;
      next = decided.state;
      told.push(...decided.facts);
    }
  }
  return { file: next, told };
}
