import { changed, nothing, type Decision, type Instant } from '@cartrail/kernel';
import type { Calendar } from '../rules/window.js';
import { askedBy } from './asked.js';
import { claimOfReturn, withClaim } from './claims.js';
import type { OrderFact, SignOff } from './order-facts.js';
import { RETURN_KIND, type OrderFile } from './order-file.js';

type Decided = Decision<OrderFile, OrderFact>;

export interface SignedReturn extends SignOff {
  readonly returnId: string;
}

/** The warehouse signed for goods of these returns; others of the record belong to other orders. */
export function signedOff(
  file: OrderFile | undefined,
  records: readonly SignedReturn[],
  calendar: Calendar,
): Decided {
  if (!file?.facts) return nothing('order-unknown');
  const { facts } = file;
  const told = records.flatMap(({ returnId, ...signOff }): OrderFact[] => {
    const claim = claimOfReturn(file, returnId);
    if (!claim) return [];
    const { refund } = askedBy(file, facts, claim, { calendar, via: 'platform' });
    return [{ type: 'SignedOff', returnId, signOff, refund }];
  });
  return told.length === 0 ? nothing('no-such-return') : changed<OrderFile, OrderFact>(file, ...told);
}

export function superseded(
  file: OrderFile | undefined,
  { returnIds, ...record }: { returnIds: readonly string[]; signOffId: string; by: string; at: Instant },
): Decided {
  const told = returnIds
    .filter((returnId) => file && claimOfReturn(file, returnId))
    .map((returnId): OrderFact => ({ type: 'Superseded', returnId, ...record }));
  return file && told.length > 0 ? changed<OrderFile, OrderFact>(file, ...told) : nothing('no-such-return');
}

type RefundNews = Extract<OrderFact, { readonly type: 'RefundSucceeded' | 'RefundFailed' }>;

/** What came of a refund at the platform. */
export function refundNews(file: OrderFile | undefined, news: RefundNews): Decided {
  const claim = file && claimOfReturn(file, news.returnId);
  if (!file || !claim) return nothing('no-such-return');
  const paid = news.type === 'RefundSucceeded';
  const next = paid ? withClaim(file, { ...claim, state: 'refunded', refundedFen: news.amountFen }) : file;
  return changed<OrderFile, OrderFact>(next, news);
}

/** A return took up its units again, or gave them back, by what a person or a timer decided. */
export function noteReturn(
  file: OrderFile | undefined,
  returnId: string,
  state: 'live' | 'released',
): Decision<OrderFile, never> {
  const claim = file && claimOfReturn(file, returnId);
  if (!file || !claim || claim.case?.closed || claim.state === 'refunded') return nothing('settled');
  if (claim.case && claim.case.ask.kind !== RETURN_KIND) return nothing('held-by-its-case');
  if (claim.state === state || (claim.state === 'awaiting-case' && state === 'live')) return nothing();
  return changed(withClaim(file, { ...claim, state }));
}
