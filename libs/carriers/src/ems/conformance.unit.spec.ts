import { createCipheriv, createDecipheriv } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fromShanghai } from '@cartrail/kernel';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { BookingRequest } from '../booking.js';
import {
  aloud,
  conformanceTable,
  LONG_NUMBER,
  naming,
  runConformance,
  type BookingServer,
  type BookingSituation,
  type ConformanceServer,
  type PushVariant,
  type Situation,
} from '../conformance/index.js';
import { fetchHttp } from '../http.js';
import {
  isSupported,
  type CarrierPort,
  type CarrierWaybill,
  type RawCallback,
  type TrackResult,
} from '../port.js';
import { settingsOf } from '../settings.js';
import { ems } from './adapter.js';
import { manifest } from './manifest.js';

const SIGN_KEY = 'MDEyMzQ1Njc4OWFiY2RlZg==';
const NUMBER = '1100000000001';
const fixture = (name: string): string =>
  JSON.stringify(JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8')));

/** Written from the document, not from the adapter: `undefined` where the key's text is not behind the JSON. */
function opened(sealed: string): string | undefined {
  if (!sealed.startsWith('|$4|')) return undefined;
  try {
    const decipher = createDecipheriv('sm4-ecb', '0123456789abcdef', null);
    const text = decipher.update(sealed.slice(4), 'base64', 'utf8') + decipher.final('utf8');
    return text.endsWith(SIGN_KEY) ? text.slice(0, -SIGN_KEY.length) : undefined;
  } catch {
    return undefined;
  }
}

const sealed = (event: string): string => {
  const cipher = createCipheriv('sm4-ecb', '0123456789abcdef', null);
  return `|$4|${cipher.update(event + SIGN_KEY, 'utf8', 'base64')}${cipher.final('base64')}`;
};

/** One event per push: there is no order to reverse and nothing to repeat inside it. */
function eventOf(variant: PushVariant): string | undefined {
  const plain = fixture('push-out-for-delivery');
  switch (variant) {
    case 'plain':
    case 'again':
    case 'json-body':
      return plain;
    case 'names-people':
      return naming(plain, { words: 'opDesc', name: 'operatorName' });
    case 'unknown-code':
      return fixture('push-unknown-code');
    case 'long-number':
      return plain.replace(`"${NUMBER}"`, LONG_NUMBER);
    case 'huge':
      return plain.replace('"opDesc":', `"remark":[${'[],'.repeat(500_000)}[]],"opDesc":`);
    case 'signed-nonsense':
      return '{"waybillNo":';
    default:
      return undefined;
  }
}

function pushOf(event: string, variant: PushVariant): RawCallback {
  const fields = { logitcsInterface: sealed(event), method: '040002', msgType: '0', version: 'v1.0.0' };
  const body = variant === 'json-body' ? JSON.stringify(fields) : new URLSearchParams(fields).toString();
  return { headers: {}, body: Buffer.from(body) };
}

const yeses: Readonly<Record<string, string>> = {
  '020003': 'book-accepted',
  '020006': 'cancel-accepted',
  '030005': 'range-served',
  '040001': 'trace-answer',
};

/** Our reference, of an order or its cancellation. */
const referenceIn = (json: string): string => /"logisticsOrderNo":"([^"]*)"/.exec(json)?.[1] ?? '';

class ScriptedEms implements ConformanceServer {
  readonly seen: Record<string, string>[] = [];
  private readonly made = new Set<string>();
  private situation: Situation | BookingSituation = 'moving';
  private words: object | undefined;

  readonly bookings: BookingServer = {
    arrange: async (situation) => {
      this.situation = situation;
      this.words = undefined;
      return Promise.resolve(situation !== 'without-number');
    },
    received: () => {
      const json = this.seen.at(-1)?.['json'] ?? '';
      return Promise.resolve({ signed: json !== '', reference: referenceIn(json) });
    },
    made: () => Promise.resolve(this.made.size),
    push: () => Promise.resolve(undefined),
  };

  arrange(situation: Situation): Promise<string> {
    this.situation = situation;
    this.words = undefined;
    return Promise.resolve(NUMBER);
  }

  received(): Promise<{ readonly signed: boolean }> {
    return Promise.resolve({ signed: (this.seen.at(-1)?.['json'] ?? '') !== '' });
  }

