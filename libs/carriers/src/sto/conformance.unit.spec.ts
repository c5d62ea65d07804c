import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
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
import { sto } from './adapter.js';
import { manifest } from './manifest.js';

const SECRET = 'sample-sto-secret';
const NUMBER = '777000000000001';
const account = { fromAppkey: 'SAMPLEKEY', fromCode: 'SAMPLECODE', secretKey: SECRET, timeoutMs: 300 };

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8'));
const fixture = (name: string): string => JSON.stringify(read(name));
const gatewayRefused = (read('gateway-refused') as { xml: string }).xml;

/** Written from the document, not from the adapter: a mistake there must not hide itself here. */
const isSigned = ({ content = '', data_digest: digest }: Form): boolean =>
  digest ===
  createHash('md5')
    .update(content + SECRET, 'utf8')
    .digest()
    .toString('base64');

type Form = Readonly<Record<string, string>>;

class ScriptedSto implements ConformanceServer {
  readonly seen: Form[] = [];
  private situation: Situation = 'moving';
  private words: string | undefined;

  arrange(situation: Situation): Promise<string> {
    this.situation = situation;
    this.words = undefined;
    return Promise.resolve(NUMBER);
  }

  push(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  /** Answers the next calls with these words. */
  says(words: object | string): void {
    this.words = typeof words === 'string' ? words : JSON.stringify(words);
  }

  readonly handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const form = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()));
    this.seen.push({ ...form, path: request.url ?? '' });
    if (!isSigned(form)) return void response.end(gatewayRefused);
    if (this.words !== undefined) return void response.end(this.words);
    this.answer(form['api_name'] ?? '', response);
  };

  private answer(api: string, response: ServerResponse): void {
    switch (this.situation) {
      case 'moving':
        return void response.end(fixture(moving[api] ?? 'throttled'));
      case 'no-data':
        return void response.end(fixture('track-no-data'));
      case 'refused-credentials':
        return void response.end(gatewayRefused);
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
  }
}

const moving: Form = {
  STO_TRACE_QUERY_COMMON: 'track-answer',
  STO_TRACE_PLATFORM_SUBSCRIBE: 'subscribe-accepted',
};

describe('STO over real HTTP', () => {
  const scripted = new ScriptedSto();
  const server = createServer((request, response) => void scripted.handle(request, response));
  const open = (settings: object = {}): CarrierPort => {
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const config = settingsOf(manifest, { ...account, baseUrl, ...settings });
    return sto(config, { http: fetchHttp, clock: { now: () => 0 } });
  };
  const usable = <T extends object>(operation: T | NotSupported): T => {
    if (!isSupported(operation)) throw new Error('not supported');
    return operation;
  };
  const waybill = { number: '7770 0000 0000 001', carrier: 'STO' };

  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it('passes the conformance suite', async () => {
    const results = await runConformance({ port: open(), server: scripted, carrier: 'STO' });
    process.stdout.write(`${conformanceTable(manifest, results)}\n`);
    const declared = results.filter(({ feature }) => manifest.features[feature] === true);
    expect(declared.filter((cell) => cell.outcome !== 'pass')).toEqual([]);
  });

  it('asks with the documented envelope, signed over the content as sent', async () => {
    await scripted.arrange('moving');
    const report = await usable(open().track)(waybill);
    expect(scripted.seen.at(-1)).toEqual({
      path: '/gateway/link.do',
      content: `{"order":"asc","waybillNoList":["${NUMBER}"]}`,
      data_digest: expect.stringMatching(/^.{22}==$/),
      api_name: 'STO_TRACE_QUERY_COMMON',
      from_appkey: 'SAMPLEKEY',
      from_code: 'SAMPLECODE',
      to_appkey: 'sto_trace_query',
      to_code: 'sto_trace_query',
    });
    expect(report.scans.map(({ status }) => status)).toEqual(['PICKED_UP', 'IN_TRANSIT', 'OUT_FOR_DELIVERY']);
  });

  it('refuses an answer about another parcel, and asks nothing about one of another carrier', async () => {
    await scripted.arrange('moving');
    const track = usable(open().track);
    await expect(track({ number: '777000000000002', carrier: 'STO' })).rejects.toMatchObject({
      kind: 'permanent',
    });
    const before = scripted.seen.length;
    await expect(track({ number: NUMBER, carrier: 'YTO' })).rejects.toMatchObject({ kind: 'permanent' });
    expect(scripted.seen.length).toBe(before);
  });

  it('takes "nothing yet" for an answer, also where it is said as a refusal', async () => {
    scripted.says({ success: false, errorMsg: '暂无轨迹信息' });
    await expect(usable(open().track)(waybill)).resolves.toMatchObject({
      scans: [],
      fullHistory: false,
      note: '暂无轨迹信息',
    });
  });

  it('reads what the gateway refuses in XML, also where it wraps the words', async () => {
    scripted.says('\n<response><errorMsg><![CDATA[appkey不存在]]></errorMsg></response>');
    await expect(usable(open().track)(waybill)).rejects.toMatchObject({
      kind: 'credentials',
      message: 'appkey不存在',
    });
  });

  it('is refused by a vendor who knows another secret', async () => {
    await scripted.arrange('moving');
    const { track } = open({ secretKey: 'another-secret' });
    await expect(usable(track)(waybill)).rejects.toMatchObject({ kind: 'credentials', code: 'SAMPLE-2' });
  });

  it('subscribes at the receiver the settings name', async () => {
    await scripted.arrange('moving');
    await usable(open({ subscribeAppkey: 'other_receiver' }).subscribe)(waybill);
    expect(scripted.seen.at(-1)).toMatchObject({
      content: `{"subscribeInfoList":[{"waybillNo":"${NUMBER}"}]}`,
      api_name: 'STO_TRACE_PLATFORM_SUBSCRIBE',
      to_appkey: 'other_receiver',
      to_code: 'other_receiver',
    });
  });

  it('sees that a subscription as a whole went well and its number did not', async () => {
    scripted.says(read('subscribe-refused') as object);
    const subscribe = usable(open().subscribe);
    await expect(subscribe(waybill)).rejects.toMatchObject({ kind: 'permanent', message: '单号格式不正确' });
    scripted.says({ success: true, data: [{ waybillNo: NUMBER, status: false, message: '重复订阅' }] });
    await expect(subscribe(waybill)).resolves.toEqual({ accepted: true });
  });

  it('accepts no push', () => {
    expect(open().callbacks).toMatchObject({ notSupported: true, why: manifest.features.push });
  });
});
