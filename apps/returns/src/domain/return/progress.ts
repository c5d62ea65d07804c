import { changed, nothing, type Decision, type Instant } from '@cartrail/kernel';
import { allows, hasEnded, type ReturnStatus } from './moves.js';
import type { ReturnFact } from './return-facts.js';
import type { Note, Return } from './return.js';

export type Decided = Decision<Return, ReturnFact>;

/** What every decision is given from outside. */
export interface Given {
  readonly now: Instant;
  /** Of the refund, should this decide one. */
  readonly refundId: string;
}

/** A return on its way through one decision. */
export interface Progress {
  readonly state: Return;
  readonly facts: readonly ReturnFact[];
}

export const begin = (state: Return): Progress => ({ state, facts: [] });

export const set = ({ state, facts }: Progress, patch: Partial<Return>): Progress => ({
  state: { ...state, ...patch },
  facts,
});

export const tell = ({ state, facts }: Progress, ...more: readonly ReturnFact[]): Progress => ({
  state,
  facts: [...facts, ...more],
});

/** Only along the table: anything else is a bug of ours, not news. */
export function move(progress: Progress, to: ReturnStatus): Progress {
  const from = progress.state.status;
  if (from === to) return progress;
  if (!allows(from, to)) throw new Error(`a return does not go from ${from} to ${to}`);
  const moved = set(progress, { status: to });
  if (hasEnded(from) === hasEnded(to)) return moved;
  return tell(moved, { type: 'Holding', state: hasEnded(to) ? 'released' : 'live' });
}

/** Seen by people, changing nothing; the same note once. */
export function note(progress: Progress, code: string, at: Instant, detail?: Note['detail']): Progress {
  const same = (each: Note) => each.code === code && JSON.stringify(each.detail) === JSON.stringify(detail);
  if (progress.state.notes.some(same)) return progress;
  return set(progress, { notes: [...progress.state.notes, { code, at, detail }] });
}

export function finish(before: Return | undefined, { state, facts }: Progress): Decided {
  if (before && facts.length === 0 && JSON.stringify(before) === JSON.stringify(state)) return nothing();
  return changed<Return, ReturnFact>(state, ...facts);
}
