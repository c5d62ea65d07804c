/** What a command found: the same for a program, as JSON, and for people, as lines. */
export interface Answer {
  readonly json: unknown;
  readonly lines: readonly string[];
  /** What was looked at is not what it should be: the exit code says so. */
  readonly bad?: true;
}

/** The command was not understood; the text says what would be, on one line. */
export class Misused extends Error {
  override readonly name = 'Misused';
}

/** What the command was given cannot be used; the text says why and what to do, on one line. */
export class Unusable extends Error {
  override readonly name = 'Unusable';
}
