import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { carrierFactories } from '../registry.js';
import type { RawCallback } from '../port.js';
import { Misused, Unusable } from './answer.js';
import { decode } from './decode.js';
import { placeholderSettings } from './placeholders.js';
import { signed } from './sign.js';
import { signers } from './signers.js';

const account = { key: 'sample-key', secret: 'sample-secret', salt: 'sample-salt' };
const fixture = (provider: string, name: string): Buffer =>
  readFileSync(new URL(`../${provider}/fixtures/${name}.json`, import.meta.url));
const push = (name: string, settings: object = account): RawCallback =>
  signed('kuaidi100', fixture('kuaidi100', name), settings, { taskId: 'T-1' });
const said = ({ lines }: { readonly lines: readonly string[] }): string => lines.join('\n');
const nobody: RawCallback = { headers: {}, body: Buffer.alloc(0) };

describe('decoding a captured push', () => {
  it('tells scans with their times, for people and programs', () => {
    const answer = decode('kuaidi100', push('push-polling-unknown-code'), { settings: account });
    expect(answer.json).toMatchObject({
      provider: 'kuaidi100',
      verification: 'verified',
      kind: 'polling',
      reports: [
        { carrier: 'YTO', scans: [{ occurredAt: expect.stringMatching(/Z$/) as unknown }, {}, {}, {}, {}] },
      ],
    });
    expect(said(answer)).toMatch(
      /^kuaidi100 {2}verified {2}kind "polling"\n\w+ {2}YTO 圆通速递 \(yuantong\) {2}what is new {2}state 5\n/,
    );
    expect(said(answer)).toMatch(/2025-01-0\d \d\d:\d\d:\d\d {2}PICKED_UP/);
  });

  it('shows an unknown code as UNKNOWN, with the code as it came', () => {
    const scans = decode('kuaidi100', push('push-polling-unknown-code'));
    expect(said(scans)).toMatch(/UNKNOWN +code "\d+"/);
    const booking = decode('kuaidi100', push('callback-unknown-code'));
    expect(said(booking)).toMatch(/booking T-1 .*UNKNOWN {2}code "\d+"/);
  });

  it('tells a booking with its fees', () => {
    const answer = decode('kuaidi100', push('callback-settled'), { settings: account });
    expect(answer.json).toMatchObject({ bookings: [{ bookingId: 'T-1', status: 'settled' }] });
    expect(said(answer)).toMatch(/ {2}fee \S+ {2}\d+\.\d\d yuan/);
  });

  it('masks a courier unless it is asked for', () => {
    const capture = push('callback-courier');
    const { name, phone } = (
      decode('kuaidi100', capture, { unmask: true }).json as {
        bookings: { courier: { name: string; phone: string } }[];
      }
    ).bookings[0]?.courier ?? { name: '', phone: '' };
    expect(phone).toMatch(/^1\d{10}$/);
    const masked = decode('kuaidi100', capture);
    for (const shown of [said(masked), JSON.stringify(masked.json)]) {
      expect(shown).not.toContain(phone);
      expect(shown).not.toContain(name);
      expect(shown).toContain(`${phone.slice(0, 3)}****${phone.slice(-4)}`);
    }
  });

  it('says what was verified: the bytes with settings, nothing without', () => {
    const verification = (settings?: object): unknown =>
      (decode('kuaidi100', push('push-polling'), { settings }).json as { verification: string }).verification;
    expect(verification(account)).toBe('verified');
    expect(verification()).toBe('not verified: no settings given');
    expect(verification({ ...account, salt: 'another-salt' })).toBe('forged');
  });

  it('reads nothing of what is forged', () => {
    const answer = decode('kuaidi100', push('push-polling', { ...account, salt: 'another-salt' }), {
      settings: account,
    });
    expect(answer).toMatchObject({ bad: true, json: { provider: 'kuaidi100', verification: 'forged' } });
    expect(Object.keys(answer.json as object)).toEqual(['provider', 'verification']);
    expect(said(answer)).toMatch(/^kuaidi100 {2}forged: .*$/);
  });

  it('looks at the headers of a provider that signs there', () => {
    const settings = { apiAccount: '1000001', privateKey: 'sample-jt-key' };
    const { headers, body } = signed('jt', fixture('jt', 'push-moving'), settings);
    expect(decode('jt', { headers, body }, { settings }).json).toMatchObject({ verification: 'verified' });
    expect(decode('jt', { headers: {}, body }, { settings }).json).toMatchObject({ verification: 'forged' });
  });

  it("reads a KDNiao push of any account, where no account's settings are given", () => {
    const settings = { eBusinessId: '1000001', apiKey: 'sample-kdniao-key' };
    const capture = signed('kdniao', fixture('kdniao', 'push-102-moving'), settings);
    expect(decode('kdniao', capture).json).toMatchObject({ kind: '102', reports: [{ carrier: 'YTO' }] });
  });

  it.each([
    ['nothing', 'kuaidi100', nobody, 'malformed: no param with a sign'],
    ['a page', 'zto', { headers: {}, body: Buffer.from('<html>') }, 'malformed: no data with a data_digest'],
    ['half a push', 'jt', { headers: {}, body: Buffer.from('bizContent={"details":') }, 'malformed'],
  ])('says in one line what is wrong with %s', (_what, provider, raw, words) => {
    expect(() => decode(provider, raw)).toThrow(Unusable);
    expect(() => decode(provider, raw)).toThrow(words);
    expect(() => decode(provider, raw)).not.toThrow('\n');
  });

  it.each([...signers.keys()])(
    'answers or says in one line why not, whatever %s may have sent',
    (provider) => {
      const answers = (body: Buffer): void => {
        try {
          expect(decode(provider, { headers: {}, body }).lines.length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(Unusable);
          expect(String(error)).not.toContain('\n');
        }
      };
      const fields = [
        'RequestData',
        'param',
        'data',
        'bizContent',
        'DataSign',
        'sign',
        'data_digest',
        'taskId',
      ];
      const nested = fc.object({
        key: fc.constantFrom(
          'Data',
          'lastResult',
          'data',
          'details',
          'action',
          'scanType',
          'Traces',
          'status',
        ),
        maxDepth: 4,
      });
      fc.assert(
        fc.property(fc.uint8Array(), (bytes) => {
          answers(Buffer.from(bytes));
        }),
      );
      fc.assert(
        fc.property(nested, fc.boolean(), (content, asJson) => {
          const push = Object.fromEntries(fields.map((name) => [name, JSON.stringify(content)]));
          const form = new URLSearchParams({ ...push, RequestType: '102' });
          answers(Buffer.from(asJson ? JSON.stringify({ ...push, RequestType: '103' }) : form.toString()));
        }),
      );
    },
  );

  it('says why no push of a provider is read, and that there is no such provider', () => {
    const silent = [...carrierFactories.values()].filter(
      ({ manifest }) => manifest.features.push !== true && placeholderSettings(manifest.provider, nobody),
    );
    for (const { manifest } of silent)
      expect(() => decode(manifest.provider, nobody)).toThrow(String(manifest.features.push));
    expect(() => decode('nobody', nobody)).toThrow(Misused);
  });

  it('opens every provider whose pushes need no key of an account', () => {
    for (const [provider, { create }] of carrierFactories) {
      const settings = placeholderSettings(provider, nobody);
      const http = { post: () => Promise.reject(new Error('nobody is asked')) };
      if (settings)
        expect(create(settings, { http, clock: { now: () => 0 } }).manifest.provider).toBe(provider);
    }
  });
});
