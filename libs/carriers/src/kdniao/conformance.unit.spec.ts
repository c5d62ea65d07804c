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
import type { RawCallback } from '../port.js';
import { carrierFactories } from '../registry.js';
import { manifest } from './manifest.js';

const API_KEY = 'sample-kdniao-key';
const fixture = (name: string): string =>
  JSON.stringify(JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8')));

/** Written from the document, not from the adapter: a mistake there must not hide itself here. */
const sign = (data: string): string =>
  Buffer.from(
    createHash('md5')
      .update(data + API_KEY)
      .digest('hex'),
  ).toString('base64');

class ScriptedKdniao implements ConformanceServer {
  readonly seen: Record<string, string>[] = [];
  private situation: Situation = 'moving';

  arrange(situation: Situation): Promise<string> {
    this.situation = situation;
    return Promise.resolve('YT1234567890123');
  }

  push(variant: PushVariant): Promise<RawCallback | undefined> {
    if (variant === 'json-in-json') return Promise.resolve(undefined);
    const data = pushData(variant);
    const fields: Record<string, string> = { RequestData: data, RequestType: '102', DataSign: sign(data) };
    if (variant === 'encoded-twice') fields['RequestData'] = encodeURIComponent(data);
    if (variant === 'bad-signature') fields['DataSign'] = sign(`${data} `);
    if (variant === 'no-signature') delete fields['DataSign'];
    const text = variant === 'json-body' ? JSON.stringify(fields) : new URLSearchParams(fields).toString();
    return Promise.resolve({ headers: {}, body: Buffer.from(text) });
  }

  readonly handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const form = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()));
    this.seen.push({ ...form, path: request.url ?? '' });
    const refused = form['DataSign'] !== sign(form['RequestData'] ?? '');
    const subscribe = form['RequestType'] === '8008';
    switch (refused ? 'refused-credentials' : this.situation) {
      case 'moving':
        return void response.end(fixture(subscribe ? 'subscribe-accepted' : 'track-answer'));
      case 'no-data':
        return void response.end(fixture('track-no-data'));
      case 'refused-credentials':
        return void response.end(fixture('subscribe-refused'));
      case 'throttled':
        return void response.end(fixture('track-refused'));
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

function pushData(variant: PushVariant): string {
  const plain = fixture(pushFixtures[variant] ?? 'push-102-moving');
  if (variant === 'signed-nonsense') return '{"Data":';
  if (variant === 'long-number') return plain.replace('"YT1234567890123"', LONG_NUMBER);
  return variant === 'huge' ? plain.replace('"Traces":[', `"Traces":[${'[],'.repeat(500_000)}`) : plain;
}

const pushFixtures: Partial<Record<PushVariant, string>> = {
  repeated: 'push-102-repeated',
  reversed: 'push-102-reversed',
  'unknown-code': 'push-102-unknown-code',
};

describe('KDNiao over real HTTP', () => {
  const scripted = new ScriptedKdniao();
  const server = createServer((request, response) => void scripted.handle(request, response));
  const open = (): ReturnType<NonNullable<ReturnType<typeof carrierFactories.get>>['create']> => {
    const { port } = server.address() as AddressInfo;
    const settings = {
      eBusinessId: '1000001',
      apiKey: API_KEY,
      baseUrl: `http://127.0.0.1:${port}`,
      timeoutMs: 300,
    };
    const entry = carrierFactories.get('kdniao');
    if (!entry) throw new Error('not registered');
    return entry.create(settings, { http: fetchHttp, clock: { now: () => 0 } });
  };

  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it('passes the conformance suite', async () => {
    const results = await runConformance({ port: open(), server: scripted, carrier: 'YTO' });
    process.stdout.write(`${conformanceTable(manifest, results)}\n`);
    const declared = results.filter(({ feature }) => manifest.features[feature] === true);
    expect(declared.filter((cell) => cell.outcome !== 'pass')).toMatchObject([
      { guarantee: 'json-in-json reads as the plain push does', outcome: 'n/a' },
    ]);
  });

  it('sends the documented envelope, and a phone tail only to carriers that want one', async () => {
    const { track } = open();
    if (!('call' in track)) throw new Error('not supported');
    await scripted.arrange('moving');
    await track({ number: 'YT1234567890123', carrier: 'YTO', phoneTail: '1234' });
    expect(scripted.seen.at(-1)).toMatchObject({
      path: '/Ebusiness/EbusinessOrderHandle.aspx',
      RequestType: '8001',
      EBusinessID: '1000001',
      DataType: '2',
      RequestData: '{"ShipperCode":"YTO","LogisticCode":"YT1234567890123"}',
    });
    await expect(
      track({ number: '73100012345678', carrier: 'ZTO', phoneTail: '1234' }),
    ).rejects.toMatchObject({
      kind: 'permanent',
    });
    expect(scripted.seen.at(-1)?.['RequestData']).toContain('"CustomerName":"1234"');
  });
});
