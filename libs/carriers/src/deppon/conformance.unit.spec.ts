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
import {
  isSupported,
  type CarrierPort,
  type NotSupported,
  type PickupPort,
  type RawCallback,
} from '../port.js';
import { settingsOf } from '../settings.js';
import { deppon } from './adapter.js';
import { manifest } from './manifest.js';

const APPKEY = 'sample-deppon-appkey';
const NUMBER = 'DPK000000000001';
const NOW = fromShanghai('2025-01-02 10:00:00') ?? 0;
const account = {
  companyCode: 'EWBSAMPLE',
  appkey: APPKEY,
  customerCode: '400000',
  sign: 'SAMP',
  timeoutMs: 300,
};

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8'));
const fixture = (name: string): string => JSON.stringify(read(name));

type Form = Readonly<Record<string, string>>;

/** Written from the document, not from the adapter: a mistake there must not hide itself here. */
function isSigned({ params = '', timestamp = '', digest }: Form): boolean {
  const hex = createHash('md5').update(`${params}${APPKEY}${timestamp}`, 'utf8').digest('hex');
  return digest === btoa(hex);
}

const referenceIn = ({ params = '{}' }: Form): string =>
  (JSON.parse(params) as { custOrderNo?: string }).custOrderNo ?? '';
const orderIdIn = ({ params = '{}' }: Form): string =>
  (JSON.parse(params) as { logisticID?: string }).logisticID ?? '';

const traces = fixture('push-traces');
const order = fixture('push-order-courier');

function withTraces(change: (traces: readonly object[]) => readonly object[]): string {
  const { track_list: tracks } = read('push-traces') as { track_list: [{ trace_list: object[] }] };
  const [track] = tracks;
  return JSON.stringify({ track_list: [{ ...track, trace_list: change(track.trace_list) }] });
}

const stuffed = (params: string, name: string): string =>
  params.replace(`"${name}":`, `"remark":[${'[],'.repeat(500_000)}[]],"${name}":`);

const tracesIn: Partial<Record<PushVariant, string>> = {
  plain: traces,
  again: traces,
  'names-people': naming(traces, { words: 'description' }),
  'json-body': traces,
  repeated: withTraces((all) => [...all, ...all]),
  reversed: withTraces((all) => [...all].reverse()),
  'unknown-code': fixture('push-traces-unknown-code'),
  'long-number': traces.replace(`"${NUMBER}"`, LONG_NUMBER),
  huge: stuffed(traces, 'trace_list'),
  'signed-nonsense': traces.slice(0, -1),
};

const orderIn: Partial<Record<BookingPushVariant, string>> = {
  plain: order,
  'names-people': naming(order, { words: 'comments' }),
  'json-body': order,
  'empty-strings': fixture('push-order-empty'),
  'unknown-code': fixture('push-order-unknown-code'),
  'long-id': order.replace(`"${NUMBER}"`, LONG_ID),
  huge: stuffed(order, 'comments'),
  'signed-nonsense': order.slice(0, -1),
};

function pushOf(params: string | undefined, asJson: boolean): RawCallback | undefined {
  if (params === undefined) return undefined;
  const fields = { companyCode: account.companyCode, params };
  const body = asJson ? JSON.stringify(fields) : new URLSearchParams(fields).toString();
  return { headers: {}, body: Buffer.from(body) };
}

class ScriptedDeppon implements ConformanceServer {
  readonly seen: Form[] = [];
  readonly made = new Set<string>();
  private situation: Situation | BookingSituation = 'moving';
  private words: string | undefined;

  readonly bookings: BookingServer = {
    arrange: (situation, feature) => {
      this.situation = situation;
      this.words = undefined;
      const isOdd = situation === 'unknown-code' && feature !== 'detail';
      return Promise.resolve(!isOdd && situation !== 'without-number');
    },
    received: () => {
      const form = this.seen.at(-1) ?? {};
      return Promise.resolve({ signed: isSigned(form), reference: referenceIn(form) });
    },
    made: () => Promise.resolve(this.made.size),
    push: (variant) => Promise.resolve(pushOf(orderIn[variant], variant === 'json-body')),
  };

