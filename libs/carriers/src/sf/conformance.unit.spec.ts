import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
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
import { isSupported, type CarrierPort, type RawCallback } from '../port.js';
import { settingsOf } from '../settings.js';
import { sf } from './adapter.js';
import { manifest } from './manifest.js';

const account = { partnerId: 'SAMPLE', checkWord: 'sample-check-word' };
const NUMBER = 'SF1234567890123';
const now = 1_735_783_200_000;

const fixture = (name: string): string =>
  JSON.stringify(JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8')));

const xml = (name: string): string =>
  readFileSync(new URL(`./fixtures/${name}.xml`, import.meta.url), 'utf8');

const request = JSON.parse(fixture('booking')) as BookingRequest;
const quotes = ['SF', 'ZTO'].map((carrier) => ({
  carrier,
  from: request.sender.address,
  to: request.receiver.address,
  weightGrams: request.weightGrams,
}));

/** Written from the document, byte by byte, not from the adapter: a mistake there must not hide itself here. */
function digest(text: string): string {
  let encoded = '';
  for (const byte of Buffer.from(text, 'utf8')) {
    const char = String.fromCharCode(byte);
    if (/[A-Za-z0-9.*_-]/.test(char)) encoded += char;
    else encoded += byte === 0x20 ? '+' : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return createHash('md5').update(encoded).digest().toString('base64');
}

type Fields = Readonly<Record<string, string>>;

const isGenuine = ({ partnerID, requestID = '', timestamp = '', msgData = '', msgDigest }: Fields): boolean =>
  partnerID === account.partnerId &&
  /^.{1,40}$/.test(requestID) &&
  /^\d{13}$/.test(timestamp) &&
  msgDigest === digest(msgData + timestamp + account.checkWord);

/** `apiResultData` is JSON in a JSON string. */
const envelope = (apiResultData: string): string =>
  JSON.stringify({ apiResultCode: 'A1000', apiErrorMsg: '', apiResponseID: '1', apiResultData });

const refusal = (apiResultCode: string, apiErrorMsg: string): string =>
  JSON.stringify({ apiResultCode, apiErrorMsg, apiResponseID: '1', apiResultData: null });

const FILTER = 'EXP_RECE_FILTER_ORDER_BSP';
const ROUTES = 'EXP_RECE_SEARCH_ROUTES';

const answers: Fields = {
  [ROUTES]: 'routes-moving',
  EXP_RECE_REGISTER_ROUTE: 'register-accepted',
  EXP_RECE_CREATE_ORDER: 'order-taken',
  EXP_RECE_SEARCH_ORDER_RESP: 'order-found',
  EXP_RECE_QUERY_SFWAYBILL: 'bill',
  EXP_RECE_UPDATE_ORDER: 'order-cancelled',
  EXP_RECE_QUERY_DELIVERTM: 'prices',
  EXP_RECE_WANTED_INTERCEPT: 'intercept-taken',
  [FILTER]: 'filter-reached',
};

/** What each service says where it does not want to. */
const refusals: Fields = {
  EXP_RECE_CREATE_ORDER: 'refused-hours',
  EXP_RECE_SEARCH_ORDER_RESP: 'refused-no-order',
  EXP_RECE_UPDATE_ORDER: 'refused-confirmed',
  EXP_RECE_WANTED_INTERCEPT: 'refused-number',
};

/** SF's side of the wire, written from the document and not from the adapter. */
class ScriptedSf implements ConformanceServer {
  readonly seen: Fields[] = [];
  private situation: Situation | BookingSituation = 'moving';
  private readonly ledger = new Set<string>();

  arrange(situation: Situation): Promise<string> {
    this.situation = situation;
    return Promise.resolve(NUMBER);
  }

  push(variant: PushVariant): Promise<RawCallback | undefined> {
    const body = pushBody(variant);
    return Promise.resolve(body === undefined ? undefined : raw(body));
  }

  readonly bookings: BookingServer = {
    intercepts: true,
    arrange: (situation, feature) => {
      this.situation = situation;
      return Promise.resolve(situation !== 'unknown-code' || feature === 'detail');
    },
    received: () => {
      const call = this.seen.at(-1) ?? {};
      return Promise.resolve({ signed: isGenuine(call), reference: orderIdOf(call) });
    },
    made: () => Promise.resolve(this.ledger.size),
    push: (variant) => {
      const body = bookingBody(variant);
      return Promise.resolve(body === undefined ? undefined : raw(body));
    },
  };

  readonly handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const form = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()));
    this.seen.push({ ...form, path: request.url ?? '' });
    this.answer(form, response);
  };

  private answer(form: Fields, response: ServerResponse): void {
    const service = form['serviceCode'] ?? '';
    const says = (name = ''): string =>
      envelope(fixture(name).replace('"T-1"', JSON.stringify(orderIdOf(form) ?? 'T-1')));
    switch (isGenuine(form) ? this.situation : 'refused-credentials') {
      case 'refused-credentials':
        return void response.end(refusal('A1006', '数字签名无效'));
      case 'throttled':
        return void response.end(refusal('A1005', '流量受控'));
      case 'http-500':
        return void response.writeHead(500).end('error');
      case 'not-json':
        return void response.end('<html>');
      case 'endless-answer':
        return void response.end('['.repeat(5 * 1024 * 1024));
      case 'time-out':
        return;
      case 'unknown-code':
        return void response.end(
          says(service === ROUTES ? 'routes-of-order-unknown-code' : answers[service]),
        );
      case 'no-data':
        return void response.end(says('routes-no-data'));
      case 'refuses':
        return void response.end(
          service === FILTER
            ? says('filter-reached').replace('filterResult\\":2', 'filterResult\\":3')
            : says(refusals[service]),
        );
      case 'refuses-aloud':
        return void response.end(envelope(aloud(fixture(refusals[service] ?? ''))));
      case 'duplicate':
        return void response.end(says('refused-duplicate'));
      case 'without-number':
        return void response.end(says('order-looked-at'));
      case 'lost-answer':
        this.record(form);
        return void response.socket?.destroy();
      case 'answers':
      case 'moving':
        this.record(form);
        return void response.end(says(isByOrder(form) ? 'routes-of-order' : answers[service]));
    }
  }

  private record(form: Fields): void {
    if (form['serviceCode'] === 'EXP_RECE_CREATE_ORDER') this.ledger.add(orderIdOf(form) ?? '');
  }
}