  push(variant: PushVariant): Promise<RawCallback | undefined> {
    const event = eventOf(variant);
    return Promise.resolve(event === undefined ? undefined : pushOf(event, variant));
  }

  /** Answers the next calls with exactly this. */
  says(words: object): void {
    this.words = words;
  }

  readonly handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const form = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()));
    const json = opened(form['logitcsInterface'] ?? '');
    this.seen.push({ ...form, path: request.url ?? '', json: json ?? '' });
    const refused = json === undefined || form['authorization'] !== 'sample-authorization';
    if (this.words && !refused) return void response.end(JSON.stringify(this.words));
    this.answer(refused ? 'refused-credentials' : this.situation, response);
  };

  private answer(situation: Situation | BookingSituation, response: ServerResponse): void {
    const { apiCode = '', json = '' } = this.seen.at(-1) ?? {};
    const yes = fixture(yeses[apiCode] ?? 'refused');
    switch (situation) {
      case 'moving':
        return void response.end(yes);
      case 'answers':
        this.take(apiCode, json);
        return void response.end(yes);
      case 'lost-answer':
        this.take(apiCode, json);
        return void response.destroy();
      case 'refuses':
        return void response.end(fixture(apiCode === '030005' ? 'range-not-served' : 'refused'));
      case 'refuses-aloud':
        return void response.end(aloud(fixture('refused')));
      case 'duplicate':
        return void response.end(fixture('book-duplicate'));
      case 'unknown-code':
        return void response.end(yes.replace('\\"702\\"', '\\"X_777\\"'));
      case 'no-data':
        return void response.end(fixture('trace-no-data'));
      case 'refused-credentials':
        return void response.end(fixture('trace-refused'));
      case 'throttled':
        return void response.end(fixture('trace-throttled'));
      case 'http-500':
        return void response.writeHead(500).end('error');
      case 'not-json':
        return void response.end('<html>');
      case 'endless-answer':
        return void response.end('['.repeat(5 * 1024 * 1024));
      case 'time-out':
      case 'without-number':
        return;
    }
  }

  private take(apiCode: string, json: string): void {
    if (apiCode === '020003') this.made.add(referenceIn(json));
  }
}

