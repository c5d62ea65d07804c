import { createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import type { PublicKey, Signer } from '../../application/ports.js';
import type { Tools } from '../../domain/chain.js';
import type { RecordPayload, SealedRecord } from '../../domain/record.js';
import { canonical, formOf, sha256Hex } from './canonical.js';

const ALG = 'Ed25519';
const KEY_ID = /^[A-Za-z0-9_-]{1,32}$/;

interface SigningKey {
  readonly id: string;
  readonly privateKey: KeyObject;
}

/** The first key signs; the others are kept so that their public halves stay known. */
export class SigningKeys implements Signer {
  private constructor(
    private readonly current: SigningKey,
    private readonly keys: readonly SigningKey[],
  ) {}

  /** `kid:base64[,kid:base64]`, each an Ed25519 PKCS#8 PEM, the current one first. Messages carry no key material. */
  static fromSetting(text: string): SigningKeys {
    const [current, ...older] = text.split(',').map((part) => readKey(part.trim()));
    if (!current) throw new RangeError('SIGNING_KEYS names no key');
    const keys = [current, ...older];
    if (new Set(keys.map(({ id }) => id)).size !== keys.length)
      throw new RangeError('SIGNING_KEYS: two keys share an id');
    return new SigningKeys(current, keys);
  }

  readonly seal = (record: RecordPayload): SealedRecord => {
    const payload = canonical(record);
    const signature = sign(null, Buffer.from(payload, 'utf8'), this.current.privateKey).toString('base64');
    return { payload, hash: sha256Hex(payload), alg: ALG, keyId: this.current.id, signature };
  };

  publicKeys(): PublicKey[] {
    return this.keys.map(({ id, privateKey }) => ({
      keyId: id,
      alg: ALG,
      publicKey: createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString(),
    }));
  }
}

function readKey(text: string): SigningKey {
  const colon = text.indexOf(':');
  const id = text.slice(0, Math.max(colon, 0));
  if (!KEY_ID.test(id)) throw new RangeError('SIGNING_KEYS: a key is written kid:base64 of a PKCS#8 PEM');
  const privateKey = parse(text.slice(colon + 1));
  if (privateKey?.asymmetricKeyType !== 'ed25519')
    throw new RangeError(`SIGNING_KEYS: ${id} is no Ed25519 key in PKCS#8 PEM`);
  return { id, privateKey };
}

function parse(base64: string): KeyObject | undefined {
  try {
    return createPrivateKey(Buffer.from(base64, 'base64').toString('utf8'));
  } catch {
    return undefined;
  }
}

/** What it takes to check a log: the public keys somebody vouches for, and no secret. */
export function checkingTools(keys: readonly PublicKey[]): Tools {
  const byId = new Map(keys.map(({ keyId, publicKey }) => [keyId, createPublicKey(publicKey)]));
  return {
    hash: sha256Hex,
    canonical: formOf,
    knowsKey: (alg, keyId) => alg === ALG && byId.has(keyId),
    verify: (keyId, text, signature) => {
      const key = byId.get(keyId);
      const bytes = Buffer.from(signature, 'base64');
      // One spelling only: a changed character that means the same bytes must not go unseen.
      if (!key || bytes.toString('base64') !== signature) return false;
      return verify(null, Buffer.from(text, 'utf8'), key, bytes);
    },
  };
}
