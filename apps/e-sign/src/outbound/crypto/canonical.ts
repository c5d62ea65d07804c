import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** RFC 8785. Throws for what has no canonical form. */
export function canonical(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('the value has no canonical form');
  return text;
}

/** Hex SHA-256 of the text's UTF-8 bytes. */
export const sha256Hex = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** The canonical form, where there is one. */
export function formOf(value: unknown): string | undefined {
  try {
    return canonical(value);
  } catch {
    return undefined;
  }
}
