import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { SignJWT } from 'jose';
import { InternalTokenSigner, InternalTokenVerifier } from './internal-token.js';

const keys = () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return {
    pem,
    privateKey: Buffer.from(pem).toString('base64'),
    publicKey: Buffer.from(publicKey.export({ type: 'spki', format: 'pem' })).toString('base64'),
  };
};

const caller = { tenantId: 'demo01', memberId: 'k-1', roles: ['support'], scopes: ['alerts:write'] };

describe('an internal token', () => {
  const { pem, privateKey, publicKey } = keys();
  const signer = new InternalTokenSigner(privateKey);
  const verifier = new InternalTokenVerifier(publicKey, 'tracking');

  it('carries who calls, and the shops the caller is limited to', async () => {
    const limited = { ...caller, shopIds: ['s-1'] };
    expect(await verifier.verify(await signer.sign(caller, 'tracking'))).toEqual(caller);
    expect(await verifier.verify(await signer.sign(limited, 'tracking'))).toEqual(limited);
  });

  it('is refused by a service it is not for', async () => {
    await expect(verifier.verify(await signer.sign(caller, 'notify'))).rejects.toMatchObject({ status: 401 });
  });

  it('is refused when it was altered or signed with another key', async () => {
    const [head = '', , signature = ''] = (await signer.sign(caller, 'tracking')).split('.');
    const claims = { iss: 'cartrail-gateway', aud: 'tracking', tenant: 'other1', exp: 4_000_000_000 };
    const altered = Buffer.from(JSON.stringify(claims)).toString('base64url');
    await expect(verifier.verify(`${head}.${altered}.${signature}`)).rejects.toMatchObject({ status: 401 });
    const stranger = await new InternalTokenSigner(keys().privateKey).sign(caller, 'tracking');
    await expect(verifier.verify(stranger)).rejects.toMatchObject({ status: 401 });
    await expect(verifier.verify('')).rejects.toMatchObject({ status: 401 });
  });

  it('is refused after its sixty seconds', async () => {
    const past = Math.floor(Date.now() / 1_000) - 120;
    const expired = await new SignJWT({ tenant: 'demo01' })
      .setProtectedHeader({ alg: 'EdDSA' })
      .setIssuer('cartrail-gateway')
      .setAudience('tracking')
      .setIssuedAt(past)
      .setExpirationTime(past + 60)
      .sign(createPrivateKey(pem));
    await expect(verifier.verify(expired)).rejects.toMatchObject({ status: 401, code: 'auth/invalid-token' });
  });
});
