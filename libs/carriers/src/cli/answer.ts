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

const inWords: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is no folder',
  EACCES: 'you may not',
  EPERM: 'you may not',
};

/** Why a file cannot be read or written, for people. */
export const fileTrouble = (error: unknown): string => {
  const code = errorCode(error);
  const words = inWords[code];
  return words === undefined ? code : `${code}, ${words}`;
};