const raw = (body: string): RawCallback => ({ headers: {}, body: Buffer.from(body) });

const routes = (change: (all: object[]) => object[]): string => {
  const push = JSON.parse(fixture('push-routes')) as { Body: { WaybillRoute: object[] } };
  return JSON.stringify({ Body: { WaybillRoute: change(push.Body.WaybillRoute) } });
};

/** Nobody signs them. The plain push is the legacy XML, and all others are JSON. */
function pushBody(variant: PushVariant): string | undefined {
  switch (variant) {
    case 'plain':
      return xml('push-routes');
    case 'again':
      // The id is of the delivery, not of the node.
      return xml('push-routes').replaceAll(' id="16', ' id="17');
    case 'names-people':
      return naming(xml('push-routes'), { words: 'remark' });
    case 'json-body':
      return fixture('push-routes');
    case 'repeated':
      // The id is of the delivery, not of the node.
      return routes((all) => [...all, ...all.map((node) => ({ ...node, id: '2' }))]);
    case 'reversed':
      return routes((all) => all.toReversed());
    case 'unknown-code':
      return fixture('push-routes-unknown-code');
    case 'long-number':
      return fixture('push-routes').replaceAll(`"${NUMBER}"`, LONG_NUMBER);
    case 'huge':
      return fixture('push-routes').replace('{"Body"', `{"more":[${'[],'.repeat(500_000)}[]],"Body"`);
    case 'signed-nonsense':
      return '{"Body":{"WaybillRoute":[';
    case 'encoded-twice':
    case 'json-in-json':
    case 'bad-signature':
    case 'no-signature':
      return undefined;
  }
}

function bookingBody(variant: BookingPushVariant): string | undefined {
  const fee = fixture('push-fee');
  const form = (content: string): string => new URLSearchParams({ content }).toString();
  switch (variant) {
    case 'plain':
    case 'settled':
      return form(fee);
    case 'json-body':
    case 'json-in-json':
      return JSON.stringify({ content: fee });
    case 'names-people':
      return naming(fixture('push-order-assigned'), { phone: 'empPhone' });
    case 'empty-strings':
      return fixture('push-order-empty');
    case 'unknown-code':
      return fixture('push-order-unknown-code');
    case 'huge':
      return form(fee.replace('{"orderNo"', `{"more":[${'{},'.repeat(500_000)}{}],"orderNo"`));
    case 'signed-nonsense':
      return '[{"orderStateCode":';
    case 'nonsense-amount':
      return form(fee.replace('18.5', '"18,5"'));
    case 'long-id':
    case 'bad-signature':
    case 'no-signature':
      return undefined;
  }
}

const isByOrder = ({ serviceCode, msgData = '{}' }: Fields): boolean =>
  serviceCode === ROUTES && (JSON.parse(msgData) as { trackingType?: string }).trackingType === '2';

const orderIdOf = ({ msgData = '{}' }: Fields): string | undefined =>
  (JSON.parse(msgData) as { orderId?: string }).orderId;

