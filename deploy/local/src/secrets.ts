import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Secrets {
  readonly postgresPassword: string;
  readonly rolePassword: string;
  readonly fieldKeys: string;
  readonly tokenPrivateKey: string;
  readonly tokenPublicKey: string;
  readonly cursorSecret: string;
  /** `kid:base64` of the key that signs evidence. */
  readonly signingKeys: string;
  readonly photoLinkSecret: string;
  readonly buyerIndexKeys: string;
  readonly bootstrapToken: string;
}

/** Made once per checkout, a newer release's with its first start; data encrypted with them outlives a restart. */
export function loadSecrets(data: string): Secrets {
  const file = join(data, 'secrets.json');
  const known = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<Secrets>) : {};
  const secrets = { ...newSecrets(), ...known };
  if (Object.keys(known).length === Object.keys(secrets).length) return secrets;
  writeFileSync(`${file}.part`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.part`, file);
  return secrets;
}

export function newSecrets(): Secrets {
  const pair = newPair();
  return {
    postgresPassword: word(),
    rolePassword: word(),
    fieldKeys: `k1:${randomBytes(32).toString('base64')}`,
    tokenPrivateKey: base64(pair.privateKey),
    tokenPublicKey: base64(pair.publicKey),
    cursorSecret: randomBytes(32).toString('base64'),
    signingKeys: `e1:${base64(newPair().privateKey)}`,
    photoLinkSecret: randomBytes(32).toString('base64'),
    buyerIndexKeys: `b1:${randomBytes(32).toString('base64')}`,
    bootstrapToken: word(),
  };
}

const word = (): string => randomBytes(24).toString('hex');

const base64 = (text: string): string => Buffer.from(text).toString('base64');

const newPair = () =>
  generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
