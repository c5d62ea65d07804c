import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
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
import type { BookingRequest } from '../booking.js';
import { fetchHttp } from '../http.js';
import { isSupported, type CarrierPort, type NotSupported, type RawCallback } from '../port.js';
import { carrierFactories } from '../registry.js';
import { manifest } from './manifest.js';

const APP_KEY = 'sample-app-key';
const SECRET = 'sample-zto-secret';
const NUMBER = '73100000000017';

const fixture = (name: string): string =>
  JSON.stringify(JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8')));

/** Written from the document, not from the adapter: a mistake there must not hide itself here. */
const digestOf = (bytes: string | Buffer): string =>
  createHash('md5')
    .update(Buffer.concat([Buffer.from(bytes), Buffer.from(SECRET)]))
    .digest()
    .toString('base64');

type Usable<Name extends 'track' | 'subscribe'> = Exclude<CarrierPort[Name], NotSupported>;

interface Seen {
  readonly path: string;
  readonly body: string;
  readonly genuine: boolean;
  readonly contentType: string;
}

function pushOf(data: string, variant: PushVariant | BookingPushVariant): RawCallback {
  const fields: Record<string, string> = {
    data,
    data_digest: variant === 'bad-signature' ? digestOf(`${data} `) : digestOf(data),
    company_id: APP_KEY,
    msg_type: 'Traces',
    token: '',
  };
  if (variant === 'no-signature') delete fields['data_digest'];
  const body = variant === 'json-body' ? JSON.stringify(fields) : new URLSearchParams(fields).toString();
  return { headers: {}, body: Buffer.from(body) };
}

class ScriptedZto implements ConformanceServer {
  readonly seen: Seen[] = [];
  private situation: Situation | BookingSituation = 'moving';
  private readonly ledger: string[] = [];

  readonly bookings: BookingServer = {
    intercepts: true,
    arrange: (situation) => {
      this.situation = situation;
      return Promise.resolve(!NEVER.has(situation));
    },
    received: () => {
      const call = this.seen.findLast(({ path }) => path === BOOK || path === INTERCEPT || path === AREA);
      const { partnerOrderCode } = JSON.parse(call?.body ?? '{}') as { partnerOrderCode?: string };
      return Promise.resolve({ signed: call?.genuine ?? false, reference: partnerOrderCode });
    },
    made: () => Promise.resolve(this.ledger.length),
    push: (variant) => {
      const data = bookingData(variant);
      return Promise.resolve(data === undefined ? undefined : pushOf(data, variant));
    },
  };

  arrange(situation: Situation): Promise<string> {
    this.situation = situation;
    return Promise.resolve(NUMBER);
  }

  received(): Promise<{ readonly signed: boolean }> {
    return Promise.resolve({ signed: this.seen.at(-1)?.genuine ?? false });
  }

  push(variant: PushVariant): Promise<RawCallback | undefined> {
    const data = pushData(variant);
    return Promise.resolve(data === undefined ? undefined : pushOf(data, variant));
  }

  readonly handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const bytes = Buffer.concat(chunks);
    const { headers, url = '', method } = request;
    const genuine =
      method === 'POST' && headers['x-appkey'] === APP_KEY && headers['x-datadigest'] === digestOf(bytes);
    const contentType = headers['content-type'] ?? '';
    this.seen.push({ path: url, body: bytes.toString(), genuine, contentType });
    this.answer(url, genuine ? this.situation : 'refused-credentials', response);
  };

  private answer(path: string, situation: Situation | BookingSituation, response: ServerResponse): void {
    switch (situation) {
      case 'answers':
      case 'moving':
        this.record(path);
        return void response.end(fixture(answers[path] ?? 'refused-signature'));
      case 'refuses':
        return void response.end(fixture(path === AREA ? 'area-not-served' : 'book-refused'));
      case 'refuses-aloud':
        return void response.end(aloud(fixture('book-refused')));
      case 'lost-answer':
        this.record(path);
        return void response.socket?.destroy();
      case 'no-data':
        return void response.end(fixture('track-no-data'));
      case 'refused-credentials':
        return void response.end(fixture('refused-signature'));
      case 'throttled':
        return void response.end(fixture('refused-throttled'));
      case 'http-500':
        return void response.writeHead(500).end('error');
      case 'not-json':
        return void response.end('<html>');
      case 'endless-answer':
        return void response.end('['.repeat(5 * 1024 * 1024));
      case 'time-out':
      case 'unknown-code':
      case 'duplicate':
      case 'without-number':
        return;
    }
  }

  private record(path: string): void {
    if (path === BOOK) this.ledger.push(path);
  }
}

