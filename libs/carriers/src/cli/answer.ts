/** What a command found: the same for a program, as JSON, and for people, as lines. */
export interface Answer {
  readonly json: unknown;
  readonly lines: readonly string[];
  /** What was looked at is not what it should be: the exit code says so. */
  readonly bad?: true;
}

/** The command was not understood; the text says what would be. */
export class Misused extends Error {
  override readonly name = 'Misused';
}

/** What the command was given cannot be used; the text says why, on one line. */
export class Unusable extends Error {
  override readonly name = 'Unusable';
}

/** The code of an error of the platform; `''` where it has none. */
export const errorCode = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