  arrange(situation: Situation): Promise<string> {
    this.situation = situation;
    this.words = undefined;
    return Promise.resolve(NUMBER);
  }

  push(variant: PushVariant): Promise<RawCallback | undefined> {
    return Promise.resolve(pushOf(tracesIn[variant], variant === 'json-body'));
  }

  /** Answers the next calls with these words. */
  says(words: object | string): void {
    this.words = typeof words === 'string' ? words : JSON.stringify(words);
  }

  readonly handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const form = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()));
    const path = request.url ?? '';
    this.seen.push({ ...form, path });
    const refused = !isSigned(form) || form['companyCode'] !== account.companyCode;
    if (this.words !== undefined && !refused) return void response.end(this.words);
    if (refused) return void response.end(fixture('refused'));
    this.answer(form, /(\w+)\.action$/.exec(path)?.[1] ?? '', response);
  };

  private answer(form: Form, api: string, response: ServerResponse): void {
    const say = (name: string): ServerResponse =>
      response.end(fixture(name).replace('%ORDER%', orderIdIn(form)));
    const take = (): void => {
      if (api === 'createOrderNotify') this.made.add(referenceIn(form));
    };
    switch (this.situation) {
      case 'answers':
      case 'moving':
        take();
        return void say(accepts[api] ?? 'throttled');
      case 'unknown-code':
        return void response.end(
          fixture('order-courier').replace('%ORDER%', orderIdIn(form)).replace('RECEIPTING', 'SAMPLE-7'),
        );
      case 'refuses':
        return void say(api === 'cancelOrder' ? 'cancel-refused' : 'book-refused');
      case 'refuses-aloud':
        return void response.end(aloud(fixture('book-refused')));
      case 'duplicate':
        return void say('book-duplicate');
      case 'lost-answer':
        take();
        return void response.destroy();
      case 'no-data':
        return void say('trace-no-data');
      case 'refused-credentials':
        return void say('refused');
      case 'throttled':
        return void say('throttled');
      case 'http-500':
        return void response.writeHead(500).end('error');
      case 'not-json':
        return void response.end('<html>');
      case 'endless-answer':
        return void response.end('['.repeat(5 * 1024 * 1024));
      default:
        return;
    }
  }
}

const accepts: Form = {
  newTraceQuery: 'trace-answer',
  standTraceSubscribe: 'subscribe-accepted',
  createOrderNotify: 'book-accepted',
  cancelOrder: 'cancel-accepted',
  queryOrder: 'order-courier',
};

const request = read('booking') as BookingRequest;