/** `detail` is withheld, so nothing answers a code; the other two are declared. */
const NEVER: ReadonlySet<BookingSituation> = new Set([
  'unknown-code',
  'duplicate',
  'without-number',
] as const);

const BOOK = '/zto.open.createOrder';
const INTERCEPT = '/thirdcenter.createIntercept';
const AREA = '/zto.open.areaUnobstructed';

const answers: Readonly<Record<string, string>> = {
  '/zto.merchant.waybill.track.query': 'track-answer',
  '/zto.merchant.waybill.track.subsrcibe': 'subscribe-accepted',
  '/zto.merchant.preorder.subsrcibe': 'subscribe-accepted',
  [BOOK]: 'book-accepted',
  '/zto.open.cancelPreOrder': 'cancel-accepted',
  [INTERCEPT]: 'intercept-taken',
  [AREA]: 'area-served',
};

/** One event per push: there is no order to reverse and nothing to repeat inside it. */
function pushData(variant: PushVariant): string | undefined {
  const plain = fixture(variant === 'unknown-code' ? 'push-unknown-code' : 'push-dispatch');
  switch (variant) {
    case 'encoded-twice':
    case 'json-in-json':
    case 'reversed':
    case 'repeated':
      return undefined;
    case 'signed-nonsense':
      return '{"billCode":';
    case 'names-people':
      return naming(plain, { words: 'desc', name: 'courier', phone: 'courierPhone' });
    case 'long-number':
      return plain.replace(`"${NUMBER}"`, LONG_NUMBER);
    case 'huge':
      return plain.replace('"desc":', `"remark":[${'[],'.repeat(500_000)}[]],"desc":`);
    default:
      return plain;
  }
}

/** One report per push, and nothing in it that would be JSON once more. */
function bookingData(variant: BookingPushVariant): string | undefined {
  const plain = fixture(bookingFixtures[variant] ?? 'push-preorder');
  switch (variant) {
    case 'json-in-json':
      return undefined;
    case 'signed-nonsense':
      return '{"pre_order_status":';
    case 'names-people':
      return naming(plain, { words: 'error_msg' });
    case 'nonsense-amount':
      return plain.replace('830', '"8.30"');
    case 'long-id':
      return plain.replace('"250102000000017001"', LONG_ID);
    case 'huge':
      return plain.replace('"error_msg":', `"remark":[${'{},'.repeat(500_000)}{}],"error_msg":`);
    default:
      return plain;
  }
}

const bookingFixtures: Partial<Record<BookingPushVariant, string>> = {
  settled: 'push-price',
  'nonsense-amount': 'push-price',
  'empty-strings': 'push-preorder-without-number',
  'unknown-code': 'push-preorder-unknown-code',
};

const request: BookingRequest = {
  reference: '01k4p0s8e7f6g5h4j3k2m1n0pq',
  carrier: 'ZTO',
  sender: { name: '张三', phone: '13800000000', address: '浙江省杭州市余杭区某街道1号' },
  receiver: { name: '某仓', phone: '13900000000', address: '浙江省金华市义乌市某路2号' },
  cargo: '服装',
  weightGrams: 1_500,
  slot: { from: Date.UTC(2025, 0, 3, 1), to: Date.UTC(2025, 0, 3, 4) },
  callbackUrl: 'https://callbacks.example/zto',
};

