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
import { sto } from './adapter.js';
import { manifest } from './manifest.js';

const SECRET = 'sample-sto-secret';
const NUMBER = '777000000000001';
const account = {
  fromAppkey: 'SAMPLEKEY',
  fromCode: 'SAMPLECODE',
  secretKey: SECRET,
  orderSource: 'SAMPLESOURCE',
  interceptAppkey: 'sample-reverse',
  interceptForAct: 'SAMPLE-BACK',
  timeoutMs: 300,
};

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
  readonly made = new Set<string>();
  private situation: Situation | BookingSituation = 'moving';
  private words: string | undefined;

  readonly bookings: BookingServer = {
    intercepts: true,
    arrange: async (situation) => {
      this.situation = situation;
      this.words = undefined;
      return Promise.resolve(situation !== 'unknown-code');
    },
    received: () => {
      const form = this.seen.at(-1) ?? {};
      return Promise.resolve({ signed: isSigned(form), reference: orderNoIn(form) });
    },
    made: () => Promise.resolve(this.made.size),
    push: (variant) => Promise.resolve(pushOf(bookingContent(variant), variant)),
  };

  arrange(situation: Situation): Promise<string> {
    this.situation = situation;
    this.words = undefined;
    return Promise.resolve(NUMBER);
  }

  push(variant: PushVariant): Promise<RawCallback | undefined> {
    return Promise.resolve(pushOf(traceContent(variant), variant));
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
    this.answer(form, response);
  };

  private answer(form: Form, response: ServerResponse): void {
    const api = form['api_name'] ?? '';
    const say = (name: string): ServerResponse =>
      response.end(fixture(name).replace('%REFERENCE%', orderNoIn(form)));
    switch (this.situation) {
      case 'no-data':
        return void say('track-no-data');
      case 'moving':
      case 'answers':
        this.take(form);
        return void say(accepts[api] ?? 'throttled');
      case 'without-number':
        this.take(form);
        return void say('book-accepted-without-number');
      case 'refuses':
        return void say(api === 'EDI_MODIFY_ORDER_CANCEL' ? 'cancel-refused' : 'book-refused');
      case 'refuses-aloud':
        return void response.end(aloud(fixture('book-refused')));
      case 'duplicate':
        return void say('book-duplicate');
      case 'lost-answer':
        this.take(form);
        return void response.destroy();
      case 'refused-credentials':
        return void response.end(gatewayRefused);
      case 'throttled':
        return void say('throttled');
      case 'http-500':
        return void response.writeHead(500).end('error');
      case 'not-json':
        return void response.end('<html>');
      case 'endless-answer':
        return void response.end('['.repeat(5 * 1024 * 1024));
      case 'time-out':
      case 'unknown-code':
        return;
    }
  }

  private take(form: Form): void {
    if (form['api_name'] === 'OMS_EXPRESS_ORDER_CREATE') this.made.add(orderNoIn(form));
  }
}

const orderNoIn = ({ content = '{}' }: Form): string =>
  (JSON.parse(content) as { orderNo?: string }).orderNo ?? '';

const accepts: Form = {
  STO_TRACE_QUERY_COMMON: 'track-answer',
  STO_TRACE_PLATFORM_SUBSCRIBE: 'subscribe-accepted',
  OMS_EXPRESS_ORDER_CREATE: 'book-accepted',
  EDI_MODIFY_ORDER_CANCEL: 'cancel-accepted',
  INTERCEPT_CREATE_STANDARD: 'intercept-taken',
};

/** Nobody signs them: a body is the content itself, or a form that has it. */
function pushOf(content: string | undefined, variant: string): RawCallback | undefined {
  if (content === undefined) return undefined;
  const body = variant === 'json-body' ? content : String(new URLSearchParams({ content }));
  return { headers: {}, body: Buffer.from(body) };
}

const HUGE = `"more":[${'{},'.repeat(500_000)}{}],`;

function traceContent(variant: PushVariant): string | undefined {
  const plain = fixture('push-delivering');
  switch (variant) {
    case 'plain':
    case 'again':
    case 'json-body':
      return plain;
    case 'names-people':
      return naming(plain, { words: 'memo', name: 'bizEmpName', phone: 'bizEmpPhone' });
    case 'json-in-json':
      return plain.replace(/"trace":({.*})}$/, (_all, trace: string) => `"trace":${JSON.stringify(trace)}}`);
    case 'unknown-code':
      return fixture('push-unknown-code');
    case 'long-number':
      return plain.replace(`"${NUMBER}"`, LONG_NUMBER);
    case 'huge':
      return plain.replace('"linkCode"', `${HUGE}"linkCode"`);
    case 'signed-nonsense':
      return '{"trace":';
    default:
      return undefined;
  }
}

