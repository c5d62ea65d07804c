import { readFileSync } from 'node:fs';
import { Misused, Unusable } from './answer.js';

const inWords: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is no folder',
  EACCES: 'you may not',
  EPERM: 'you may not',
};

/** The code of an error of the platform; `''` where it has none. */
export const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';

/** Why a file cannot be read or written, for people. */
export const fileTrouble = (error: unknown): string => inWords[codeOf(error)] ?? codeOf(error);

/** The bytes of a file. Throws {@link Unusable}. */
export function readBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new Unusable(`${file} cannot be read: ${fileTrouble(error)}`);
  }
}

/** A JSON object; `what` it has to be goes into the message, its content never. Throws {@link Unusable}. */
export function readObject(file: string, what: string): Readonly<Record<string, unknown>> {
  const text = readBytes(file)
    .toString('utf8')
    .replace(/^\uFEFF/, '');
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed))
      return parsed as Readonly<Record<string, unknown>>;
  } catch {
    // Said below: the message of the parser would show what is in the file.
  }
  throw new Unusable(`${file} is no JSON object: it has to be ${what}`);
}

/** A JSON object of texts. Throws {@link Unusable}. */
export function readTexts(file: string, what: string): Readonly<Record<string, string>> {
  const entries = Object.entries(readObject(file, what));
  const other = entries.find(([, value]) => typeof value !== 'string');
  if (other) throw new Unusable(`${file}: ${other[0]} has to be a text`);
  return Object.fromEntries(entries) as Readonly<Record<string, string>>;
}

/** `name=value` pairs, names in lower case. Throws {@link Misused}. */
export const pairs = (given: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    given.map((each) => {
      const at = each.indexOf('=');
      if (at < 1) throw new Misused(`not of the form name=value: ${each}`);
      return [each.slice(0, at).toLowerCase(), each.slice(at + 1)];
    }),
  );
