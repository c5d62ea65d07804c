import { readFileSync } from 'node:fs';
import type { RawCallback } from '../port.js';
import { fileTrouble, Misused, Unusable } from './answer.js';

/** The bytes of a file. Throws `Unusable`. */
export function readBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new Unusable(`${file} cannot be read: ${fileTrouble(error)}`);
  }
}

/** An account's settings. Throws `Unusable`, which shows nothing of them. */
export function readSettings(file: string): unknown {
  const words = readBytes(file)
    .toString('utf8')
    .replace(/^\uFEFF/, '');
  try {
    return JSON.parse(words);
  } catch {
    throw new Unusable(
      `${file} is not JSON: it has to be the settings of an account, as the gateway takes them`,
    );
  }
}

/** `name=value` pairs. Throws `Misused`. */
export const pairs = (given: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    given.map((each) => {
      const at = each.indexOf('=');
      if (at < 1) throw new Misused(`not of the form name=value: ${each}`);
      return [each.slice(0, at), each.slice(at + 1)];
    }),
  );

/** A push as it was captured: the body's bytes, and the headers that count. */
export function captured(
  file: string,
  headers: readonly string[],
  contentType: string | undefined,
): RawCallback {
  const given = Object.entries(pairs(headers)).map(([name, value]) => [name.toLowerCase(), value] as const);
  const type = contentType === undefined ? {} : { 'content-type': contentType };
  return { headers: { ...type, ...Object.fromEntries(given) }, body: readBytes(file) };
}
