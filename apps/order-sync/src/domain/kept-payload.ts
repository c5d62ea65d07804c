import { changed, nothing, type Decision, type Instant } from '@cartrail/kernel';
import type { Evaluated, MappedCase, MappedOrder } from './mapping/mapped.js';
import type { Subject } from './mapping/review.js';

/** Why a mapping could not read a payload: our field, the first place it was looked for, and what was wrong. */
export interface FieldFailure {
  readonly field: string;
  readonly from?: string;
  readonly problem: string;
}

/** `kept`: read; `parked`: not read, for a person; `due`: to be read again now. */
export type PayloadState = 'kept' | 'parked' | 'due';

/** What a replay came to: written, asked for at the source once more, or not read again. */
export type Became = 'taken' | 'asked' | 'failed';

/** `whole`: all of a thing, out of a list; `detail`: asked for by its id; `row`: of a list that only names things. */
export type PayloadSource = 'whole' | 'detail' | 'row';

export interface KeptPayload {
  readonly id: string;
  readonly subject: Subject;
  readonly source: PayloadSource;
  /** The source's id of the order or case, where it could be read. */
  readonly key?: string;
  /** Business time. */
  readonly receivedAt: Instant;
  readonly payload: unknown;
}

const MOST_FAILURES = 20;

/** What keeps a payload from moving its order or case; nothing where it does, be it with a code kept raw. */
export function failuresOf({ mapped, trace }: Evaluated<MappedOrder | MappedCase>): readonly FieldFailure[] {
  if (mapped?.status !== undefined) return [];
  const failures = trace.flatMap(({ field, from, problem, unknown }): readonly FieldFailure[] => {
    const why = problem ?? (unknown === undefined ? undefined : `${JSON.stringify(unknown)} is in no list`);
    const [place] = from;
    return why === undefined
      ? []
      : [{ field, ...(place !== undefined && { from: place }), problem: why.slice(0, 300) }];
  });
  const decisive = mapped ? failures.filter(({ field }) => field === 'status') : failures;
  return decisive.slice(0, MOST_FAILURES);
}

/** In one line: `payAmountFen: is not an amount … ($.total)`. */
export const describeFailures = (failures: readonly FieldFailure[]): string =>
  failures
    .map(({ field, from, problem }) => `${field}: ${problem}${from === undefined ? '' : ` (${from})`}`)
    .join('; ')
    .slice(0, 500);

/** Only what waits is read again: asked twice, it is read once. */
export const readAgain = (
  held: { readonly state: PayloadState } | undefined,
): Decision<{ readonly state: PayloadState }, never> =>
  held?.state === 'parked' ? changed({ state: 'due' }) : nothing('not parked');
