import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { seal } from '../ems/signature.js';
import type { RawCallback } from '../port.js';
import { providersWith } from '../registry.js';
import { sealForm, sealJson } from './envelope.js';
import { Unusable } from './answer.js';
import { decode } from './decode.js';
import { signed } from './sign.js';

const SECRET = 'sample-secret-of-nobody';
const KEY = Buffer.from('sample-of-nobody').toString('base64');

interface Provider {
  readonly settings: object;
  /** What another account has instead. */
  readonly other: object;
  /** The field of a push that holds a fixture; none where the fixture is the body. */
  readonly field?: (fixture: string) => string | undefined;
}

const providers: Readonly<Record<string, Provider>> = {
  kdniao: { settings: { eBusinessId: '1000001', apiKey: SECRET }, other: { apiKey: 'another-secret' } },
  kuaidi100: { settings: { key: 'key', secret: SECRET, salt: SECRET }, other: { salt: 'another-salt' } },
  zto: { settings: { appKey: 'app', appSecret: SECRET }, other: { appSecret: 'another-secret' } },
  jt: { settings: { apiAccount: '1000001', privateKey: SECRET }, other: { privateKey: 'another-key' } },
  ems: {
    settings: { senderNo: '1000001', authorization: SECRET, signKey: KEY },
    other: { signKey: Buffer.from('another-nobodys!').toString('base64') },
    field: () => 'logitcsInterface',
  },
  sf: {
    settings: { partnerId: 'partner', checkWord: SECRET },
    other: { checkWord: 'another-check-word' },
    field: (fixture) => (fixture === 'push-fee.json' ? 'content' : undefined),
  },
  sto: {
    settings: { fromAppkey: 'app', fromCode: 'code', secretKey: SECRET },
    other: { secretKey: 'another-secret' },
    field: () => 'content',
  },
  yto: {
    settings: { queryOpenId: 'open', queryCustomerCode: 'code', querySecret: SECRET },
    other: { querySecret: 'another-secret' },
    field: () => 'logistics_interface',
  },
  jdl: {
    settings: { appKey: 'a', appSecret: SECRET, accessToken: 't', customerCode: '010K1', orderOrigin: 1 },
    other: { appSecret: 'another-secret' },
    field: () => undefined,
  },
  deppon: {
    settings: { companyCode: 'c', appkey: SECRET, customerCode: '400000' },
    other: { appkey: 'another-key' },
    field: () => 'params',
  },
};

const isSigned = (provider: string): boolean => providersWith('signed-push').includes(provider);
const settingsOf = (provider: string): object => providers[provider]?.settings ?? {};

/** The fixture as its provider sends it, as a form and as JSON. */
function captures(provider: string, name: string): readonly RawCallback[] {
  const file = readFileSync(new URL(`../${provider}/fixtures/${name}`, import.meta.url), 'utf8');
  const content = name.endsWith('.json') ? JSON.stringify(JSON.parse(file)) : file;
  if (isSigned(provider)) {
    const form = signed(provider, Buffer.from(content), settingsOf(provider), { taskId: 'T-1' });
    const fields = Object.fromEntries(new URLSearchParams(form.body.toString()));
    return [form, signed(provider, Buffer.from(JSON.stringify(fields)), settingsOf(provider))];
  }
  const field = providers[provider]?.field?.(name);
  if (field === undefined) return [{ headers: {}, body: Buffer.from(content) }];
  const fields = new Map([[field, Buffer.from(provider === 'ems' ? seal(content, KEY) : content)]]);
  return [sealForm(fields), sealJson(fields)].map(({ body }) => ({ headers: {}, body }));
}

const fixtures = Object.keys(providers).flatMap((provider) =>
  readdirSync(new URL(`../${provider}/fixtures/`, import.meta.url))
    .filter((name) => /^(push|callback)-/.test(name))
    .map((name) => [provider, name] as const),
);

const verificationOf = ({ json }: { readonly json: unknown }): unknown =>
  (json as { verification: unknown }).verification;

describe('a captured push of any provider', () => {
  it('is of every provider whose pushes are read', () => {
    expect(Object.keys(providers).toSorted()).toEqual([...providersWith('push')].toSorted());
  });

  it.each(fixtures)('is read with its own secret, as a form and as JSON: %s %s', (provider, name) => {
    const answers = captures(provider, name).map((raw) =>
      decode(provider, raw, { settings: settingsOf(provider) }),
    );
    for (const answer of answers) {
      expect(verificationOf(answer)).toMatch(isSigned(provider) ? /^verified$/ : /^not verified: /);
      expect(answer.lines.length).toBeGreaterThan(1);
      expect(answer.lines.join('\n')).not.toContain('()');
    }
    const { 0: form, length } = answers;
    for (const other of answers) expect(other).toEqual(form);
    expect(length).toBeGreaterThan(0);
  });

  it.each(fixtures)(
    'is forged with the secret of another account, where it has one: %s %s',
    (provider, name) => {
      const settings = { ...settingsOf(provider), ...providers[provider]?.other };
      const sealed = isSigned(provider) || provider === 'ems';
      for (const raw of captures(provider, name))
        expect(verificationOf(decode(provider, raw, { settings }))).toMatch(
          sealed ? /^forged$/ : /^not verified: /,
        );
    },
  );

  it.each(Object.keys(providers))('is told from what is none, in one line: %s', (provider) => {
    for (const body of [
      '',
      '<html>',
      '{"a":1}',
      '['.repeat(100_000),
      '{"a":'.repeat(100_000),
      '\u0000\uFFFD',
    ]) {
      const none = { headers: {}, body: Buffer.from(body) };
      const verify = () => decode(provider, none, { settings: settingsOf(provider) });
      if (isSigned(provider) || provider === 'ems') {
        expect(verify()).toMatchObject({ bad: true, json: { provider, verification: 'forged' } });
        expect(verify().lines).toEqual([expect.stringMatching(/ {2}forged: no \w+/)]);
      } else {
        expect(verify).toThrow(Unusable);
        expect(verify).toThrow(/^\w+: this is no push of it: [^\n]+$/);
      }
      expect(() => decode(provider, none)).toThrow(Unusable);
    }
  });
});
