import { createHash, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Reader } from '@cartrail/messaging';
import type { ApiKey } from '../../domain/api-key.js';

/** A revoked key stops working within this time. */
const TRUST_MS = 5_000;
const MOST_CACHED = 10_000;
const FORM = /^ct_([a-z0-9]{6,20})_([0-9a-z]{26})_([\w-]{43})$/;

export interface KnownKey {
  readonly tenantId: string;
  readonly key: ApiKey;
}

/** Looks keys up by what they say of themselves; the tenant in a key lets row-level security hold from the first query. */
@Injectable()
export class ApiKeys {
  private readonly trusted = new Map<string, { readonly known: KnownKey; readonly until: number }>();

  constructor(private readonly reader: Reader) {}

  async find(token: string): Promise<KnownKey | undefined> {
    const trusted = this.trusted.get(token);
    if (trusted && trusted.until > Date.now()) return trusted.known;
    this.trusted.delete(token);
    const [, tenantId, keyId, secret] = FORM.exec(token) ?? [];
    if (tenantId === undefined || keyId === undefined || secret === undefined) return undefined;
    const rows = await this.reader.read(tenantId, (query) =>
      query<{ doc: string }>(
        `SELECT doc FROM directory_entry WHERE tenant_id = $1 AND kind = 'api-key' AND id = $2`,
        [tenantId, keyId],
      ),
    );
    const key = rows[0] && (JSON.parse(rows[0].doc) as ApiKey);
    if (!key || key.revokedAt !== undefined || !sameHash(key.secretHash, hashOf(secret))) return undefined;
    if (this.trusted.size >= MOST_CACHED) this.trusted.clear();
    const known = { tenantId, key };
    this.trusted.set(token, { known, until: Date.now() + TRUST_MS });
    return known;
  }
}

export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

const sameHash = (a: string, b: string): boolean =>
  timingSafeEqual(Buffer.from(a, 'hex'), Buffer.from(b, 'hex'));