describe('Deppon over real HTTP', () => {
  const scripted = new ScriptedDeppon();
  const server = createServer((request, response) => void scripted.handle(request, response));
  const open = (settings: object = {}): CarrierPort => {
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const config = settingsOf(manifest, { ...account, baseUrl, orderUrl: baseUrl, ...settings });
    return deppon(config, { http: fetchHttp, clock: { now: () => NOW } });
  };
  const usable = <T extends object>(operation: T | NotSupported): T => {
    if (!isSupported(operation)) throw new Error('not supported');
    return operation;
  };
  const parcel = { number: 'dpk-000000 000001', carrier: 'DBL' };

  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it('passes the conformance suite', async () => {
    const results = await runConformance({
      port: open(),
      server: scripted,
      carrier: 'DBL',
      booking: { request, quotes: [] },
    });
    process.stdout.write(`${conformanceTable(manifest, results)}\n`);
    const declared = results.filter(({ feature }) => manifest.features[feature] === true);
    const rest = declared.filter((cell) => cell.outcome !== 'pass');
    expect(rest.map(({ feature, outcome, why }) => `${outcome} ${feature}: ${why ?? ''}`)).toEqual([
      ...['encoded-twice', 'json-in-json'].map((name) => `n/a push: the server cannot push ${name}`),
      'n/a book: the server cannot do without-number',
      ...['settled', 'settled', 'json-in-json', 'nonsense-amount', 'bad-signature', 'no-signature'].map(
        (name) => `n/a booking-push: the server cannot push ${name}`,
      ),
    ]);
  });

  it('asks with the documented form, signed over the params as sent, and no phone', async () => {
    await scripted.arrange('moving');
    const report = await usable(open().track)({ ...parcel, phoneTail: '1234' });
    expect(scripted.seen.at(-1)).toEqual({
      path: '/dop-interface-sync/standard-query/newTraceQuery.action',
      companyCode: 'EWBSAMPLE',
      params: `{"mailNo":"${NUMBER}","customerCode":"400000"}`,
      digest: expect.stringMatching(/^.{43}=$/),
      timestamp: String(NOW),
    });
    expect(report).toMatchObject({ number: NUMBER, carrier: 'DBL', fullHistory: true });
    expect(report.note).toBe(undefined);
  });

  it('subscribes by the number alone', async () => {
    await scripted.arrange('moving');
    await usable(open().subscribe)({ ...parcel, reference: 'w-1', callbackUrl: 'https://callbacks.example' });
    expect(scripted.seen.at(-1)).toMatchObject({
      path: '/dop-interface-sync/dop-nonstandard-extension/standTraceSubscribe.action',
      params: `{"tracking_number":"${NUMBER}"}`,
    });
  });

  it('takes a number that is already followed for accepted, and any other refusal for one', async () => {
    const subscribe = usable(open().subscribe);
    scripted.says({ result: false, error_code: '2006', error_message: '该运单已订阅' });
    await expect(subscribe(parcel)).resolves.toEqual({ accepted: true });
    scripted.says({ result: false, error_code: '2006', error_message: '参数错误' });
    await expect(subscribe(parcel)).rejects.toMatchObject({ kind: 'permanent', code: '2006' });
  });

  it('is refused by a vendor who knows another key', async () => {
    await scripted.arrange('moving');
    const { track } = open({ appkey: 'another-key' });
    await expect(usable(track)(parcel)).rejects.toMatchObject({ kind: 'credentials', code: '3002' });
  });

  it('takes "nothing yet" for an answer, also where it is said as a refusal', async () => {
    scripted.says({ result: 'false', resultCode: 'SAMPLE-2', reason: '暂无轨迹信息' });
    const nothing = { number: NUMBER, scans: [], fullHistory: false, note: '暂无轨迹信息' };
    await expect(usable(open().track)(parcel)).resolves.toMatchObject(nothing);
    await scripted.arrange('no-data');
    await expect(usable(open().track)(parcel)).resolves.toMatchObject({ ...nothing, note: '暂无查询记录' });
    scripted.says({ ...(read('trace-answer') as object), reason: '暂无更多' });
    expect((await usable(open().track)(parcel)).scans).toHaveLength(4);
  });

  it.each([undefined, null, '', {}, '{"trace_list":[]}', { trace_list: null }])(
    'takes the part %j for nothing known yet',
    async (responseParam) => {
      scripted.says({ result: true, resultCode: '1000', reason: '成功', responseParam });
      await expect(usable(open().track)(parcel)).resolves.toMatchObject({ scans: [], note: '成功' });
    },
  );

  it.each(['{"trace_list":[', '查询失败', [1], 7, { trace_list: '[]' }])(
    'does not take the part %j, which it cannot read, for nothing known',
    async (responseParam) => {
      scripted.says({ result: true, resultCode: '1000', responseParam });
      await expect(usable(open().track)(parcel)).rejects.toMatchObject({ kind: 'retryable' });
    },
  );

  it('keeps a number beyond 2^53 digit by digit, and refuses an answer about another parcel', async () => {
    const traces = '[{"time":"2025-01-02 10:00:00","status":"GOT"}]';
    const answer = `{"tracking_number":9007199254740993123,"trace_list":${traces}}`;
    scripted.says(`{"result":true,"resultCode":1000,"responseParam":${answer}}`);
    const track = usable(open().track);
    await expect(track({ number: '9007199254740993123', carrier: 'DBLKY' })).resolves.toMatchObject({
      number: '9007199254740993123',
      carrier: 'DBLKY',
      scans: [{ status: 'PICKED_UP' }],
    });
    await expect(track(parcel)).rejects.toMatchObject({ kind: 'permanent' });
  });

  it('asks about nothing that another carrier carries', async () => {
    const before = scripted.seen.length;
    await expect(usable(open().track)({ ...parcel, carrier: 'SF' })).rejects.toMatchObject({
      kind: 'permanent',
    });
    expect(scripted.seen.length).toBe(before);
  });

  const pickups = (settings?: object): PickupPort => usable(open(settings).pickups);

  it('books under our reference behind the sign, and cancels by both numbers', async () => {
    await scripted.bookings.arrange('answers');
    const bookingId = `SAMP${request.reference}`;
    await expect(pickups().book(request)).resolves.toEqual({
      bookingId,
      providerOrderId: 'DPK000000000009',
      number: 'DPK000000000009',
    });
    expect(scripted.seen.at(-1)).toMatchObject({
      path: '/dop-interface-async/standard-order/createOrderNotify.action',
      params: expect.stringMatching(`^{"companyCode":"EWBSAMPLE","logisticID":"${bookingId}"`) as unknown,
    });
    await pickups().cancel({ bookingId, providerOrderId: 'DPK000000000009', why: '不寄了' });
    expect(scripted.seen.at(-1)).toMatchObject({
      path: '/dop-interface-async/standard-order/cancelOrder.action',
      params: JSON.stringify({
        logisticCompanyID: 'DEPPON',
        customerCode: '400000',
        logisticID: bookingId,
        mailNo: 'DPK000000000009',
        cancelTime: '2025-01-02 10:00:00',
        remark: '不寄了',
      }),
    });
  });

  it.each([
    [
      'an answer about another order',
      { result: true, resultCode: '1000', logisticID: 'SAMP0', mailNo: 'DPK9' },
    ],
    ['a yes without its code', { result: true, mailNo: 'DPK000000000009' }],
    ['a system that broke down', { result: 'false', reason: '系统异常' }],
  ])('leaves open whether there is a booking after %s', async (_what, words) => {
    scripted.says(words);
    await expect(pickups().book(request)).rejects.toMatchObject({ kind: 'unknown-outcome' });
  });

  it('takes an order that names its parcel only, and the first of several pieces', async () => {
    scripted.says({ result: true, resultCode: '1000', mailNo: 'DPK000000000009,DPK000000000010' });
    await expect(pickups().book(request)).resolves.toMatchObject({ number: 'DPK000000000009' });
  });

  // Orders are taken in a minute or two after they were answered.
  it('cancels again later what Deppon does not know yet', async () => {
    scripted.says({ result: 'false', resultCode: 'SAMPLE-4', reason: '不存在订单信息' });
    await expect(pickups().cancel({ bookingId: 'SAMP0', why: '' })).rejects.toMatchObject({
      kind: 'retryable',
    });
  });

  it('keeps names, phones and addresses out of what Deppon refuses', async () => {
    scripted.says({ result: 'false', resultCode: '2006', reason: '张三 0571-80000000 某街道1号 无法揽收' });
    const sender = { ...request.sender, phone: '0571-80000000' };
    await expect(pickups().book({ ...request, sender })).rejects.toMatchObject({ message: '… … … 无法揽收' });
  });

  it('sends no courier for an account without a sign', () => {
    expect(open({ sign: undefined }).pickups).toMatchObject({ notSupported: true });
  });

  it.each([
    ['no key', { appkey: '' }, 'appkey'],
    ['no customer', { customerCode: undefined }, 'customerCode'],
    ['an address that is none', { baseUrl: 'dpapi' }, 'baseUrl'],
  ])('is not opened with %s, and says which field', (_what, settings, field) => {
    expect(() => open(settings)).toThrow(field);
  });
});
