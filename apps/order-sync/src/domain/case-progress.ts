import type { CaseStatus } from './after-sale.state.js';

const OPEN = [
  'requested',
  'rejected',
  'awaiting_return',
  'return_shipped',
  'in_dispute',
  'refund_failed',
  'reship',
] as const satisfies readonly CaseStatus[];
const ENDS = ['closed', 'completed', 'refunded'] as const satisfies readonly CaseStatus[];

/**
 * Where a case may go. Buyers amend, merchants refuse and platforms overrule, so an open case may go to any other
 * state; an end is left only by a correction from closed to refunded.
 */
export const caseMoves: Readonly<Record<CaseStatus, readonly CaseStatus[]>> = {
  requested: [...OPEN, ...ENDS],
  rejected: [...OPEN, ...ENDS],
  awaiting_return: [...OPEN, ...ENDS],
  return_shipped: [...OPEN, ...ENDS],
  in_dispute: [...OPEN, ...ENDS],
  refund_failed: [...OPEN, ...ENDS],
  reship: [...OPEN, ...ENDS],
  closed: ['closed', 'refunded'],
  completed: ['completed'],
  refunded: ['refunded'],
};

const RANK: Readonly<Record<CaseStatus, number>> = {
  requested: 0,
  rejected: 1,
  awaiting_return: 2,
  return_shipped: 3,
  in_dispute: 4,
  refund_failed: 5,
  reship: 6,
  closed: 7,
  completed: 8,
  refunded: 9,
};

/** Orders two states of the same second. */
export const caseRank = (status: CaseStatus): number => RANK[status];

export const mayMove = (from: CaseStatus, to: CaseStatus): boolean => caseMoves[from].includes(to);

export const hasEnded = (status: CaseStatus): boolean => ENDS.some((end) => end === status);
