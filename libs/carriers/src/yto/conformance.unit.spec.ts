import { createHash } from 'node:crypto';
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
  type BookingPushVariant,
  type BookingServer,
  type BookingSituation,
  type ConformanceServer,
  type PushVariant,
  type Situation,
} from '../conformance/index.js';
import { CarrierSettingsError } from '../errors.js';
import { fetchHttp } from '../http.js';
import { isSupported, type CarrierPort, type NotSupported, type RawCallback } from '../port.js';
import { settingsOf } from '../settings.js';
import { yto } from './adapter.js';
import { manifest } from './manifest.js';

const NUMBER = 'YT1234567890123';
const now = fromShanghai('2025-01-02 10:00:00') ?? 0;
const account = {
  queryOpenId: 'Q1open',
  queryCustomerCode: 'QUERYCODE',
  querySecret: 'sample-query-secret',
  subscribeOpenId: 'S1open',
  subscribeCustomerCode: 'K99990001_STD',
  subscribeSecret: 'sample-subscribe-secret',
  orderOpenId: 'O1open',
  orderCustomerCode: 'K99990001',
  orderSecret: 'sample-order-secret',
  cancelOpenId: 'C1open',
  cancelCustomerCode: 'K99990001',
  cancelSecret: 'sample-cancel-secret',
  interceptOpenId: 'I1open',
  interceptCustomerCode: 'K99990001',
  interceptSecret: 'sample-intercept-secret',
  timeoutMs: 300,
};

const fixture = (name: string): string =>
  JSON.stringify(JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8')));

/** Whose secret signs what, by the path: written from the document, not from the adapter. */
const secrets: Readonly<Record<string, string>> = {
  '/open/track_query_adapter/v1/Q1open/QUERYCODE': 'sample-query-secret',
  '/open/subscribe_adapter/v1/S1open/K99990001_STD': 'sample-subscribe-secret',
  '/open/privacy_create_adapter/v1/O1open/K99990001': 'sample-order-secret',
  '/open/korder_cancel_adapter/v1/C1open/K99990001': 'sample-cancel-secret',
  '/open/wanted_report_adapter/v1/I1open/K99990001': 'sample-intercept-secret',
};

interface Seen {
  readonly path: string;
  readonly type: string;
  readonly body: Readonly<Record<string, string>>;
}

const UNSEEN: Seen = { path: '', type: '', body: {} };

function isSigned({ path, body }: Seen): boolean {
  const [, , method = '', version = ''] = path.split('/');
  const secret = secrets[path];
  const raw = createHash('md5').update(Buffer.from(`${body['param']}${method}${version}${secret}`));
  return secret !== undefined && body['sign'] === raw.digest().toString('base64');
}

const paramOf = ({ body }: Seen): { readonly logisticsNo?: string } =>
  JSON.parse(body['param'] ?? '{}') as { logisticsNo?: string };
const referenceOf = (seen: Seen): string => paramOf(seen).logisticsNo ?? '';
const methodOf = ({ path }: Seen): string => path.split('/')[2] ?? '';

const yeses: Readonly<Record<string, string>> = {
  track_query_adapter: 'track-answer',
  subscribe_adapter: 'subscribe-accepted',
  privacy_create_adapter: 'book-accepted',
  korder_cancel_adapter: 'cancel-accepted',
  wanted_report_adapter: 'intercept-taken',
};

const noes: Readonly<Record<string, string>> = {
  'no-data': 'track-no-data',
  duplicate: 'book-duplicate',
  'refused-credentials': 'refused-sign',
  throttled: 'throttled',
};

class ScriptedYto implements ConformanceServer {
  readonly seen: Seen[] = [];
  private readonly made = new Set<string>();
  private situation: Situation | BookingSituation = 'moving';
  private words: string | undefined;

  readonly bookings: BookingServer = {
    intercepts: true,
    arrange: async (situation) => {
      this.situation = situation;
      this.words = undefined;
      return Promise.resolve(situation !== 'unknown-code' && situation !== 'without-number');
    },
    received: () => {
      const last = this.seen.at(-1) ?? UNSEEN;
      return Promise.resolve({ signed: isSigned(last), reference: referenceOf(last) });
    },
    made: () => Promise.resolve(this.made.size),
    push: (variant) => Promise.resolve(pushOf(bookingPushes[variant], variant)),
  };

  arrange(situation: Situation): Promise<string> {
    this.situation = situation;
    this.words = undefined;
    return Promise.resolve(NUMBER);
  }

  push(variant: PushVariant): Promise<RawCallback | undefined> {
    return Promise.resolve(pushOf(pushes[variant], variant));
  }

  /** Answers the next calls with exactly this. */
  says(words: unknown): void {
    this.words = JSON.stringify(words);
  }

  readonly handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString()) as Seen['body'];
    const seen = { path: request.url ?? '', type: request.headers['content-type'] ?? '', body };
    this.seen.push(seen);
    if (!isSigned(seen)) return void response.end(fixture('refused-sign'));
    if (this.words !== undefined) return void response.end(this.words);
    this.answer(seen, response);
  };

  private answer(seen: Seen, response: ServerResponse): void {
    const say = (name: string): ServerResponse =>
      response.end(fixture(name).replace('%REFERENCE%', referenceOf(seen)));
    switch (this.situation) {
      case 'moving':
      case 'answers':
        this.take(seen);
        return void say(yeses[methodOf(seen)] ?? 'refused');
      case 'lost-answer':
        this.take(seen);
        return void response.destroy();
      case 'refuses-aloud':
        return void response.end(aloud(fixture('refused')));
      case 'http-500':
        return void response.writeHead(500).end('error');
      case 'not-json':
        return void response.end('<html>');
      case 'endless-answer':
        return void response.end('['.repeat(5 * 1024 * 1024));
      case 'time-out':
        return;
      default:
        return void say(noes[this.situation] ?? 'refused');
    }
  }

  private take(seen: Seen): void {
    if (methodOf(seen) === 'privacy_create_adapter') this.made.add(referenceOf(seen));
  }
}

