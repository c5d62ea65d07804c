import { generateKeyPairSync } from 'node:crypto';

/** A key of our own making, as `SIGNING_KEYS` has it. */
export function signingKey(id: string): string {
  const { privateKey } = generateKeyPairSync('ed25519', {
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return `${id}:${Buffer.from(privateKey).toString('base64')}`;
}