describe('SF over real HTTP', () => {
  const scripted = new ScriptedSf();
  const server = createServer((request, response) => void scripted.handle(request, response));
  const open = (changes: object = {}): CarrierPort => {
    const { port } = server.address() as AddressInfo;
    const settings = {
      ...account,
      monthlyCard: '7550000000',
      baseUrl: `http://127.0.0.1:${port}/`,
      timeoutMs: 300,
      ...changes,
    };
    return sf(settingsOf(manifest, settings), { http: fetchHttp, clock: { now: () => now } });
  };
  const sent = (): unknown => JSON.parse(scripted.seen.at(-1)?.['msgData'] ?? '');

  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it('passes the conformance suite', async () => {
    const subject = { port: open(), server: scripted, carrier: 'SF', booking: { request, quotes } };
    const results = await runConformance(subject);
    process.stdout.write(`${conformanceTable(manifest, results)}\n`);
    const declared = results.filter(({ feature }) => manifest.features[feature] === true);
    expect(declared.filter((cell) => cell.outcome !== 'pass')).toMatchObject([
      { guarantee: 'encoded-twice reads as the plain push does', outcome: 'n/a' },
      { guarantee: 'json-in-json reads as the plain push does', outcome: 'n/a' },
      { guarantee: 'an id beyond 2^53 is kept digit by digit', outcome: 'n/a' },
      { guarantee: 'bad-signature is forged', outcome: 'n/a' },
      { guarantee: 'no-signature is forged', outcome: 'n/a' },
    ]);
  });

  it('sends the documented envelope, with a request id of its own each time', async () => {
    const { track } = open();
    if (!isSupported(track)) throw new Error('not supported');
    await scripted.arrange('moving');
    await track({ number: 'sf 1234567890123', carrier: 'SF', phoneTail: '1234' });
    const first = scripted.seen.at(-1);
    expect(first).toMatchObject({
      path: '/std/service',
      partnerID: 'SAMPLE',
      serviceCode: 'EXP_RECE_SEARCH_ROUTES',
      timestamp: String(now),
    });
    expect(sent()).toEqual({
      language: '0',
      trackingType: '1',
      trackingNumber: [NUMBER],
      methodType: '1',
      checkPhoneNo: '1234',
    });
    await track({ number: NUMBER, carrier: 'SF' });
    expect(sent()).not.toHaveProperty('checkPhoneNo');
    expect(scripted.seen.at(-1)?.['requestID']).not.toBe(first?.['requestID']);
  });

  it('registers a waybill by its number', async () => {
    const { subscribe } = open();
    if (!isSupported(subscribe)) throw new Error('not supported');
    await scripted.arrange('moving');
    await subscribe({ number: NUMBER, carrier: 'SF', phoneTail: '1234' });
    expect(scripted.seen.at(-1)).toMatchObject({ serviceCode: 'EXP_RECE_REGISTER_ROUTE' });
    expect(sent()).toEqual({
      type: '2',
      attributeNo: NUMBER,
      checkPhoneNo: '1234',
      language: 'zh-CN',
      country: 'CN',
    });
  });

  it('asks about no parcel of another carrier, and refuses an answer about another parcel', async () => {
    const { track } = open();
    if (!isSupported(track)) throw new Error('not supported');
    await scripted.arrange('moving');
    const before = scripted.seen.length;
    await expect(track({ number: '73100012345678', carrier: 'ZTO' })).rejects.toMatchObject({
      kind: 'permanent',
    });
    expect(scripted.seen.length).toBe(before);
    await expect(track({ number: 'SF9999999999999', carrier: 'SF' })).rejects.toMatchObject({
      kind: 'permanent',
    });
  });

  it('asks to have a parcel sent back, charged by the month, and names the wish', async () => {
    const { intercept } = open();
    if (!isSupported(intercept)) throw new Error('not supported');
    await scripted.bookings.arrange('answers');
    const wish = { number: 'sf 1234567890123', carrier: 'SF', reference: 'I-1', why: '退款' };
    await expect(intercept(wish)).resolves.toEqual({ interceptId: 'CUS2501020001' });
    expect(scripted.seen.at(-1)).toMatchObject({ serviceCode: 'EXP_RECE_WANTED_INTERCEPT' });
    expect(sent()).toEqual({
      waybillNo: NUMBER,
      serviceCode: '2',
      role: '1',
      payMode: '4',
      monthlyCardNo: '7550000000',
    });
    await expect(intercept({ ...wish, carrier: 'YTO' })).rejects.toMatchObject({ kind: 'permanent' });
    expect(open({ monthlyCard: undefined }).intercept).toMatchObject({ notSupported: true });
  });

  it('has its own words for the states of orders from the settings', () => {
    const { callbacks } = open({ orderStates: '收派员已接单=courier_assigned' });
    if (!isSupported(callbacks)) throw new Error('not supported');
    expect(callbacks.parse(raw(fixture('push-order-words-only'))).bookings).toMatchObject([
      { status: 'courier_assigned' },
    ]);
  });
});
