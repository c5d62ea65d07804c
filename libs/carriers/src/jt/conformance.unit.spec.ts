import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fromShanghai } from '@cartrail/kernel';
import type { BookingRequest } from '../booking.js';
import {
  aloud,
  conformanceTable,
  LONG_ID,
  LONG_NUMBER,
  naming,
  runConformance,
  type BookingPushVariant,
  type BookingServer,
  type BookingSituation,
  type ConformanceServer,
  type PushVariant,
  type Situation,
} from '../conformance/index.js';
import { fetchHttp } from '../http.js';
import { isSupported, type CarrierPort, type CarrierWaybill, type RawCallback } from '../port.js';
import { carrierFactories } from '../registry.js';
import { manifest } from './manifest.js';

const NUMBER = 'JT0000000000001';
const account = {
  apiAccount: '1000001',
  privateKey: 'sample-jt-key',
  customerCode: 'J0000000001',
  customerPassword: 'sample-password',
  interceptPath: '/sample/intercept',
} as const;

const fixture = (name: string): string =>
  JSON.stringify(JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8')));

/** Written from the document, not from the adapter: a mistake there must not hide itself here. */
const hexOf = (text: string): string => createHash('md5').update(text, 'utf8').digest('hex');
const digestOf = (content: string): string =>
  Buffer.from(hexOf(content + account.privateKey), 'hex').toString('base64');
const orderDigest = digestOf(
  account.customerCode + hexOf(`${account.customerPassword}jadada236t2`).toUpperCase(),
);

const pushFixtures: Partial<Record<PushVariant, string>> = {
  repeated: 'push-repeated',
  reversed: 'push-reversed',
  'unknown-code': 'push-unknown-code',
};

function pushContent(variant: PushVariant): string {
  const plain = fixture(pushFixtures[variant] ?? 'push-moving');
  if (variant === 'signed-nonsense') return '{"details":';
  if (variant === 'names-people')
    return naming(plain, { words: 'desc', name: 'staffName', phone: 'staffContact' });
  if (variant === 'long-number') return plain.replace(`"${NUMBER}"`, LONG_NUMBER);
  return variant === 'huge' ? plain.replace('"details":[', `"details":[${'[],'.repeat(500_000)}`) : plain;
}

const unpushable: ReadonlySet<BookingPushVariant> = new Set<BookingPushVariant>([
  'settled',
  'json-in-json',
  'nonsense-amount',
]);

function orderContent(variant: BookingPushVariant): string {
  const plain = fixture('push-order-picked-up');
  switch (variant) {
    case 'empty-strings':
      return fixture('push-order-assigned');
    case 'unknown-code':
      return fixture('push-order-unknown-code');
    case 'names-people':
      return naming(plain, { words: 'reason' });
    case 'long-id':
      return plain.replace('"25010200001"', LONG_ID);
    case 'huge':
      return plain.replace('{', `{"more":[${'[],'.repeat(500_000)}[]],`);
    case 'signed-nonsense':
      return '{"scanType":';
    default:
      return plain;
  }
}

const rawPush = (bizContent: string, variant: PushVariant | BookingPushVariant): RawCallback => {
  const digest = digestOf(variant === 'bad-signature' ? `${bizContent} ` : bizContent);
  const headers = { apiaccount: account.apiAccount, timestamp: '1735783200000' };
  const fields = { bizContent };
  const text = variant === 'json-body' ? JSON.stringify(fields) : new URLSearchParams(fields).toString();
  return {
    headers: variant === 'no-signature' ? headers : { ...headers, digest },
    body: Buffer.from(text),
  };
};

interface Call {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly bizContent: string;
}

const NEVER: ReadonlySet<BookingSituation> = new Set([
  'duplicate',
  'unknown-code',
  'without-number',
] as const);

class ScriptedJt implements ConformanceServer {
  readonly seen: Call[] = [];
  private situation: Situation | BookingSituation = 'moving';
  private readonly ledger = new Set<string>();
  private words: object | undefined;

  /** Answers the next calls with exactly this. */
  says(words: object): void {
    this.words = words;
  }

  readonly bookings: BookingServer = {
    intercepts: true,
    arrange: (situation) => {
      this.situation = situation;
      this.words = undefined;
      return Promise.resolve(!NEVER.has(situation));
    },
    received: () => {
      const call = this.seen.at(-1);
      const { txlogisticId } = JSON.parse(call?.bizContent ?? '{}') as { txlogisticId?: string };
      return Promise.resolve({ signed: call !== undefined && isGenuine(call), reference: txlogisticId });
    },
    made: () => Promise.resolve(this.ledger.size),
    push: (variant) =>
      Promise.resolve(unpushable.has(variant) ? undefined : rawPush(orderContent(variant), variant)),
  };

  arrange(situation: Situation): Promise<string> {
    this.situation = situation;
    this.words = undefined;
    return Promise.resolve(NUMBER);
  }

  push(variant: PushVariant): Promise<RawCallback | undefined> {
    if (variant === 'json-in-json' || variant === 'encoded-twice') return Promise.resolve(undefined);
    return Promise.resolve(rawPush(pushContent(variant), variant));
  }

  readonly handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const bizContent = new URLSearchParams(Buffer.concat(chunks).toString()).get('bizContent') ?? '';
    const call = { path: request.url ?? '', headers: request.headers, bizContent };
    this.seen.push(call);
    if (this.words) return void response.end(JSON.stringify(this.words));
    switch (isGenuine(call) ? this.situation : 'refused-credentials') {
      case 'moving':
      case 'answers':
        return void response.end(this.granted(call));
      case 'lost-answer':
        this.granted(call);
        return void response.socket?.destroy();
      case 'refuses':
        return void response.end(fixture('book-refused'));
      case 'refuses-aloud':
        return void response.end(aloud(fixture('book-refused')));
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
      case 'duplicate':
      case 'unknown-code':
      case 'without-number':
        return;
    }
  };

  private granted({ path, bizContent }: Call, booked = 'book-accepted'): string {
    const operation = path.split('/').at(-1) ?? '';
    if (operation !== 'addOrder') return fixture(answers[operation] ?? '');
    const { txlogisticId } = JSON.parse(bizContent) as { txlogisticId: string };
    this.ledger.add(txlogisticId);
    return fixture(booked).replace('REFERENCE', txlogisticId);
  }
}

