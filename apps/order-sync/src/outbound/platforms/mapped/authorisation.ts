import { DAY, SECOND, type Clock } from '@cartrail/kernel';
import { PlatformFailure, type Authorisation, type TokenPair } from '../../../application/ports.js';
import type { MappingDocument } from '../../../domain/mapping/document.js';
import { textAt } from '../../../domain/mapping/lists.js';
import { credentialsOf } from './authenticate.js';
import { readJson } from './exact-json.js';
import type { Send } from './http.js';

/** Where nothing is handed out there is nothing to renew. */
const STANDING_MS = 3_650 * DAY;
/** Where the source does not tell how long a token lives. */
const ASSUMED_SECONDS = 3_600;

export interface AuthorisationParts {
  readonly document: MappingDocument;
  readonly credentials: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly send: Send;
  readonly clock: Clock;
}

/** OAuth2 by client credentials, or a standing right: every other preset signs with what the application holds. */
export function authorisationOf(parts: AuthorisationParts): Authorisation {
  const { auth } = parts.document.connection;
  const tokens = (): Promise<TokenPair> =>
    auth.kind === 'oauth2'
      ? clientCredentials(parts, auth.tokenPath)
      : Promise.resolve(standing(parts.clock.now()));
  return {
    grant: async (grant) => {
      if (grant.kind === 'code') throw new PlatformFailure('invalid', 'a mapping has no page of consent');
      return { tokens: await tokens(), vendorShopId: grant.vendorShopId };
    },
    refresh: tokens,
  };
}

const standing = (now: number): TokenPair => ({
  accessToken: 'standing',
  refreshToken: 'standing',
  issuedAt: now,
  accessExpiresAt: now + STANDING_MS,
});

/** RFC 6749 §4.4: the client in the form, the answer with `access_token` and `expires_in` seconds. */
async function clientCredentials(parts: AuthorisationParts, tokenPath: string): Promise<TokenPair> {
  const { document, send, timeoutMs, clock } = parts;
  const { credential } = credentialsOf(parts.credentials);
  const base = new URL(document.connection.baseUrl);
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: credential('clientId'),
    client_secret: credential('clientSecret'),
  }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' };
  const url = new URL(base.pathname.replace(/\/$/, '') + tokenPath, base.origin);
  const issuedAt = clock.now();
  const answer = await send({ method: 'POST', url, headers, body }, timeoutMs);
  if (answer.status === 429) throw new PlatformFailure('throttled', 'the mapped shop answered HTTP 429');
  if (answer.status >= 500)
    throw new PlatformFailure('transient', `the mapped shop answered HTTP ${answer.status}`);
  const told = readJson(answer.body);
  const accessToken = textAt('access_token', told);
  if (answer.status !== 200 || accessToken === undefined)
    throw new PlatformFailure('auth_expired', `the mapped shop gave no token: HTTP ${answer.status}`);
  const seconds = Number(textAt('expires_in', told) ?? ASSUMED_SECONDS);
  const life = Number.isSafeInteger(seconds) && seconds > 0 ? seconds : ASSUMED_SECONDS;
  return { accessToken, refreshToken: 'client', issuedAt, accessExpiresAt: issuedAt + life * SECOND };
}