const document = (name: string, put = '<infoType>'): string =>
  readFileSync(new URL(`./fixtures/${name}.xml`, import.meta.url), 'utf8').replace('<infoType>', put);

const HUGE = `${'<more/>'.repeat(300_000)}<infoType>`;

/** One event each, and nobody signs them. */
const pushes: Partial<Record<PushVariant, string>> = {
  plain: document('push-sent-scan'),
  again: document('push-sent-scan'),
  'names-people': naming(document('push-sent-scan'), { words: 'remark', name: 'deliveryName' }),
  'json-body': document('push-sent-scan'),
  'unknown-code': document('push-unknown-code'),
  'long-number': document('push-sent-scan').replace(NUMBER, LONG_NUMBER),
  huge: document('push-sent-scan', HUGE),
  'signed-nonsense': '<UpdateInfo><mailNo>',
};

const bookingPushes: Partial<Record<BookingPushVariant, string>> = {
  plain: document('push-order-accepted'),
  'names-people': naming(document('push-order-accepted'), { words: 'remark', name: 'empName' }),
  'json-body': document('push-order-accepted'),
  'empty-strings': document('push-order-empty'),
  'unknown-code': document('push-order-unknown-code'),
  huge: document('push-order-accepted', HUGE),
  'signed-nonsense': '<UpdateInfo><txLogisticID>',
};

function pushOf(logistics_interface: string | undefined, variant: string): RawCallback | undefined {
  if (logistics_interface === undefined) return undefined;
  const fields = { logistics_interface, data_digest: 'x', clientId: 'K21000119', type: 'online' };
  const body = variant === 'json-body' ? JSON.stringify(fields) : String(new URLSearchParams(fields));
  return { headers: {}, body: Buffer.from(body) };
}

const request = JSON.parse(fixture('booking')) as BookingRequest;