function bookingContent(variant: BookingPushVariant): string | undefined {
  const plain = fixture('push-order-assigned');
  switch (variant) {
    case 'plain':
    case 'json-body':
      return plain;
    case 'json-in-json':
      return plain.replace(
        /"changeInfo":({.*})}$/,
        (_all, info: string) => `"changeInfo":${JSON.stringify(info)}}`,
      );
    case 'empty-strings':
      return fixture('push-order-empty');
    case 'unknown-code':
      return fixture('push-order-unknown-code');
    case 'names-people':
      return naming(plain, { name: 'userName', phone: 'userMobile' });
    case 'long-id':
      return plain.replace(`"${NUMBER}"`, LONG_ID);
    case 'huge':
      return plain.replace('"changeInfo"', `${HUGE}"changeInfo"`);
    case 'signed-nonsense':
      return '{"event":';
    default:
      return undefined;
  }
}

const request: BookingRequest = {
  reference: '01k4p0s8e7f6g5h4j3k2m1n0pq',
  carrier: 'STO',
  sender: { name: '张三', phone: '13800000000', address: '浙江省杭州市余杭区某街道1号' },
  receiver: { name: '某仓', phone: '13900000000', address: '浙江省金华市义乌市某路2号' },
  cargo: '服装',
  weightGrams: 1_500,
  slot: {
    from: fromShanghai('2025-01-03 09:00:00') ?? 0,
    to: fromShanghai('2025-01-03 12:00:00') ?? 0,
  },
  callbackUrl: 'https://callbacks.example/callbacks/sto/c-1',
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
    const results = await runConformance({
      port: open(),
      server: scripted,
      carrier: 'STO',
      booking: { request, quotes: [] },
    });
    process.stdout.write(`${conformanceTable(manifest, results)}\n`);
    const declared = results.filter(({ feature }) => manifest.features[feature] === true);
    const rest = declared.filter((cell) => cell.outcome !== 'pass');
    expect(rest.map(({ feature, outcome }) => `${outcome} ${feature}`)).toEqual([
      ...Array.from({ length: 3 }, () => 'n/a push'),
      ...Array.from({ length: 5 }, () => 'n/a booking-push'),
    ]);
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

  const pickups = (settings?: object): PickupPort => usable(open(settings).pickups);

  it('books under our reference, and keeps the waybill number for the cancellation', async () => {
    await scripted.bookings.arrange('answers');
    await expect(pickups().book(request)).resolves.toEqual({
      bookingId: request.reference,
      providerOrderId: '777000000000009',
      number: '777000000000009',
    });
    expect(scripted.seen.at(-1)).toMatchObject({ to_appkey: 'sto_oms', to_code: 'sto_oms' });
    await pickups({ orderType: '01' }).cancel({ bookingId: 'B-1', providerOrderId: '7770', why: '不寄了' });
    expect(scripted.seen.at(-1)).toMatchObject({
      api_name: 'EDI_MODIFY_ORDER_CANCEL',
      to_appkey: 'edi_modify_order',
      content:
        '{"billCode":"7770","sourceOrderId":"B-1","orderType":"01","orderSource":"SAMPLESOURCE","remark":"不寄了"}',
    });
  });

  it.each([
    ['an answer about another order', { success: true, data: { orderNo: 'other' } }],
    ['a yes without an order', { success: true, data: null }],
    ['neither yes nor no', { data: { orderNo: request.reference } }],
    ['a system that broke down', { success: false, errorMsg: '系统异常' }],
  ])('leaves open whether there is a booking after %s', async (_what, words) => {
    scripted.says(words);
    await expect(pickups().book(request)).rejects.toMatchObject({ kind: 'unknown-outcome' });
  });

  it('leaves open whether it was cancelled after a yes without the documented word', async () => {
    scripted.says({ success: true, data: '订单处理中' });
    await expect(pickups().cancel({ bookingId: 'B-1', why: '' })).rejects.toMatchObject({
      kind: 'unknown-outcome',
    });
  });

  it('keeps names, phones and addresses out of what STO refuses', async () => {
    scripted.says({ success: false, errorMsg: '张三 13800000000 某街道1号 无法揽收' });
    await expect(pickups().book(request)).rejects.toMatchObject({ message: '… … … 无法揽收' });
  });

  it('asks to have a parcel sent back, in the words the settings have', async () => {
    await scripted.bookings.arrange('answers');
    const wish = { ...waybill, reference: 'I-1', why: '退款' };
    await expect(usable(open().intercept)(wish)).resolves.toEqual({});
    expect(scripted.seen.at(-1)).toMatchObject({
      content: `{"waybillNo":"${NUMBER}","interceptForAct":"SAMPLE-BACK"}`,
      api_name: 'INTERCEPT_CREATE_STANDARD',
      to_appkey: 'sample-reverse',
      to_code: 'sample-reverse',
    });
    await expect(usable(open().intercept)({ ...wish, carrier: 'YTO' })).rejects.toMatchObject({
      kind: 'permanent',
    });
  });
});
