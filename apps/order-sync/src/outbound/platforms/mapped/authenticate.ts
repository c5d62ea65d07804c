import { toShanghai, type Instant } from '@cartrail/kernel';
import { PlatformFailure } from '../../../application/ports.js';
import type { Auth, CredentialName } from '../../../domain/mapping/document.js';
import { render } from '../../../domain/mapping/template.js';
import { writeTime, type TimeFormat } from '../../../domain/mapping/times.js';
import { hmacOf, signBody, signDouyin, signKuaishou, signSorted, signTop, type Pairs } from './sign.js';

/** A call before it is signed: parameters for the query or a form, or a JSON text. */
export interface Unsigned {
  readonly apiMethod: string;
  readonly pairs: Pairs;
  /** The JSON text of the body, or of what a preset sends as one parameter. */
  readonly json: string;
}

/** What a preset adds. */
export interface Signed {
  readonly pairs: Pairs;
  /** Parameters of the address, however the call sends its own. */
  readonly query: Pairs;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Signing {
  readonly auth: Auth;
  readonly time: TimeFormat;
  credential(name: CredentialName): string;
  /** Of a credential that may be left out. */
  credentialIfAny(name: CredentialName): string | undefined;
}

export const credentialsOf = (
  credentials: Readonly<Record<string, string>>,
): Pick<Signing, 'credential' | 'credentialIfAny'> => {
  const find = (name: string): string | undefined =>
    Object.hasOwn(credentials, name) && credentials[name] !== '' ? credentials[name] : undefined;
  return {
    credentialIfAny: find,
    credential: (name) => {
      const value = find(name);
      if (value === undefined)
        throw new PlatformFailure('forbidden', `the application has no credential ${name}`);
      // It may go into a header, where a line break would begin another one.
      if (!/^[\x20-\x7e]*$/.test(value))
        throw new PlatformFailure('forbidden', `the credential ${name} has characters that cannot be sent`);
      return value;
    },
  };
};

/** Parameters and headers as the preset wants them, all but a proof over the body. */
export function authenticate(signing: Signing, call: Unsigned, accessToken: string, now: Instant): Signed {
  const { auth } = signing;
  const plain: Signed = { pairs: call.pairs, query: [], headers: {} };
  switch (auth.kind) {
    case 'none':
    case 'body-hmac':
    case 'body-md5':
      return plain;
    case 'header':
      return { ...plain, headers: { [auth.name]: (auth.prefix ?? '') + signing.credential('token') } };
    case 'oauth2':
      return { ...plain, headers: { authorization: `Bearer ${accessToken}` } };
    case 'query':
      return { ...plain, query: [[auth.name, signing.credential('token')]] };
    case 'sorted-md5': {
      const values = new Map([
        ['now', writeTime(now, signing.time)],
        ...Object.entries(auth.params).flatMap(([, text]) => credentialsIn(text, signing)),
      ]);
      const own = Object.entries(auth.params).map(([name, text]) => [name, render(text, values)] as const);
      const pairs = [...call.pairs, ...own];
      return {
        ...plain,
        pairs: [...pairs, [auth.as, signSorted(auth, signing.credential('secret'), pairs)]],
      };
    }
    case 'top':
      return { ...plain, pairs: topPairs(auth.method, signing, call, now) };
    case 'kuaishou':
      return { ...plain, pairs: kuaishouPairs(auth.method, signing, call, now) };
    case 'douyin':
      return { ...plain, query: douyinPairs(auth.method, signing, call, now) };
  }
}

const CREDENTIAL = /\{\{\s*credential\.(\w+)\s*\}\}/g;

const credentialsIn = (text: string, signing: Signing): [string, string][] =>
  [...text.matchAll(CREDENTIAL)].map(([, name]) => [
    `credential.${name ?? ''}`,
    signing.credential(name as CredentialName),
  ]);

function topPairs(
  method: 'md5' | 'hmac' | 'hmac-sha256',
  signing: Signing,
  call: Unsigned,
  now: Instant,
): Pairs {
  const session = signing.credentialIfAny('accessToken');
  const pairs: Pairs = [
    ...call.pairs,
    ['method', call.apiMethod],
    ['app_key', signing.credential('appKey')],
    ...(session === undefined ? [] : [['session', session] as const]),
    ['timestamp', toShanghai(now)],
    ['format', 'json'],
    ['v', '2.0'],
    ['sign_method', method],
  ];
  return [...pairs, ['sign', signTop(method, signing.credential('secret'), pairs)]];
}

function kuaishouPairs(method: 'MD5' | 'HMAC_SHA256', signing: Signing, call: Unsigned, now: Instant): Pairs {
  const token = signing.credentialIfAny('accessToken');
  const pairs: Pairs = [
    ['appkey', signing.credential('appKey')],
    ['method', call.apiMethod],
    ['version', '1'],
    ['param', call.json],
    ...(token === undefined ? [] : [['access_token', token] as const]),
    ['timestamp', String(now)],
    ['signMethod', method],
  ];
  return [...pairs, ['sign', signKuaishou(method, signing.credential('secret'), pairs)]];
}

function douyinPairs(method: 'md5' | 'hmac-sha256', signing: Signing, call: Unsigned, now: Instant): Pairs {
  const token = signing.credentialIfAny('accessToken');
  const timestamp = writeTime(now, signing.time);
  const signed: Pairs = [
    ['app_key', signing.credential('appKey')],
    ['method', call.apiMethod],
    ['param_json', call.json],
    ['timestamp', timestamp],
    ['v', '2'],
  ];
  return [
    ...signed.filter(([name]) => name !== 'param_json'),
    ...(token === undefined ? [] : [['access_token', token] as const]),
    ['sign_method', method],
    ['sign', signDouyin(method, signing.credential('secret'), signed)],
  ];
}

/** Proof over the body as it goes out. */
export function proveBody(signing: Signing, body: string, now: Instant): Readonly<Record<string, string>> {
  const { auth } = signing;
  if (auth.kind === 'body-md5')
    return { [auth.header]: signBody(signing.credential('secret'), body, auth.letters) };
  if (auth.kind !== 'body-hmac') return {};
  const timestamp = writeTime(now, { kind: 'seconds' });
  return {
    [auth.header]: hmacOf(auth, signing.credential('secret'), Buffer.from(body), timestamp),
    ...(auth.timestampHeader !== undefined && { [auth.timestampHeader]: timestamp }),
  };
}
