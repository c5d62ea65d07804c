import { createHmac } from 'node:crypto';
import type { FieldContext } from './field-cipher.js';
import { readKeys, type NamedKey } from './keys.js';

/**
 * Finds encrypted values by equality: a keyed HMAC, different for each tenant and field. `terms` searches with
 * every key, so that rows written before a rotation are still found.
 */
export class SearchIndex {
  private constructor(private readonly keys: readonly [NamedKey, ...NamedKey[]]) {}

  /** `kid:base64[,kid:base64]`, the current key first. */
  static fromKeys(text: string): SearchIndex {
    return new SearchIndex(readKeys(text));
  }

  /** What to store beside the ciphertext. */
  index(value: string, context: FieldContext): string {
    return term(this.keys[0], value, context);
  }

  /** What to look for. */
  terms(value: string, context: FieldContext): readonly string[] {
    return this.keys.map((key) => term(key, value, context));
  }
}

/** A key of its own is derived, so that the same configured key may also encrypt. */
function term(key: NamedKey, value: string, { tenantId, field }: FieldContext): string {
  const own = createHmac('sha256', key.bytes).update('cartrail search index v1').digest();
  const input = JSON.stringify([tenantId, field, value.trim()]);
  return createHmac('sha256', own).update(input, 'utf8').digest('base64url');
}
