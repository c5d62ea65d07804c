import { changed, nothing, type Decision } from '@cartrail/kernel';
import { allows, type PickupStatus } from './moves.js';
import type { PickupFact } from './pickup-facts.js';
import type { Pickup } from './pickup.js';

export type Decided = Decision<Pickup, PickupFact>;

export interface Progress {
  readonly state: Pickup;
  readonly facts: readonly PickupFact[];
}

export const begin = (state: Pickup): Progress => ({ state, facts: [] });

export const set = ({ state, facts }: Progress, patch: Partial<Pickup>): Progress => ({
  state: { ...state, ...patch },
  facts,
});

export const tell = ({ state, facts }: Progress, ...more: readonly PickupFact[]): Progress => ({
  state,
  facts: [...facts, ...more],
});

/** Only along the table: anything else is a bug of ours, not news. Why it had failed does not stay true. */
export function move(progress: Progress, to: PickupStatus): Progress {
  const from = progress.state.status;
  if (from === to) return progress;
  if (!allows(from, to)) throw new Error(`a pickup does not go from ${from} to ${to}`);
  return set(progress, { status: to, failure: undefined });
}

export function finish(before: Pickup | undefined, { state, facts }: Progress): Decided {
  if (before && facts.length === 0 && JSON.stringify(before) === JSON.stringify(state)) return nothing();
  return changed<Pickup, PickupFact>(state, ...facts);
}
