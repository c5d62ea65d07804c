import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  conformanceTable,
  LONG_NUMBER,
  runConformance,
  type ConformanceServer,
  type PushVariant,
  type Situation,
} from '../conformance/index.js';
import { fetchHttp } from '../http.js';
import { isSupported, type CarrierPort, type CarrierWaybill, type RawCallback } from '../port.js';
import { carrierFactories } from '../registry.js';
import { manifest } from './manifest.js';

const NUMBER = 'JT0000000000001';
const account = { apiAccount: '1000001', privateKey: 'sample-jt-key' } as const;

const fixture = (name: string): string =>
  JSON.stringify(JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8')));

/** Written from the document, not from the adapter: a mistake there must not hide itself here. */
const digestOf = (content: string): string => {
  const hex = createHash('md5').update(content, 'utf8').update(account.privateKey, 'utf8').digest('hex');
  return Buffer.from(hex, 'hex').toString('base64');
};

const pushFixtures: Partial<Record<PushVariant, string>> = {
  repeated: 'push-repeated',
  reversed: 'push-reversed',
  'unknown-code': 'push-unknown-code',
};

function pushContent(variant: PushVariant): string {
  const plain = fixture(pushFixtures[variant] ?? 'push-moving');
  if (variant === 'signed-nonsense') return '{"details":';
  if (variant === 'long-number') return plain.replace(`"${NUMBER}"`, LONG_NUMBER);
  return variant === 'huge' ? plain.replace('"details":[', `"details":[${'[],'.repeat(500_000)}`) : plain;
}

interface Call {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly bizContent: string;
}

class ScriptedJt implements ConformanceServer {
  readonly seen: Call[] = [];
  private situation: Situation = 'moving';
  private words: object | undefined;

  /** Answers the next calls with exactly this. */
  says(words: object): void {
    this.words = words;
  }

  arrange(situation: Situation): Promise<string> {
    this.situation = situation;
    this.words = undefined;
    return Promise.resolve(NUMBER);
  }

  push(variant: PushVariant): Promise<RawCallback | undefined> {
    if (variant === 'json-in-json' || variant === 'encoded-twice') return Promise.resolve(undefined);
    const bizContent = pushContent(variant);
    const digest = variant === 'bad-signature' ? digestOf(`${bizContent} `) : digestOf(bizContent);
    const headers = { apiaccount: account.apiAccount, timestamp: '1735783200000' };
    const text =
      variant === 'json-body'
        ? JSON.stringify({ bizContent })
        : new URLSearchParams({ bizContent }).toString();
    return Promise.resolve({
      headers: variant === 'no-signature' ? headers : { ...headers, digest },
      body: Buffer.from(text),
    });
  }

  readonly handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const bizContent = new URLSearchParams(Buffer.concat(chunks).toString()).get('bizContent') ?? '';
    this.seen.push({ path: request.url ?? '', headers: request.headers, bizContent });
    if (this.words) return void response.end(JSON.stringify(this.words));
    const genuine =
      request.headers['digest'] === digestOf(bizContent) &&
      request.headers['apiaccount'] === account.apiAccount;
    switch (genuine ? this.situation : 'refused-credentials') {
      case 'moving':
        return void response.end(
          fixture(request.url?.endsWith('/subscribe') ? 'subscribe-accepted' : 'trace-answer'),
        );
      case 'no-data':
        return void response.end(fixture('trace-no-data'));
      case 'refused-credentials':
        return void response.end(fixture('refused-signature'));
      case 'throttled':
        return void response.writeHead(429, { 'retry-after': '7' }).end();
      case 'http-500':
        return void response.writeHead(500).end('error');
      case 'not-json':
        return void response.end('<html>');
      case 'endless-answer':
        return void response.end('['.repeat(5 * 1024 * 1024));
      case 'time-out':
        return;
    }
  };
}