describe('YTO over real HTTP', () => {
  const scripted = new ScriptedYto();
  const server = createServer((request, response) => void scripted.handle(request, response));
  const open = (settings: object = {}): CarrierPort => {
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/open/`;
    const config = settingsOf(manifest, { ...account, baseUrl, ...settings });
    return yto(config, { http: fetchHttp, clock: { now: () => now } });
  };
  const usable = <T extends object>(operation: T | NotSupported): T => {
    if (!isSupported(operation)) throw new Error('not supported');
    return operation;
  };
  const sentParam = (): unknown => paramOf(scripted.seen.at(-1) ?? UNSEEN);
  const parcel = { number: 'yt 1234-5678 90123', carrier: 'YTO' };

  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it('passes the conformance suite', async () => {
    const results = await runConformance({
      port: open(),
      server: scripted,
      carrier: 'YTO',
      booking: { request, quotes: [] },
    });
    process.stdout.write(`${conformanceTable(manifest, results)}\n`);
    const declared = results.filter(({ feature }) => manifest.features[feature] === true);
    const rest = declared.filter((cell) => cell.outcome !== 'pass');
    expect(rest.map(({ feature, outcome }) => `${outcome} ${feature}`)).toEqual([
      ...Array.from({ length: 4 }, () => 'n/a push'),
      'n/a book',
      ...Array.from({ length: 7 }, () => 'n/a booking-push'),
    ]);
  });

  it('asks to have a parcel stopped, and believes only a status that is a yes', async () => {
    await scripted.bookings.arrange('answers');
    const intercept = usable(open().intercept);
    const wish = { ...parcel, reference: 'I-1', why: '退款' };
    await expect(intercept(wish)).resolves.toEqual({});
    expect(sentParam()).toEqual({ waybillNo: NUMBER, wantedDesc: '退款' });
    for (const [words, kind] of [
      [{ statusCode: 1, message: '运单不存在' }, 'permanent'],
      [{ statusCode: '-1', reason: '系统异常' }, 'unknown-outcome'],
      [{ success: false, code: 200010003, reason: '入参不规范' }, 'permanent'],
      [{}, 'unknown-outcome'],
    ] as const) {
      scripted.says(words);
      await expect(intercept(wish)).rejects.toMatchObject({ kind });
    }
    const before = scripted.seen.length;
    for (const wrong of [{ carrier: 'STO' }, { why: ' ' }])
      await expect(intercept({ ...wish, ...wrong })).rejects.toMatchObject({ kind: 'permanent' });
    expect(scripted.seen.length).toBe(before);
  });

  it('stops parcels by the credentials of ordering where it has none of its own, or not at all', async () => {
    await scripted.bookings.arrange('answers');
    const own = { interceptOpenId: undefined, interceptCustomerCode: undefined, interceptSecret: undefined };
    const wish = { ...parcel, reference: 'I-1', why: '退款' };
    await usable(open(own).intercept)(wish).catch(() => undefined);
    expect(scripted.seen.at(-1)?.path).toBe('/open/wanted_report_adapter/v1/O1open/K99990001');
    const none = { orderOpenId: undefined, orderCustomerCode: undefined, orderSecret: undefined };
    expect(open({ ...own, ...none }).intercept).toMatchObject({ notSupported: true });
  });

  it('asks with the documented envelope and no phone, by the credentials of the interface', async () => {
    await scripted.arrange('moving');
    const report = await usable(open().track)({ ...parcel, phoneTail: '1234' });
    expect(scripted.seen.at(-1)).toEqual({
      path: '/open/track_query_adapter/v1/Q1open/QUERYCODE',
      type: 'application/json;charset=utf-8',
      body: {
        timestamp: String(now),
        param: `{"NUMBER":"${NUMBER}"}`,
        sign: expect.stringMatching(/^.{22}==$/) as unknown,
        format: 'JSON',
      },
    });
    expect(report.scans.map(({ status }) => status)).toEqual([
      'PICKED_UP',
      'IN_TRANSIT',
      'IN_TRANSIT',
      'OUT_FOR_DELIVERY',
    ]);
  });

  it('spells the field of the number as the settings say', async () => {
    await scripted.arrange('moving');
    await usable(open({ numberField: 'Number' }).track)(parcel);
    expect(scripted.seen.at(-1)?.body).toMatchObject({ param: `{"Number":"${NUMBER}"}` });
  });

  it('refuses an answer about another parcel, and asks nothing about one of another carrier', async () => {
    await scripted.arrange('moving');
    const track = usable(open().track);
    await expect(track({ ...parcel, number: 'YT0000000000001' })).rejects.toMatchObject({
      kind: 'permanent',
    });
    const before = scripted.seen.length;
    await expect(track({ ...parcel, carrier: 'STO' })).rejects.toMatchObject({ kind: 'permanent' });
    expect(scripted.seen.length).toBe(before);
  });

  it.each([
    ['another secret', { querySecret: 'another-secret' }],
    ['the secret of another interface', { querySecret: account.subscribeSecret }],
  ])('is refused with %s', async (_what, settings) => {
    await scripted.arrange('moving');
    await expect(usable(open(settings).track)(parcel)).rejects.toMatchObject({ kind: 'credentials' });
  });

  it.each([
    ['an empty list', [], { scans: [], fullHistory: false }],
    ['nothing found', { code: 1001, success: true, message: '查询结果为空。' }, { note: '查询结果为空。' }],
  ])('takes %s for an answer', async (_what, words, report) => {
    scripted.says(words);
    await expect(usable(open().track)(parcel)).resolves.toMatchObject(report);
  });

  it.each([
    ['a yes without scans', { success: true, code: '0' }, 'retryable'],
    ['an empty object', {}, 'retryable'],
    ['a text', 'ok', 'retryable'],
    ['a code nobody knows', { success: false, code: 900000009 }, 'permanent'],
  ])('takes %s for no history', async (_what, words, kind) => {
    scripted.says(words);
    await expect(usable(open().track)(parcel)).rejects.toMatchObject({ kind });
  });

  it('subscribes with the documented fields', async () => {
    await scripted.arrange('moving');
    await expect(usable(open().subscribe)(parcel)).resolves.toEqual({ accepted: true });
    const fields = { client_id: 'K99990001_STD', msg_type: 'online' };
    const inner = `{"clientId":"K99990001_STD","waybillNo":"${NUMBER}"}`;
    expect(sentParam()).toEqual({ ...fields, logistics_interface: inner });
    await usable(open({ subscribeClientId: 'K99990001' }).subscribe)(parcel);
    expect(sentParam()).toMatchObject({
      client_id: 'K99990001',
      logistics_interface: inner.replace('_STD', ''),
    });
  });

  it.each([
    ['a refusal', { success: false, reason: '运单号不合法' }, 'permanent'],
    ['neither yes nor no', {}, 'retryable'],
    ['a list', [], 'retryable'],
  ])('takes %s for no subscription', async (_what, words, kind) => {
    scripted.says(words);
    await expect(usable(open().subscribe)(parcel)).rejects.toMatchObject({ kind });
  });

  it('says why it cannot subscribe without credentials, and wants all of them or none', () => {
    const none = { subscribeOpenId: undefined, subscribeCustomerCode: undefined, subscribeSecret: undefined };
    expect(open(none).subscribe).toMatchObject({ notSupported: true });
    const some = (): unknown => open({ ...none, subscribeOpenId: 'S1open' });
    expect(some).toThrow(CarrierSettingsError);
    expect(some).toThrow('subscribeSecret');
  });

  it('books and cancels by the credentials of each interface, and asks for both under our reference', async () => {
    await scripted.bookings.arrange('answers');
    const pickups = usable(open().pickups);
    await expect(pickups.book(request)).resolves.toEqual({
      bookingId: request.reference,
      number: 'YT7000000000001',
    });
    expect(sentParam()).toMatchObject({ logisticsNo: request.reference, startTime: '2025-01-03 09:00:00' });
    await pickups.cancel({ bookingId: request.reference, why: '不寄了' });
    expect(scripted.seen.at(-1)?.path).toBe('/open/korder_cancel_adapter/v1/C1open/K99990001');
    expect(sentParam()).toEqual({ logisticsNo: request.reference, cancelDesc: '不寄了' });
  });

  it('cancels by the credentials of ordering where there are no others, and books nothing without any', async () => {
    await scripted.bookings.arrange('answers');
    const none = { cancelOpenId: undefined, cancelCustomerCode: undefined, cancelSecret: undefined };
    const cancelled = usable(open(none).pickups).cancel({ bookingId: request.reference, why: '' });
    // Nobody knows the secret of ordering there: YTO was asked at the right place.
    await expect(cancelled).rejects.toMatchObject({ kind: 'credentials' });
    expect(scripted.seen.at(-1)?.path).toBe('/open/korder_cancel_adapter/v1/O1open/K99990001');
    const orderless = { orderOpenId: undefined, orderCustomerCode: undefined, orderSecret: undefined };
    expect(open(orderless).pickups).toMatchObject({ notSupported: true });
  });

  it.each(['../other', 'a/b', 'a?b', ''])('does not let %j into its URL', (queryCustomerCode) => {
    expect(() => open({ queryCustomerCode })).toThrow('queryCustomerCode');
  });
});
