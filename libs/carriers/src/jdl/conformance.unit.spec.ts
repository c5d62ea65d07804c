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
import { fetchHttp } from '../http.js';
import {
  isSupported,
  type CarrierPort,
  type CarrierWaybill,
  type RawCallback,
  type TrackResult,
} from '../port.js';
import { settingsOf } from '../settings.js';
import { jdl } from './adapter.js';
import { manifest } from './manifest.js';

const NUMBER = 'JDVA00000000001';
const account = {
  appKey: 'sample-app',
  appSecret: 'sample+secret',
  accessToken: 'sample+token',
  customerCode: '010K000000',
  orderOrigin: 1,
} as const;

const fixture = (name: string): string =>
  JSON.stringify(JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8')));

interface Call {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Percent-decoding only, as a strict gateway does: a `+` of a form would stay a plus. */
const readQuery = (query: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    query.split('&').map((pair) => {
      const [name = '', value = ''] = pair.split('=').map(decodeURIComponent);
      return [name, value];
    }),
  );

/** Written from the document, not from the adapter: a mistake there must not hide itself here. */
function isGenuine({ path, query, body }: Call): boolean {
  const { app_key: key, access_token: token, timestamp = '', v, sign } = query;
  const { appSecret } = account;
  const text = `${appSecret}access_token${token}app_key${key}method${path}param_json${body}timestamp${timestamp}v2.0${appSecret}`;
  return (
    v === '2.0' &&
    query['LOP-DN'] === 'ECAP' &&
    query['algorithm'] === 'md5-salt' &&
    /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(timestamp) &&
    token === account.accessToken &&
    sign === createHash('md5').update(text).digest('hex')
  );
}

const answers: Readonly<Record<string, string>> = {
  '/ecap/v1/orders/precheck': 'precheck-served',
  '/ecap/v1/orders/create': 'book-accepted',
  '/ecap/v1/orders/cancel': 'cancel-accepted',
  '/ecap/v1/orders/trace/query': 'trace-moving',
  '/ecap/v1/orders/trace/subscribe': 'subscribe-accepted',
};

const refusals: Readonly<Record<string, string>> = {
  '/ecap/v1/orders/cancel': 'cancel-refused',
};

const TRACE = '/ecap/v1/orders/trace/query';

/** In these an order is made, whatever comes back. */
const takes: ReadonlySet<string> = new Set(['answers', 'lost-answer']);

const orderIdOf = (call: Call | undefined): string | undefined =>
  (JSON.parse(call?.body ?? '[]') as { orderId?: string }[])[0]?.orderId;

const booking: BookingRequest = {
  reference: 'RB-1',
  carrier: 'JD',
  sender: { name: '张三', phone: '13800000000', address: '浙江省杭州市余杭区某街道1号' },
  receiver: { name: '某仓', phone: '13900000000', address: '浙江省金华市义乌市某路2号' },
  cargo: '服装',
  weightGrams: 1_500,
  slot: {
    from: fromShanghai('2025-01-03 09:00:00') ?? 0,
    to: fromShanghai('2025-01-03 12:00:00') ?? 0,
  },
  callbackUrl: 'https://callbacks.example/callbacks/jdl/c-1',
};

const quotes = ['JD', 'SF'].map((carrier) => ({
  carrier,
  from: booking.sender.address,
  to: booking.receiver.address,
  weightGrams: booking.weightGrams,
}));

const moving = fixture('push-out-for-delivery');
const ordered = fixture('push-order-assigned');
const stuffed = (node: string): string =>
  node.replace('"scanType":', `"remark":[${'[],'.repeat(500_000)}[]],"scanType":`);

/** One node per push, and always JSON: there is no order to reverse and nothing to repeat inside it. */
const nodeIn: Partial<Record<PushVariant, string>> = {
  plain: moving,
  again: moving,
  'json-body': moving,
  'names-people': naming(moving, { words: 'operationRemark' }),
  'unknown-code': fixture('push-unknown-code'),
  'long-number': moving.replace(`"${NUMBER}"`, LONG_NUMBER),
  huge: stuffed(moving),
  'signed-nonsense': moving.slice(0, -1),
};
const orderIn: Partial<Record<BookingPushVariant, string>> = {
  plain: ordered,
  'json-body': ordered,
  'names-people': naming(ordered, { words: 'operationRemark' }),
  'empty-strings': fixture('push-order-empty'),
  'unknown-code': fixture('push-order-unknown-code'),
  huge: stuffed(ordered),
  'signed-nonsense': ordered.slice(0, -1),
};

const pushOf = (node: string | undefined): RawCallback | undefined =>
  node === undefined ? undefined : { headers: {}, body: Buffer.from(node) };

/** JDL's side of the wire, written from the document and not from the adapter. */
class ScriptedJdl implements ConformanceServer {
  readonly seen: Call[] = [];
  private situation: Situation | BookingSituation = 'moving';
  private readonly ledger = new Set<string>();
  private words: readonly [status: number, body: string] | undefined;

  arrange(situation: Situation): Promise<string> {
    this.situation = situation;
    this.words = undefined;
    return Promise.resolve(NUMBER);
  }

  readonly bookings: BookingServer = {
    intercepts: true,
    arrange: (situation) => {
      this.situation = situation;
      this.words = undefined;
      return Promise.resolve(situation !== 'without-number');
    },
    received: () => {
      const call = this.seen.at(-1);
      return Promise.resolve({ signed: call !== undefined && isGenuine(call), reference: orderIdOf(call) });
    },
    made: () => Promise.resolve(this.ledger.size),
    push: (variant) => Promise.resolve(pushOf(orderIn[variant])),
  };

  push(variant: PushVariant): Promise<RawCallback | undefined> {
    return Promise.resolve(pushOf(nodeIn[variant]));
  }

  /** Answers the next calls with exactly this. */
  says(words: object | string, status = 200): void {
    this.words = [status, typeof words === 'string' ? words : JSON.stringify(words)];
  }

  readonly handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const [path = '', query = ''] = (request.url ?? '').split('?');
    const call = { path, query: readQuery(query), body: Buffer.concat(chunks).toString() };
    this.seen.push(call);
    const genuine = isGenuine(call);
    if (this.words && genuine) return void response.writeHead(this.words[0]).end(this.words[1]);
    const orderId = orderIdOf(call);
    if (genuine && orderId !== undefined && takes.has(this.situation)) this.ledger.add(orderId);
    switch (genuine ? this.situation : 'refused-credentials') {
      case 'moving':
        return void response.end(fixture(answers[path] ?? ''));
      case 'answers':
        return void response.end(fixture({ ...answers, [TRACE]: 'detail-collected' }[path] ?? ''));
      case 'unknown-code':
        return void response.end(fixture('detail-unknown-code'));
      case 'refuses':
        return void response.end(fixture(refusals[path] ?? 'book-refused'));
      case 'refuses-aloud':
        return void response.end(aloud(fixture('book-refused')));
      case 'duplicate':
        return void response.end(fixture('book-duplicate'));
      case 'lost-answer':
        return void request.socket.destroy();
      case 'no-data':
        return void response.end(fixture('trace-no-data'));
      case 'refused-credentials':
        return void response.end(fixture('gateway-refused'));
      case 'throttled':
        return void response.end(fixture('gateway-throttled'));
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
  };
}

describe('JDL over real HTTP', () => {
  const scripted = new ScriptedJdl();
  const server = createServer((request, response) => void scripted.handle(request, response));
  const open = (settings: object = {}): CarrierPort => {
    const { port } = server.address() as AddressInfo;
    const all = { ...account, baseUrl: `http://127.0.0.1:${port}/`, timeoutMs: 300, ...settings };
    const now = fromShanghai('2025-01-02 10:00:00') ?? 0;
    return jdl(settingsOf(manifest, all), { http: fetchHttp, clock: { now: () => now } });
  };
  const track = (waybill: CarrierWaybill, settings?: object): Promise<TrackResult> => {
    const operation = open(settings).track;
    if (!isSupported(operation)) throw new Error('not supported');
    return operation(waybill);
  };
  const subscribe = (waybill: CarrierWaybill): Promise<unknown> => {
    const operation = open().subscribe;
    if (!isSupported(operation)) throw new Error('not supported');
    return operation(waybill);
  };
  const sent = (): unknown => JSON.parse(scripted.seen.at(-1)?.body ?? '');
  const parcel = { number: NUMBER, carrier: 'JD' };

  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it('passes the conformance suite', async () => {
    const results = await runConformance({
      port: open({ orderOrigin: 2 }),
      server: scripted,
      carrier: 'JD',
      booking: { request: booking, quotes },
    });
    process.stdout.write(`${conformanceTable(manifest, results)}\n`);
    const declared = results.filter(({ feature }) => manifest.features[feature] === true);
    const rest = declared.filter((cell) => cell.outcome !== 'pass');
    expect(rest.map(({ feature, outcome, why }) => `${outcome} ${feature}: ${why ?? ''}`)).toEqual([
      ...['encoded-twice', 'json-in-json', 'repeated', 'reversed'].map(
        (variant) => `n/a push: the server cannot push ${variant}`,
      ),
      'n/a book: the server cannot do without-number',
      ...[
        'settled',
        'settled',
        'json-in-json',
        'long-id',
        'nonsense-amount',
        'bad-signature',
        'no-signature',
      ].map((variant) => `n/a booking-push: the server cannot push ${variant}`),
    ]);
  });

  it('asks in a list of one, signed over the bytes sent, with everything else in the URL', async () => {
    await scripted.arrange('moving');
    await track({ ...parcel, number: 'jdva 0000-0000001', phoneTail: '1234' });
    expect(scripted.seen.at(-1)).toMatchObject({
      path: '/ecap/v1/orders/trace/query',
      query: {
        'LOP-DN': 'ECAP',
        app_key: 'sample-app',
        access_token: 'sample+token',
        timestamp: '2025-01-02 10:00:00',
        v: '2.0',
        algorithm: 'md5-salt',
      },
    });
    expect(sent()).toEqual([{ waybillCode: NUMBER, orderOrigin: 1, customerCode: '010K000000' }]);
  });

  it('subscribes with the tail of the phone where it is known, and to a waybill once', async () => {
    await scripted.arrange('moving');
    await subscribe({ ...parcel, phoneTail: '1234' });
    expect(scripted.seen.at(-1)?.path).toBe('/ecap/v1/orders/trace/subscribe');
    expect(sent()).toEqual([
      { waybillCode: NUMBER, mobile: '1234', orderOrigin: 1, customerCode: '010K000000' },
    ]);
    scripted.says({ code: 1, success: false, msg: '运单已订阅，请勿重复订阅' });
    await expect(subscribe(parcel)).resolves.toEqual({ accepted: true });
    expect(sent()).toEqual([{ waybillCode: NUMBER, orderOrigin: 1, customerCode: '010K000000' }]);
    scripted.says({ code: 1, success: false, msg: '手机号后四位不一致' });
    await expect(subscribe(parcel)).rejects.toMatchObject({ kind: 'permanent' });
  });

  it.each([{ appSecret: 'another' }, { accessToken: 'another' }])(
    'ends with `credentials` where %j is not the right one',
    async (settings) => {
      await scripted.arrange('moving');
      await expect(track(parcel, settings)).rejects.toMatchObject({ kind: 'credentials' });
    },
  );

  it('stops a parcel by its number, whatever it was ordered as, and says where that is too late', async () => {
    await scripted.bookings.arrange('answers');
    const { intercept } = open();
    if (!isSupported(intercept)) throw new Error('not supported');
    const wish = { ...parcel, reference: 'I-1', why: '退款' };
    await expect(intercept(wish)).resolves.toEqual({});
    expect(scripted.seen.at(-1)?.path).toBe('/ecap/v1/orders/cancel');
    expect(sent()).toEqual([
      {
        waybillCode: NUMBER,
        cancelReason: '退款',
        cancelReasonCode: '1',
        cancelType: 1,
        orderOrigin: 1,
        customerCode: '010K000000',
      },
    ]);
    scripted.says({ code: 0, success: true, data: { resultType: 2 } });
    await expect(intercept(wish)).rejects.toMatchObject({ kind: 'permanent' });
    scripted.says({ code: 0, success: true, data: { resultType: 7 } });
    await expect(intercept(wish)).rejects.toMatchObject({ kind: 'unknown-outcome' });
    await expect(intercept({ ...wish, carrier: 'YTO' })).rejects.toMatchObject({ kind: 'permanent' });
  });

  it('takes the words of the gateway for more than its HTTP status, where this says little', async () => {
    const refusal = JSON.parse(fixture('gateway-refused')) as object;
    scripted.says(refusal, 400);
    await expect(track(parcel)).rejects.toMatchObject({ kind: 'credentials', code: '19' });
    scripted.says('<html>', 400);
    await expect(track(parcel)).rejects.toMatchObject({ kind: 'permanent', code: '400' });
    scripted.says(refusal, 503);
    await expect(track(parcel)).rejects.toMatchObject({ kind: 'retryable', code: '503' });
  });

  it.each([undefined, null, {}, { traceDetails: null }, { traceDetails: [] }])(
    'takes the data %j for nothing known yet',
    async (data) => {
      scripted.says({ code: 0, success: true, data });
      await expect(track(parcel)).resolves.toMatchObject({ number: NUMBER, scans: [], fullHistory: false });
    },
  );

  it('takes nothing known yet for an answer also where JDL words it as a refusal', async () => {
    scripted.says({ code: 1, success: false, msg: '未查询到运单的轨迹信息' });
    await expect(track(parcel)).resolves.toMatchObject({ scans: [], note: '未查询到运单的轨迹信息' });
    scripted.says({ code: 1, success: false, msg: '没有查询权限，信息有误' });
    await expect(track(parcel)).rejects.toMatchObject({ kind: 'credentials' });
  });

  it.each(['nothing', [], 7, { traceDetails: '[]' }])(
    'does not take the data %j, which it cannot read, for nothing known',
    async (data) => {
      scripted.says({ code: 0, success: true, data });
      await expect(track(parcel)).rejects.toMatchObject({ kind: 'retryable' });
    },
  );

  it('keeps a number beyond 2^53 digit by digit', async () => {
    const node = '{"waybillCode":9007199254740993123,"operationTime":"2025-01-02 09:58:00","state":11000}';
    scripted.says(`{"code":0,"success":true,"data":{"traceDetails":[${node}]}}`);
    const { number, scans } = await track({ ...parcel, number: '9007199254740993123' });
    expect([number, scans[0]?.code]).toEqual(['9007199254740993123', '11000']);
  });

  it('asks about no parcel of another carrier, and refuses an answer about another parcel', async () => {
    await scripted.arrange('moving');
    const before = scripted.seen.length;
    await expect(track({ ...parcel, carrier: 'JDKY' })).rejects.toMatchObject({ kind: 'permanent' });
    await expect(subscribe({ ...parcel, carrier: 'SF' })).rejects.toMatchObject({ kind: 'permanent' });
    expect(scripted.seen.length).toBe(before);
    await expect(track({ ...parcel, number: 'JDVA00000000002' })).rejects.toMatchObject({
      kind: 'permanent',
    });
  });
});
