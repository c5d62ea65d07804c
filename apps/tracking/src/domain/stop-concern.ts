import { changed, nothing, type Decision, type Instant } from '@cartrail/kernel';
import type { Watch } from './watch.js';

/** A parcel that is to be stopped, and since when a person is needed for it. */
export interface StopConcern {
  readonly orderIds: readonly string[];
  readonly number: string;
  readonly carrier: string;
  readonly since?: Instant;
  /** What became of it. */
  readonly news: string;
  /** Of the last event heard of it, in its own sequence. */
  readonly sequence: number;
}

/** What is heard again, or late, changes nothing; a person who is needed for one more reason is so since the first. */
export function heardOfStop(
  known: StopConcern | undefined,
  heard: StopConcern,
): Decision<StopConcern, never> {
  if (known && heard.sequence <= known.sequence) return nothing('heard');
  return changed<StopConcern>({ ...heard, since: heard.since && (known?.since ?? heard.since) });
}

/** None of a parcel nobody was ever needed for. */
export function stopWatches(
  subjectId: string,
  { since, news, orderIds, number, carrier }: StopConcern,
  before: StopConcern | undefined,
): readonly Watch[] {
  if (since === undefined && before?.since === undefined) return [];
  const detector = 'INTERCEPTION_BY_HAND';
  return [{ subjectId, detector, lane: 'ANY', since, news, orderIds, number, carrier }];
}
