import { refused, type Refused } from '@cartrail/kernel';

/** One thing wrong with a record; the pointer leads into its JSON. */
export interface Problem {
  readonly pointer: string;
  /** Documented in the README: `line-not-expected`. */
  readonly code: string;
  readonly message: string;
}

/** The first problem names the refusal, all of them are told. */
export function refuse(problems: readonly [Problem, ...Problem[]]): Refused {
  const [first] = problems;
  return refused(`sign-off/${first.code}`, { message: first.message, errors: problems });
}

export const isFilled = <T>(list: readonly T[]): list is readonly [T, ...T[]] => list.length > 0;