const answers: Readonly<Record<string, string>> = {
  trace: 'trace-answer',
  subscribe: 'subscribe-accepted',
  cancelOrder: 'cancel-accepted',
  intercept: 'intercept-taken',
};

function isGenuine({ path, headers, bizContent }: Call): boolean {
  const inside = path.includes('/order/')
    ? (JSON.parse(bizContent) as { digest: string }).digest
    : orderDigest;
  return (
    headers['digest'] === digestOf(bizContent) &&
    headers['apiaccount'] === account.apiAccount &&
    inside === orderDigest
  );
}

const request: BookingRequest = {
  reference: '01k4p0s8e7f6g5h4j3k2m1n0pq',
  carrier: 'JTSD',
  sender: { name: '张三', phone: '13800000000', address: '浙江省杭州市余杭区某街道1号' },
  receiver: { name: '某仓', phone: '13900000000', address: '浙江省金华市义乌市某路2号' },
  cargo: '服装',
  weightGrams: 1_500,
  slot: {
    from: fromShanghai('2025-01-03 09:00:00') ?? 0,
    to: fromShanghai('2025-01-03 12:00:00') ?? 0,
  },
  callbackUrl: 'https://callbacks.example/callbacks/jt/c-1',
};

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
    const booking = { request, quotes: [] };
    const results = await runConformance({ port: open(), server: scripted, carrier: 'JTSD', booking });
    process.stdout.write(`${conformanceTable(manifest, results)}\n`);
    const declared = results.filter(({ feature }) => manifest.features[feature] === true);
    expect(declared.filter((cell) => cell.outcome !== 'pass')).toMatchObject([
      { guarantee: 'encoded-twice reads as the plain push does', outcome: 'n/a' },
      { guarantee: 'json-in-json reads as the plain push does', outcome: 'n/a' },
      { guarantee: 'a number that comes later is absent, not empty', outcome: 'n/a' },
      {
        guarantee: 'a request sent twice is one booking: answered as before, or unknown-outcome',
        outcome: 'n/a',
      },
      { guarantee: 'a push that comes twice reads the same', outcome: 'n/a' },
      { guarantee: 'a settlement charges whole fen', outcome: 'n/a' },
      { guarantee: 'json-in-json reads as the plain push does', outcome: 'n/a' },
      { guarantee: 'nonsense-amount is malformed', outcome: 'n/a' },
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

  it('asks to have a parcel sent back, where the settings say or not at all', async () => {
    await scripted.bookings.arrange('answers');
    expect(open({ interceptPath: undefined }).intercept).toMatchObject({ notSupported: true });
    const { intercept } = open();
    if (!isSupported(intercept)) throw new Error('not supported');
    const wish = { number: `${NUMBER} `, carrier: 'JTSD', reference: 'I-1', why: '退款' };
    await expect(intercept(wish)).resolves.toEqual({});
    expect(scripted.seen.at(-1)).toMatchObject({
      path: '/webopenplatformapi/api/sample/intercept',
      bizContent: `{"mailNo":"${NUMBER}","applyTypeCode":4}`,
    });
    await expect(intercept({ ...wish, carrier: 'YTO' })).rejects.toMatchObject({ kind: 'permanent' });
  });

  it('is told by a wrong key that it is wrong', async () => {
    await scripted.arrange('moving');
    await expect(
      track({ number: NUMBER, carrier: 'JTSD' }, { privateKey: 'another-key' }),
    ).rejects.toMatchObject({ kind: 'credentials', code: '145003030' });
  });
});
