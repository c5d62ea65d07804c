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
  readonly bootstrapToken: string;
}

/** Made once per checkout; data encrypted with them outlives a restart. */
export function loadSecrets(data: string): Secrets {
  const file = join(data, 'secrets.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Secrets;
  const secrets = newSecrets();
  writeFileSync(`${file}.part`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.part`, file);
  return secrets;
}

export function newSecrets(): Secrets {
  const pair = generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  return {
    postgresPassword: word(),
    rolePassword: word(),
    fieldKeys: `k1:${randomBytes(32).toString('base64')}`,
    tokenPrivateKey: base64(pair.privateKey),
    tokenPublicKey: base64(pair.publicKey),
    cursorSecret: randomBytes(32).toString('base64'),
    bootstrapToken: word(),
  };
}

const word = (): string => randomBytes(24).toString('hex');
