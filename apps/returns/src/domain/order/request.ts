import { changed, refused, type Decision, type Instant } from '@cartrail/kernel';
import type { Units } from '../rules/refund-amount.js';
import type { Calendar } from '../rules/window.js';
import { askedBy } from './asked.js';
import { refuseLines, withClaim } from './claims.js';
import type { OrderFact } from './order-facts.js';
import type { Claim, OrderFacts, OrderFile } from './order-file.js';

/** What a person asks for on our own page, before the platform's case exists. */
export interface PageRequest {
  readonly returnId: string;
  /** One entry per line. */
  readonly lines: readonly Units[];
  readonly reason: string;
  readonly note?: string;
  /** Where the buyer opens the platform's case of this order. */
  readonly formOf: (order: OrderFacts) => string | undefined;
  readonly at: Instant;
}

/** Refused with the rule and until when it was allowed; otherwise the return waits for the platform's case. */
export function request(
  file: OrderFile | undefined,
  asked: PageRequest,
  calendar: Calendar,
): Decision<OrderFile, OrderFact> {
  if (!file?.facts) return refused('return/order-unknown');
  const wrong = refuseLines(file, asked.lines);
  if (wrong) return refused(wrong.code, { ...wrong });
  const claim: Claim = {
    claimId: asked.returnId,
    isReturn: true,
    lines: asked.lines,
    state: 'awaiting-case',
    reason: asked.reason,
    appliedAt: asked.at,
    numbers: [],
  };
  const next = withClaim(file, claim);
  const platformForm = asked.formOf(file.facts);
  const given = askedBy(next, file.facts, claim, { calendar, via: 'page', note: asked.note, platformForm });
  if (!given.ruling.allowed) return refused(given.ruling.code, { ruling: given.ruling });
  return changed<OrderFile, OrderFact>(next, { type: 'Asked', returnId: asked.returnId, asked: given });
}
