import { isRecord, record } from '../json.js';
import { notAnAnswer } from './errors.js';
import type { WireAnswer } from './wire.js';

/**
 * What an answer holds; `undefined` where that is absent or empty. Throws on what cannot be read: it says nothing at
 * all. `acts`: of the call.
 */
export function bodyOf(
  { retBody }: WireAnswer,
  acts: boolean,
): Readonly<Record<string, unknown>> | undefined {
  if (isRecord(retBody)) return retBody;
  if (retBody === undefined || retBody === null) return undefined;
  if (typeof retBody !== 'string') throw notAnAnswer(acts);
  if (/^\s*(null|\{\s*\}|\[\s*\])?\s*$/.test(retBody)) return undefined;
  const body = record(retBody);
  if (Object.keys(body).length === 0) throw notAnAnswer(acts);
  return body;
}
