import { createHash, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Reader } from '@cartrail/messaging';
import { Keys, type KnownKey } from '../../application/ports.js';
import type { ApiKey } from '../../domain/api-key.js';

/** A revoked key stops working within this time. */
const TRUST_MS = 5_000;
/** A wrong key costs one query in this time, whoever repeats it. */
const DISTRUST_MS = 2_000;
const MOST_CACHED = 10_000;
const FORM = /^ct_([a-z0-9]{6,20})_([0-9a-z]{26})_([\w-]{43})$/;

/** Looks keys up by what they say of themselves; the tenant in a key lets row-level security hold from the first query. */
@Injectable()
export class ApiKeys extends Keys {
  private readonly judged = new Map<
    string,
    { readonly known: KnownKey | undefined; readonly until: number }
  >();

  constructor(private readonly reader: Reader) {
    super();
  }

  override async find(token: string): Promise<KnownKey | undefined> {
    const judged = this.judged.get(token);
    if (judged && judged.until > Date.now()) return judged.known;
    this.judged.delete(token);
    const [, tenantId, keyId, secret] = FORM.exec(token) ?? [];
    if (tenantId === undefined || keyId === undefined || secret === undefined) return undefined;
    const key = await this.read(tenantId, keyId);
    const genuine = key?.revokedAt === undefined && key && sameHash(key.secretHash, this.hashOf(secret));
    const known = genuine ? { tenantId, key } : undefined;
    if (this.judged.size >= MOST_CACHED) this.judged.clear();
    this.judged.set(token, { known, until: Date.now() + (known ? TRUST_MS : DISTRUST_MS) });
    return known;
  }

  override hashOf(secret: string): string {
    return createHash('sha256').update(secret).digest('hex');
  }

  private async read(tenantId: string, keyId: string): Promise<ApiKey | undefined> {
    const rows = await this.reader.read(tenantId, (query) =>
      query<{ doc: string }>(
        `SELECT doc FROM directory_entry WHERE tenant_id = $1 AND kind = 'api-key' AND id = $2`,
        [tenantId, keyId],
      ),
    );
    return rows[0] && (JSON.parse(rows[0].doc) as ApiKey);
  }
}

const sameHash = (a: string, b: string): boolean =>
  timingSafeEqual(Buffer.from(a, 'hex'), Buffer.from(b, 'hex'));
