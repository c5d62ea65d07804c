import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { carrierFactories } from '../registry.js';
import { CarrierSettingsError } from '../errors.js';
import { isSupported, type CallbackPort, type RawCallback } from '../port.js';
import { Misused, Unusable } from './answer.js';
import { decode } from './decode.js';
import { signAnswer, signed } from './sign.js';
import { signers } from './signers.js';

const accounts: Readonly<Record<string, object>> = {
  kdniao: { eBusinessId: '1000001', apiKey: 'sample-kdniao-key' },
  kuaidi100: { key: 'sample-key', secret: 'sample-secret', salt: 'sample-salt' },
  zto: { appKey: 'sample-app-key', appSecret: 'sample-zto-secret' },
  jt: { apiAccount: '1000001', privateKey: 'sample-jt-key' },
};
const others: Readonly<Record<string, object>> = {
  kdniao: { eBusinessId: '1000001', apiKey: 'another-kdniao-key' },
  kuaidi100: { key: 'sample-key', secret: 'sample-secret', salt: 'another-salt' },
  zto: { appKey: 'sample-app-key', appSecret: 'another-zto-secret' },
  jt: { apiAccount: '1000001', privateKey: 'another-jt-key' },
};

const providers = [...signers.keys()];
const clock = { now: () => 1_735_783_200_000 };

const sign = (provider: string, content: string | Buffer, fields = {}): RawCallback =>
  signed(provider, Buffer.from(content), accounts[provider], fields, clock);

function callbacksOf(provider: string, settings = accounts[provider]): CallbackPort {
  const http = { post: () => Promise.reject(new Error('nobody is asked')) };
  const callbacks = carrierFactories.get(provider)?.create(settings, { http, clock }).callbacks;
  if (!callbacks || !isSupported(callbacks)) throw new Error('reads no pushes');
  return callbacks;
}

const pushes = providers.flatMap((provider) =>
  readdirSync(new URL(`../${provider}/fixtures/`, import.meta.url))
    .filter((name) => /^(push|callback)-/.test(name))
    .map((name) => [provider, name] as const),
);
const fixture = (provider: string, name: string): Buffer =>
  readFileSync(new URL(`../${provider}/fixtures/${name}`, import.meta.url));

describe('signing a push as its provider does', () => {
  it('is done for every provider that signs its pushes, and for no other', () => {
    const signing = [...carrierFactories.values()]
      .filter(({ manifest }) => manifest.features['signed-push'] === true)
      .map(({ manifest }) => manifest.provider);
    expect(providers.toSorted()).toEqual(signing.toSorted());
  });

  it.each(pushes)('is verified and read by decode: %s %s', (provider, name) => {
    const push = sign(provider, fixture(provider, name), { taskId: 'T-1' });
    expect(decode(provider, push, { settings: accounts[provider] }).json).toMatchObject({
      provider,
      verification: 'verified',
    });
  });

  it.each(providers)('covers every byte of any content: %s', (provider) => {
    const [own, other] = [callbacksOf(provider), callbacksOf(provider, others[provider])];
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), (bytes) => {
        // Bytes that are a form or an object with the very field are taken apart; these begin with neither.
        const push = sign(provider, Buffer.concat([Buffer.from('['), bytes]));
        expect([own.verify(push), other.verify(push)]).toEqual([true, false]);
      }),
    );
  });

  it.each(providers)(
    'takes a capture with its fields and signs it anew, as a form and as JSON: %s',
    (provider) => {
      const foreign = signed(
        provider,
        Buffer.from('{"a":"一 +&%"}'),
        others[provider],
        { more: 'x=1&y' },
        clock,
      );
      const again = sign(provider, foreign.body);
      expect(callbacksOf(provider).verify(again)).toBe(true);
      expect(new URLSearchParams(again.body.toString()).get('more')).toBe('x=1&y');
      const fields = Object.fromEntries(new URLSearchParams(foreign.body.toString()));
      const json = sign(provider, JSON.stringify(fields));
      expect(json.headers['content-type']).toBe('application/json');
      expect(JSON.parse(json.body.toString())).toMatchObject({ more: 'x=1&y' });
      expect(callbacksOf(provider).verify(json)).toBe(true);
    },
  );

  it('signs once what a KDNiao sender encoded twice', () => {
    const capture = new URLSearchParams({ RequestData: encodeURIComponent('{"Data":[]}'), DataSign: 'x' });
    const push = sign('kdniao', capture.toString());
    expect(decode('kdniao', push, { settings: accounts['kdniao'] }).json).toMatchObject({
      verification: 'verified',
    });
  });

  it('shows headers and body, the same for people and programs', () => {
    const { json, lines } = signAnswer('jt', sign('jt', '{"details":[]}'));
    expect(json).toMatchObject({
      headers: { apiaccount: '1000001', timestamp: '1735783200000' },
      body: 'bizContent=%7B%22details%22%3A%5B%5D%7D',
    });
    expect(lines.at(-1)).toBe('bizContent=%7B%22details%22%3A%5B%5D%7D');
    expect(lines.some((line) => line.startsWith('digest: '))).toBe(true);
  });

  it('says in the words of the manifest why a provider signs nothing', () => {
    expect(() => signed('yunda', Buffer.from('{}'), {})).toThrow(Unusable);
    const why = carrierFactories.get('yunda')?.manifest.features['signed-push'];
    expect(() => signed('yunda', Buffer.from('{}'), {})).toThrow(String(why));
    expect(() => signed('nobody', Buffer.from('{}'), {})).toThrow(Misused);
  });

  it('names the setting that is wrong and not its value', () => {
    const wrong = { ...accounts['kdniao'], apiKey: 'short' };
    expect(() => signed('kdniao', Buffer.from('{}'), wrong)).toThrow(CarrierSettingsError);
    expect(() => signed('kdniao', Buffer.from('{}'), wrong)).toThrow(/apiKey/);
    expect(() => signed('kdniao', Buffer.from('{}'), wrong)).not.toThrow(/short/);
  });
});
