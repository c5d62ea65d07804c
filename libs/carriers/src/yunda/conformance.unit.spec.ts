import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fromShanghai } from '@cartrail/kernel';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  conformanceTable,
  runConformance,
  type ConformanceServer,
  type Situation,
} from '../conformance/index.js';
import { fetchHttp } from '../http.js';
import { isSupported, type CarrierPort, type NotSupported } from '../port.js';
import { settingsOf } from '../settings.js';
import { yunda } from './adapter.js';
import { manifest } from './manifest.js';

const NUMBER = '431000000000001';
const now = fromShanghai('2025-01-02 10:00:00') ?? 0;
const fixture = (name: string): string =>
  JSON.stringify(JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8')));

interface Seen {
  readonly path: string;
  readonly key: unknown;
  readonly sign: unknown;
  readonly time: unknown;
  readonly type: unknown;
  readonly body: string;
}

/** Written from the document, not from the adapter. */
function isSigned({ key, sign, body }: Seen): boolean {
  const hash = createHash('md5');
  for (const part of [body, '_', 'sample-secret']) hash.update(Buffer.from(part));
  return key === '009999' && sign === hash.digest().toString('hex');
}

class ScriptedYunda implements ConformanceServer {
  readonly seen: Seen[] = [];
  private situation: Situation = 'moving';
  private words: string | undefined;

  arrange(situation: Situation): Promise<string> {
    this.situation = situation;
    this.words = undefined;
    return Promise.resolve(NUMBER);
  }

  received(): Promise<{ readonly signed: boolean }> {
    const last = this.seen.at(-1);
    return Promise.resolve({ signed: last !== undefined && isSigned(last) });
  }

  push(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  /** Answers the next calls with exactly this. */
  says(words: string): void {
    this.words = words;
  }

  readonly handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { 'app-key': key, sign, 'req-time': time, 'content-type': type } = request.headers;
    const body = Buffer.concat(chunks).toString();
    const seen = { path: request.url ?? '', key, sign, time, type, body };
    this.seen.push(seen);
    if (!isSigned(seen)) return void response.end(fixture('refused-sign'));
    if (this.words !== undefined) return void response.end(this.words);
    switch (this.situation) {
      case 'moving':
        return void response.end(
          fixture(seen.path.endsWith('/subscribe') ? 'subscribe-accepted' : 'query-answer'),
        );
      case 'no-data':
        return void response.end(fixture('query-no-data'));
      case 'refused-credentials':
        return void response.end(fixture('refused-sign'));
      case 'throttled':
        return void response.end(fixture('throttled'));
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

describe('Yunda over real HTTP', () => {
  const scripted = new ScriptedYunda();
  const server = createServer((request, response) => void scripted.handle(request, response));
  const open = (settings: object = {}): CarrierPort => {
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const account = { appKey: '009999', appSecret: 'sample-secret', baseUrl, timeoutMs: 300 };
    return yunda(settingsOf(manifest, { ...account, ...settings }), {
      http: fetchHttp,
      clock: { now: () => now },
    });
  };
  const usable = <T extends object>(operation: T | NotSupported): T => {
    if (!isSupported(operation)) throw new Error('not supported');
    return operation;
  };
  const parcel = { number: NUMBER, carrier: 'YD' };

  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it('passes the conformance suite', async () => {
    const results = await runConformance({ port: open(), server: scripted, carrier: 'YD' });
    process.stdout.write(`${conformanceTable(manifest, results)}\n`);
    const declared = results.filter(({ feature }) => manifest.features[feature] === true);
    expect(declared.length).toBeGreaterThan(0);
    expect(declared.filter((cell) => cell.outcome !== 'pass')).toEqual([]);
  });

  it('asks with the documented headers and body, and no phone', async () => {
    await scripted.arrange('moving');
    await usable(open().track)({ ...parcel, number: '4310 0000-0000001', phoneTail: '1234' });
    expect(scripted.seen.at(-1)).toEqual({
      path: '/openapi/outer/logictis/query',
      key: '009999',
      sign: expect.stringMatching(/^[0-9a-f]{32}$/) as unknown,
      time: String(now),
      type: 'application/json;charset=utf-8',
      body: `{"mailno":"${NUMBER}"}`,
    });
  });

  it('subscribes under our reference, signed over the bytes sent, and under the number without one', async () => {
    await scripted.arrange('moving');
    await expect(usable(open().subscribe)({ ...parcel, reference: '退-1' })).resolves.toEqual({
      accepted: true,
    });
    expect(scripted.seen.at(-1)).toMatchObject({
      path: '/openapi/outer/logictis/subscribe',
      body: `{"orders":[{"orderid":"退-1","mailno":"${NUMBER}"}]}`,
    });
    await usable(open().subscribe)(parcel);
    expect(scripted.seen.at(-1)?.body).toBe(`{"orders":[{"orderid":"${NUMBER}","mailno":"${NUMBER}"}]}`);
  });

  it('asks where the settings say', async () => {
    await scripted.arrange('moving');
    const port = open({ queryPath: '/openapi-api/outer/logictis/query', subscribePath: 'other/subscribe' });
    await usable(port.track)(parcel);
    expect(scripted.seen.at(-1)?.path).toBe('/openapi-api/outer/logictis/query');
    await usable(port.subscribe)(parcel);
    expect(scripted.seen.at(-1)?.path).toBe('/other/subscribe');
  });

  it('ends with `credentials` where the secret is another', async () => {
    await scripted.arrange('moving');
    const track = usable(open({ appSecret: 'another-secret' }).track);
    await expect(track(parcel)).rejects.toMatchObject({ kind: 'credentials' });
  });

  it('takes a subscription that is there already for one', async () => {
    scripted.says('{"result":false,"code":"9003","message":"该运单已订阅"}');
    await expect(usable(open().subscribe)(parcel)).resolves.toEqual({ accepted: true });
    scripted.says('{"result":false,"code":"9004","message":"运单号不合法"}');
    await expect(usable(open().subscribe)(parcel)).rejects.toMatchObject({ kind: 'permanent' });
  });

  it.each(['', ',"data":null', ',"data":""', ',"data":[]', ',"data":{}', ',"data":"{\\"steps\\":[]}"'])(
    'takes a yes with %j for nothing known yet',
    async (rest) => {
      scripted.says(`{"result":true,"code":"0000","message":"暂无轨迹"${rest}}`);
      await expect(usable(open().track)(parcel)).resolves.toMatchObject({ scans: [], note: '暂无轨迹' });
    },
  );

  it('takes "no trace" for nothing known yet, also where it is said as a refusal', async () => {
    scripted.says('{"result":false,"code":"9005","message":"暂无轨迹","data":{"mailno":"other"}}');
    await expect(usable(open().track)(parcel)).resolves.toMatchObject({ scans: [], fullHistory: false });
  });

  it.each(['"查询失败"', '[1]', '7', '{"steps":"[]"}', '{"steps":{}}'])(
    'does not take the data %s, which it cannot read, for nothing known',
    async (data) => {
      scripted.says(`{"result":true,"code":"0000","data":${data}}`);
      await expect(usable(open().track)(parcel)).rejects.toMatchObject({ kind: 'retryable' });
    },
  );

  it('refuses an answer about another parcel, and asks nothing about one of another carrier', async () => {
    await scripted.arrange('moving');
    const { track, subscribe } = open();
    await expect(usable(track)({ ...parcel, number: '431000000000002' })).rejects.toMatchObject({
      kind: 'permanent',
    });
    const before = scripted.seen.length;
    await expect(usable(track)({ ...parcel, carrier: 'STO' })).rejects.toMatchObject({ kind: 'permanent' });
    await expect(usable(subscribe)({ ...parcel, carrier: 'YDKY' })).rejects.toMatchObject({
      kind: 'permanent',
    });
    expect(scripted.seen.length).toBe(before);
  });

  it('keeps a number beyond 2^53 digit by digit', async () => {
    const steps = '[{"time":"2025-01-02 10:00:00","action":"GOT"}]';
    scripted.says(`{"result":true,"code":"0000","data":{"mailno":9007199254740993123,"steps":${steps}}}`);
    const report = await usable(open().track)({ ...parcel, number: '9007199254740993123' });
    expect(report).toMatchObject({ number: '9007199254740993123', fullHistory: true });
  });

  it('accepts no push and sends no courier, and says why', () => {
    expect(open().callbacks).toMatchObject({ notSupported: true, why: manifest.features.push });
    expect(open().pickups).toMatchObject({ notSupported: true, why: manifest.features.book });
  });

  it.each([
    ['no secret', { appSecret: '' }, 'appSecret'],
    ['a key with a line break', { appKey: '1\n2' }, 'appKey'],
    ['a path with a query', { queryPath: 'a?b' }, 'queryPath'],
    ['a base that is no URL', { baseUrl: 'openapi' }, 'baseUrl'],
  ])('is not opened with %s, and says which field', (_what, settings, field) => {
    expect(() => open(settings)).toThrow(field);
  });
});
