import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { readKeys, type NamedKey } from './keys.js';

const VERSION = 'v1';
const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;
const BASE64URL = /^[A-Za-z0-9_-]*$/;

/** Where a value belongs. A ciphertext moved to another tenant or field does not open. */
export interface FieldContext {
  readonly tenantId: string;
  /** `order.receiver`, `carrier-account.credentials`… */
  readonly field: string;
}

/** The ciphertext was changed, belongs elsewhere, or needs a key we do not have. Says no more on purpose. */
export class UndecipherableField extends Error {
  override readonly name = 'UndecipherableField';

  constructor(why: 'format' | 'unknown-key' | 'not-authentic') {
    super(`field cannot be deciphered: ${why}`);
  }
}

/** AES-256-GCM as text: `v1.<kid>.<iv>.<tag>.<ciphertext>`, base64url. Old keys read, the first key writes. */
export class FieldCipher {
  private readonly byId: ReadonlyMap<string, NamedKey>;

  private constructor(
    private readonly current: NamedKey,
    keys: readonly NamedKey[],
  ) {
    this.byId = new Map(keys.map((key) => [key.id, key]));
  }

  /** `kid:base64[,kid:base64]`, the current key first. */
  static fromKeys(text: string): FieldCipher {
    const keys = readKeys(text);
    return new FieldCipher(keys[0], keys);
  }

  encrypt(plain: string, context: FieldContext): string {
    const { id, bytes } = this.current;
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(ALGORITHM, bytes, iv, { authTagLength: TAG_BYTES });
    cipher.setAAD(bind(id, context));
    const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
    const parts = [iv, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url'));
    return [VERSION, id, ...parts].join('.');
  }

  /** Throws {@link UndecipherableField}. */
  decrypt(text: string, context: FieldContext): string {
    const { kid, iv, tag, sealed } = readText(text);
    const key = this.byId.get(kid);
    if (!key) throw new UndecipherableField('unknown-key');
    try {
      const decipher = createDecipheriv(ALGORITHM, key.bytes, iv, { authTagLength: TAG_BYTES });
      decipher.setAAD(bind(kid, context)).setAuthTag(tag);
      return Buffer.concat([decipher.update(sealed), decipher.final()]).toString('utf8');
    } catch {
      throw new UndecipherableField('not-authentic');
    }
  }

  /** Whether a value was written with an older key and should be written again. */
  needsRotation(text: string): boolean {
    return readText(text).kid !== this.current.id;
  }
}

/** JSON, so that no two contexts make the same bytes. */
const bind = (kid: string, { tenantId, field }: FieldContext): Buffer =>
  Buffer.from(JSON.stringify([VERSION, kid, tenantId, field]), 'utf8');

function readText(text: string): { kid: string; iv: Buffer; tag: Buffer; sealed: Buffer } {
  const [version, kid = '', iv = '', tag = '', sealed, ...more] = text.split('.');
  if (version !== VERSION || sealed === undefined || more.length > 0) throw new UndecipherableField('format');
  return { kid, iv: readBytes(iv, IV_BYTES), tag: readBytes(tag, TAG_BYTES), sealed: readBytes(sealed) };
}

/** One spelling only: base64url has spare bits at the end, and a changed character must not go unseen. */
function readBytes(text: string, length?: number): Buffer {
  const bytes = Buffer.from(text, 'base64url');
  const canonical = BASE64URL.test(text) && bytes.toString('base64url') === text;
  if (!canonical || (length !== undefined && bytes.length !== length))
    throw new UndecipherableField('format');
  return bytes;
}
