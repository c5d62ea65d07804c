import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  aloud,
  LONG_ID,
  LONG_NUMBER,
  naming,
  type BookingPushVariant,
  type BookingServer,
  type BookingSituation,
  type ConformanceServer,
  type PushVariant,
  type Situation,
} from '../src/conformance/index.js';
import type { RawCallback } from '../src/port.js';

export const account = { eBusinessId: '1000001', apiKey: 'sample-kdniao-key', namesCarrier: true } as const;
const MIB = 1024 * 1024;

export const fixture = (name: string): string =>
  JSON.stringify(
    JSON.parse(readFileSync(new URL(`../src/kdniao/fixtures/${name}.json`, import.meta.url), 'utf8')),
  );

/** Written from the document, not from the adapter: a mistake there must not hide itself here. */
const sign = (data: string): string =>
  Buffer.from(
    createHash('md5')
      .update(data + account.apiKey)
      .digest('hex'),
  ).toString('base64');

type Fields = Readonly<Record<string, string>>;

const isGenuine = ({ RequestData: data = '', DataSign: signature }: Fields): boolean =>
  signature === sign(data);

const referenceIn = ({ RequestData: data = '{}' }: Fields): string =>
  (JSON.parse(data) as { OrderCode?: string }).OrderCode ?? '';

export const pushOf = (
  type: string,
  data: string,
  {
    json = false,
    twice = false,
    signature = sign(data),
  }: { json?: boolean; twice?: boolean; signature?: string },
): RawCallback => {
  const fields = {
    RequestData: twice ? encodeURIComponent(data) : data,
    RequestType: type,
    ...(signature === '' ? {} : { DataSign: signature }),
  };
  const body = json ? JSON.stringify(fields) : new URLSearchParams(fields).toString();
  return { headers: {}, body: Buffer.from(body) };
};

const signatures: Readonly<Record<string, string>> = { 'bad-signature': sign('another'), 'no-signature': '' };

/** KDNiao's side of the wire, written from the document and not from the adapter. */
export class ScriptedKdniao implements ConformanceServer {
  readonly seen: Fields[] = [];
  readonly recognises = true;
  private situation: Situation | BookingSituation = 'moving';
  private words: object | undefined;
  private readonly ledger = new Set<string>();

  readonly bookings: BookingServer = {
    arrange: (situation) => {
      this.situation = situation;
      this.words = undefined;
      return Promise.resolve(true);
    },
    received: () => {
      const call = this.seen.at(-1) ?? {};
      return Promise.resolve({ signed: isGenuine(call), reference: referenceIn(call) });
    },
    made: () => Promise.resolve(this.ledger.size),
    push: (variant) => {
      const data = bookingData(variant);
      const how = { json: variant === 'json-body', signature: signatures[variant] };
      return Promise.resolve(data === undefined ? undefined : pushOf('103', data, how));
    },
  };

  arrange(situation: Situation): Promise<string> {
    this.situation = situation;
    this.words = undefined;
    return Promise.resolve('YT1234567890123');
  }

  push(variant: PushVariant): Promise<RawCallback | undefined> {
    if (variant === 'json-in-json') return Promise.resolve(undefined);
    const how = {
      json: variant === 'json-body',
      twice: variant === 'encoded-twice',
      signature: signatures[variant],
    };
    return Promise.resolve(pushOf('102', trackData(variant), how));
  }

  /** Answers the next calls with exactly this. */
  says(words: object): void {
    this.words = words;
  }

  readonly handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const form = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()));
    const call = { ...form, path: request.url ?? '' };
    this.seen.push(call);
    if (this.words) return void response.end(JSON.stringify(this.words));
    this.answer(call, response);
  };

  private answer(call: Fields, response: ServerResponse): void {
    const say = (name: string): ServerResponse =>
      response.end(fixture(name).replace('%REFERENCE%', referenceIn(call)));
    const type = call['RequestType'] ?? '';
    switch (isGenuine(call) ? this.situation : 'refused-credentials') {
      case 'moving':
      case 'answers':
        return void say(this.isTaken(call) ? 'book-again' : (answers[type] ?? 'book-refused'));
      case 'without-number':
        return void say(this.isTaken(call) ? 'book-again' : 'book-accepted-without-number');
      case 'no-data':
        return void say(type === '2002' ? 'recognise-no-data' : 'track-no-data');
      case 'refuses':
        return void say('book-refused');
      case 'refuses-aloud':
        return void response.end(aloud(fixture('book-refused')));
      case 'duplicate':
        return void say('book-duplicate');
      case 'lost-answer':
        this.isTaken(call);
        return void response.destroy();
      case 'refused-credentials':
        return void say('subscribe-refused');
      case 'throttled':
        return void say('track-refused');
      case 'http-500':
        return void response.writeHead(500).end('error');
      case 'not-json':
        return void response.end('<html>');
      case 'endless-answer':
        return void response.end('['.repeat(5 * MIB));
      case 'time-out':
      case 'unknown-code':
        return;
    }
  }

  /** Takes an order, and whether it was taken before. */
  private isTaken(call: Fields): boolean {
    if (call['RequestType'] !== '1801') return false;
    const before = this.ledger.has(referenceIn(call));
    this.ledger.add(referenceIn(call));
    return before;
  }
}

const answers: Fields = {
  '8001': 'track-answer',
  '8008': 'subscribe-accepted',
  '2002': 'recognise-answer',
  '1801': 'book-accepted',
  '1802': 'cancel-accepted',
  '1815': 'prices',
};

function trackData(variant: PushVariant): string {
  const plain = fixture(trackFixtures[variant] ?? 'push-102-moving');
  if (variant === 'signed-nonsense') return '{"Data":';
  if (variant === 'names-people') return naming(plain, { words: 'AcceptStation' });
  if (variant === 'long-number') return plain.replace('"YT1234567890123"', LONG_NUMBER);
  return variant === 'huge' ? plain.replace('"Traces":[', `"Traces":[${'[],'.repeat(500_000)}`) : plain;
}

const trackFixtures: Partial<Record<PushVariant, string>> = {
  repeated: 'push-102-repeated',
  reversed: 'push-102-reversed',
  'unknown-code': 'push-102-unknown-code',
};

/** Nothing in one is JSON inside a text that is read. */
function bookingData(variant: BookingPushVariant): string | undefined {
  const courier = fixture('push-103-courier');
  switch (variant) {
    case 'json-in-json':
      return undefined;
    case 'settled':
      return fixture('push-103-settled');
    case 'signed-nonsense':
      return '{"Data":';
    case 'nonsense-amount':
      return fixture('push-103-picked-up').replace('"TotalFee":"9.50"', '"TotalFee":"9.505"');
    case 'empty-strings':
      return fixture('push-103-placed');
    case 'unknown-code':
      return courier.replace('"State":"103"', '"State":"777"');
    case 'names-people':
      return naming(courier, { words: 'Reason', name: 'PersonName', phone: 'PersonTel' });
    case 'long-id':
      return courier.replace('"KDN2501020001"', LONG_ID);
    case 'huge':
      return courier.replace('"PickerInfo":[', `"PickerInfo":[${'[],'.repeat(500_000)}`);
    default:
      return courier;
  }
}