describe('J&T over real HTTP', () => {
  const scripted = new ScriptedJt();
  const server = createServer((request, response) => void scripted.handle(request, response));
  const open = (settings: object = {}): CarrierPort => {
    const { port } = server.address() as AddressInfo;
    const baseUrl = `http://127.0.0.1:${port}/webopenplatformapi/api/`;
    const entry = carrierFactories.get('jt');
    if (!entry) throw new Error('not registered');
    return entry.create(
      { ...account, baseUrl, timeoutMs: 300, ...settings },
      { http: fetchHttp, clock: { now: () => 1_735_783_200_000 } },
    );
  };
  const track = (waybill: CarrierWaybill, settings?: object): Promise<unknown> => {
    const operation = open(settings).track;
    if (!isSupported(operation)) throw new Error('not supported');
    return operation(waybill);
  };

  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it('passes the conformance suite', async () => {
    const results = await runConformance({ port: open(), server: scripted, carrier: 'JTSD' });
    process.stdout.write(`${conformanceTable(manifest, results)}\n`);
    const declared = results.filter(({ feature }) => manifest.features[feature] === true);
    expect(declared.filter((cell) => cell.outcome !== 'pass')).toMatchObject([
      { guarantee: 'encoded-twice reads as the plain push does', outcome: 'n/a' },
      { guarantee: 'json-in-json reads as the plain push does', outcome: 'n/a' },
    ]);
  });

  it('asks about one number, in normal form and without a phone', async () => {
    await scripted.arrange('moving');
    await track({ number: 'jt 0000-0000-00001', carrier: 'JTSD', phoneTail: '1234' });
    expect(scripted.seen.at(-1)).toMatchObject({
      path: '/webopenplatformapi/api/logistics/trace',
      headers: { apiaccount: '1000001', timestamp: '1735783200000' },
      bizContent: '{"billCodes":"JT0000000000001"}',
    });
  });

  it('subscribes to every scan type, below the path of the settings', async () => {
    await scripted.arrange('moving');
    const { subscribe } = open({ subscribePath: '/trace/subscribe' });
    if (!isSupported(subscribe)) throw new Error('not supported');
    await subscribe({ number: NUMBER, carrier: 'JTSD' });
    expect(scripted.seen.at(-1)).toMatchObject({
      path: '/webopenplatformapi/api/trace/subscribe',
      bizContent: JSON.stringify({
        id: '1000001',
        list: [{ waybillCode: NUMBER, traceNode: '1&2&3&4&5&6&7&8&9&10&11&12&13&14' }],
      }),
    });
  });

  it.each([[[]], [null]])('takes %j for nothing yet', async (data) => {
    scripted.says({ code: '1', msg: 'success', data });
    await expect(track({ number: NUMBER, carrier: 'JTSD' })).resolves.toMatchObject({
      number: NUMBER,
      scans: [],
      fullHistory: false,
    });
  });

  it('finds its own among several, and refuses an answer about others only', async () => {
    const other = { billCode: 'JT0000000000002', details: [] };
    const own = { billCode: NUMBER, details: [{ scanTime: '2025-01-01 20:00:00', scanType: 1 }] };
    scripted.says({ code: 1, data: [other, own] });
    await expect(track({ number: NUMBER, carrier: 'JTSD' })).resolves.toMatchObject({
      scans: [{ code: '1', status: 'PICKED_UP' }],
    });
    scripted.says({ code: 1, data: [other] });
    await expect(track({ number: NUMBER, carrier: 'JTSD' })).rejects.toMatchObject({ kind: 'permanent' });
  });

  it('sends nothing about parcels of another carrier', async () => {
    const before = scripted.seen.length;
    await expect(track({ number: 'SF1234567890123', carrier: 'SF' })).rejects.toMatchObject({
      kind: 'permanent',
    });
    expect(scripted.seen.length).toBe(before);
  });

  it('is told by a wrong key that it is wrong', async () => {
    await scripted.arrange('moving');
    await expect(
      track({ number: NUMBER, carrier: 'JTSD' }, { privateKey: 'another-key' }),
    ).rejects.toMatchObject({ kind: 'credentials', code: '145003030' });
  });
});