describe('ZTO over real HTTP', () => {
  const scripted = new ScriptedZto();
  const server = createServer((request, response) => void scripted.handle(request, response));
  const open = (): CarrierPort => {
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const settings = {
      appKey: APP_KEY,
      appSecret: SECRET,
      accountId: 'sample-account',
      accountPassword: 'sample-password',
      baseUrl,
      timeoutMs: 300,
    };
    const entry = carrierFactories.get('zto');
    if (!entry) throw new Error('not registered');
    return entry.create(settings, { http: fetchHttp, clock: { now: () => 0 } });
  };
  const tracking = (): { track: Usable<'track'>; subscribe: Usable<'subscribe'> } => {
    const { track, subscribe } = open();
    if (!isSupported(track) || !isSupported(subscribe)) throw new Error('not supported');
    return { track, subscribe };
  };

  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it('passes the conformance suite', async () => {
    const booking = { request, quotes: [] };
    const results = await runConformance({ port: open(), server: scripted, carrier: 'ZTO', booking });
    process.stdout.write(`${conformanceTable(manifest, results)}\n`);
    const declared = results.filter(({ feature }) => manifest.features[feature] === true);
    const rest = declared.filter(({ outcome }) => outcome !== 'pass');
    expect(rest.map(({ feature, outcome, why }) => `${outcome} ${feature}: ${why ?? ''}`)).toEqual([
      ...['encoded-twice', 'json-in-json', 'repeated', 'reversed'].map(
        (variant) => `n/a push: the server cannot push ${variant}`,
      ),
      'n/a book: the server cannot do without-number',
      'n/a book: the server cannot do duplicate',
      'n/a booking-push: the server cannot push json-in-json',
    ]);
  });

  it('signs the body it sends, and always sends the phone tail', async () => {
    await scripted.arrange('moving');
    const waybill = { number: ' 731-0000-0000017 ', carrier: 'ZTO', phoneTail: '1234' };
    await tracking().track(waybill);
    expect(scripted.seen.at(-1)).toEqual({
      path: '/zto.merchant.waybill.track.query',
      body: `{"billCode":"${NUMBER}","mobilePhone":"1234"}`,
      genuine: true,
      contentType: 'application/json',
    });
    await expect(tracking().subscribe(waybill)).resolves.toEqual({ accepted: true });
    expect(scripted.seen.at(-1)).toMatchObject({
      path: '/zto.merchant.waybill.track.subsrcibe',
      body: `{"billCode":"${NUMBER}","mobilePhone":"1234"}`,
    });
  });

  it('asks to have a parcel sent back, under our reference', async () => {
    await scripted.bookings.arrange('answers');
    const { intercept } = open();
    if (!isSupported(intercept)) throw new Error('not supported');
    const wish = { number: ` ${NUMBER} `, carrier: 'ZTO', reference: 'I-1', why: '退款' };
    await expect(intercept(wish)).resolves.toEqual({ interceptId: 'I-1' });
    expect(scripted.seen.at(-1)).toMatchObject({
      path: '/thirdcenter.createIntercept',
      body: `{"billCode":"${NUMBER}","requestId":"I-1","thirdBizNo":"I-1","destinationType":2}`,
    });
    await expect(intercept({ ...wish, carrier: 'YTO' })).rejects.toMatchObject({ kind: 'permanent' });
  });

  it('asks about no parcel of another carrier, and believes no answer about another parcel', async () => {
    await scripted.arrange('moving');
    const before = scripted.seen.length;
    await expect(tracking().track({ number: 'YT1', carrier: 'YTO' })).rejects.toMatchObject({
      kind: 'permanent',
    });
    expect(scripted.seen.length).toBe(before);
    await expect(tracking().track({ number: '73100000000099', carrier: 'ZTO' })).rejects.toMatchObject({
      kind: 'permanent',
    });
  });
});
