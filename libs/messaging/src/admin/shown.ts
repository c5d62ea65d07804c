import { isUtf8 } from 'node:buffer';
import type { Entry } from './shelf.js';

/** Printed for a person, or one JSON object per line for a program. */
export type Line = Readonly<Record<string, unknown>>;

/** `whole` shows the bytes, none of them lost: `encoding` says how, as text or as base64 where they are no UTF-8. */
export function shown({ raw, ...entry }: Entry, whole: boolean): Line {
  const line = { ...entry, bytes: raw?.length ?? 0 };
  if (!whole) return line;
  const encoding = raw && !isUtf8(raw) ? 'base64' : 'utf8';
  return { ...line, encoding, raw: raw?.toString(encoding) ?? null };
}