describe('EMS over real HTTP', () => {
  const scripted = new ScriptedEms();
  const server = createServer((request, response) => void scripted.handle(request, response));
  const open = (settings: object = {}): CarrierPort => {
    const { port } = server.address() as AddressInfo;
    const account = {
      senderNo: '1100000000000',
      authorization: 'sample-authorization',
      signKey: SIGN_KEY,
      baseUrl: `http://127.0.0.1:${port}/`,
      timeoutMs: 300,
    };
    const now = fromShanghai('2025-01-02 10:00:00') ?? 0;
    return ems(settingsOf(manifest, { ...account, ...settings }), {
      http: fetchHttp,
      clock: { now: () => now },
    });
  };
  const track = (waybill: CarrierWaybill, settings?: object): Promise<TrackResult> => {
    const operation = open(settings).track;
    if (!isSupported(operation)) throw new Error('not supported');
    return operation(waybill);
  };
  const parcel = { number: NUMBER, carrier: 'EMS' };

  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it('passes the conformance suite', async () => {
    const request = JSON.parse(fixture('booking')) as BookingRequest;
    const results = await runConformance({
      port: open({ ecommerceUserId: 'shop-1', paymentMode: '1' }),
      server: scripted,
      carrier: 'EMS',
      booking: { request, quotes: [] },
    });
    process.stdout.write(`${conformanceTable(manifest, results)}\n`);
    const declared = results.filter(({ feature }) => manifest.features[feature] === true);
    const rest = declared.filter((cell) => cell.outcome !== 'pass');
    expect(rest.map(({ feature, outcome, why }) => `${outcome} ${feature}: ${why ?? ''}`)).toEqual([
      ...['encoded-twice', 'json-in-json', 'repeated', 'reversed'].map(
        (variant) => `n/a push: the server cannot push ${variant}`,
      ),
      'n/a book: the server cannot do without-number',
    ]);
  });

  it('sends the documented form, its body sealed over the bytes sent, and no phone', async () => {
    await scripted.arrange('moving');
    await track({ ...parcel, number: '1100 0000-00001', phoneTail: '1234' });
    expect(scripted.seen.at(-1)).toEqual({
      path: '/amp-prod-api/f/amp/api/open',
      apiCode: '040001',
      senderNo: '1100000000000',
      authorization: 'sample-authorization',
      timeStamp: '2025-01-02 10:00:00',
      msgType: '0',
      version: 'V1.0.0',
      logitcsInterface: expect.stringMatching(/^\|\$4\|/) as unknown,
      json: `{"waybillNo":"${NUMBER}"}`,
    });
  });

  it('speaks with the test environment, and names the user, where the settings say so', async () => {
    await scripted.arrange('moving');
    await track(parcel, { environment: 'test', userCode: 'sample-user' });
    expect(scripted.seen.at(-1)).toMatchObject({
      path: '/amp-prod-api/f/amp/api/test',
      userCode: 'sample-user',
    });
  });

  it('ends with `credentials` where the key is another', async () => {
    await scripted.arrange('moving');
    const signKey = Buffer.from('fedcba9876543210').toString('base64');
    await expect(track(parcel, { signKey })).rejects.toMatchObject({ kind: 'credentials' });
  });

  it('reads an answer whose body is an object, and one whose body is an object in a string', async () => {
    await scripted.arrange('moving');
    const asText = await track(parcel);
    const { retBody } = JSON.parse(fixture('trace-answer')) as { retBody: string };
    scripted.says({ retCode: '00000', retBody: JSON.parse(retBody) as unknown });
    expect(await track(parcel)).toEqual(asText);
    expect(asText.scans.length).toBe(5);
  });

  it.each([undefined, null, '', 'null', '[]', '{}', {}, { responseItems: null }, '{"responseItems":[]}'])(
    'takes the body %j for nothing known yet',
    async (retBody) => {
      scripted.says({ retCode: '00000', retMsg: '当前邮件无客户信息！', retBody });
      await expect(track(parcel)).resolves.toMatchObject({ scans: [], note: '当前邮件无客户信息！' });
    },
  );

  it.each(['{"responseItems":[', '查询失败', [1], 7, { responseItems: '[]' }])(
    'does not take the body %j, which it cannot read, for nothing known',
    async (retBody) => {
      scripted.says({ retCode: '00000', retBody });
      await expect(track(parcel)).rejects.toMatchObject({ kind: 'retryable' });
    },
  );

  it('refuses an answer about another parcel', async () => {
    await scripted.arrange('moving');
    await expect(track({ ...parcel, number: '1100000000002' })).rejects.toMatchObject({ kind: 'permanent' });
  });

  it('keeps a number beyond 2^53 digit by digit', async () => {
    const item = '{"waybillNo":9007199254740993123,"opTime":"2025-01-02 10:00:00","opCode":203}';
    scripted.says({ retCode: '00000', retBody: `{"responseItems":[${item}]}` });
    const { number, scans } = await track({ ...parcel, number: '9007199254740993123' });
    expect([number, scans[0]?.code]).toEqual(['9007199254740993123', '203']);
  });

  it('answers every push with a serial number of its own', () => {
    const { callbacks } = open();
    if (!isSupported(callbacks)) throw new Error('not supported');
    const serials = [1, 2].map(() => (JSON.parse(callbacks.ack(true).body) as { serialNo: string }).serialNo);
    expect(serials.every((serial) => /^[0-9a-f]{32}$/.test(serial))).toBe(true);
    expect(new Set(serials).size).toBe(2);
  });

  it('sends no couriers for an account that does not say who orders, or who pays', () => {
    expect(open().pickups).toMatchObject({ notSupported: true });
    expect(open({ ecommerceUserId: 'shop-1' }).pickups).toMatchObject({ notSupported: true });
    expect(isSupported(open({ ecommerceUserId: 'shop-1', paymentMode: '2' }).pickups)).toBe(true);
  });

  it('asks about nothing that another carrier carries', async () => {
    const before = scripted.seen.length;
    await expect(track({ ...parcel, carrier: 'SF' })).rejects.toMatchObject({ kind: 'permanent' });
    expect(scripted.seen.length).toBe(before);
  });

  it.each([
    ['a key of fifteen bytes', { signKey: Buffer.from('x'.repeat(15)).toString('base64') }, 'signKey'],
    ['a key that is no base64', { signKey: '0123456789abcdef' }, 'signKey'],
    ['no authorization', { authorization: '' }, 'authorization'],
    ['another environment', { environment: 'staging' }, 'environment'],
  ])('is not opened with %s, and says which field', (_what, settings, field) => {
    expect(() => open(settings)).toThrow(field);
  });
});
