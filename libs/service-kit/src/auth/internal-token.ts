import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import { ProblemError } from '../http/problem.js';
import type { Caller } from './caller.js';

const ISSUER = 'cartrail-gateway';
const LIFE_SECONDS = 60;

const fromBase64 = (text: string): string => Buffer.from(text, 'base64').toString('utf8');

/** Made by the gateway for one call to one service; EdDSA, sixty seconds. */
export class InternalTokenSigner {
  private readonly key: KeyObject;

  /** @param privateKey base64 of an Ed25519 PKCS#8 PEM */
  constructor(privateKey: string) {
    this.key = createPrivateKey(fromBase64(privateKey));
  }

  sign(caller: Caller, service: string): Promise<string> {
    const { tenantId, memberId, ...rest } = caller;
    return new SignJWT({ tenant: tenantId, ...rest })
      .setProtectedHeader({ alg: 'EdDSA' })
      .setIssuer(ISSUER)
      .setAudience(service)
      .setSubject(memberId)
      .setIssuedAt()
      .setExpirationTime(`${LIFE_SECONDS}s`)
      .sign(this.key);
  }
}

export class InternalTokenVerifier {
  private readonly key: KeyObject;

  /** @param publicKey base64 of an Ed25519 SPKI PEM */
  constructor(
    publicKey: string,
    private readonly service: string,
  ) {
    this.key = createPublicKey(fromBase64(publicKey));
  }

  async verify(token: string): Promise<Caller> {
    try {
      const { payload } = await jwtVerify(token, this.key, {
        issuer: ISSUER,
        audience: this.service,
        algorithms: ['EdDSA'],
      });
      return {
        tenantId: String(payload['tenant']),
        memberId: payload.sub ?? '',
        roles: strings(payload['roles']),
        scopes: strings(payload['scopes']),
        ...(payload['shopIds'] === undefined ? {} : { shopIds: strings(payload['shopIds']) }),
      };
    } catch {
      throw new ProblemError(
        401,
        'auth/invalid-token',
        'The internal token is missing, expired or not for this service',
      );
    }
  }
}

const strings = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
