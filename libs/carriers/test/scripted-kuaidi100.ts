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

export const account = {
  key: 'sample-key',
  secret: 'sample-secret',
  customer: 'SAMPLECUSTOMER',
  salt: 'sample-salt',
} as const;
const MIB = 1024 * 1024;

export const fixture = (name: string): string =>
  JSON.stringify(
    JSON.parse(readFileSync(new URL(`../src/kuaidi100/fixtures/${name}.json`, import.meta.url), 'utf8')),
  );

/** Written from the document, not from the adapter: a mistake there must not hide itself here. */
const md5 = (text: string): string => createHash('md5').update(text).digest('hex').toUpperCase();

export const pushOf = (
  param: string,
  { taskId = '', json = false, sign = md5(param + account.salt) },
): RawCallback => {
  const fields = { ...(taskId === '' ? {} : { taskId }), param, ...(sign === '' ? {} : { sign }) };
  const body = json ? JSON.stringify(fields) : new URLSearchParams(fields).toString();
  return { headers: {}, body: Buffer.from(body) };
};

const signatures: Readonly<Record<string, string>> = { 'bad-signature': md5('another'), 'no-signature': '' };

type Fields = Readonly<Record<string, string>>;

/** Kuaidi100's side of the wire, written from the document and not from the adapter. */
export class ScriptedKuaidi100 implements ConformanceServer {
  readonly seen: Fields[] = [];
  private situation: Situation | BookingSituation = 'moving';
  private words: object | undefined;
  private readonly ledger = new Set<string>();

  /** Answers the next calls with exactly this. */
  says(words: object): void {
    this.words = words;
  }

  readonly recognises = true;

  readonly bookings: BookingServer = {
    intercepts: true,
    arrange: (situation) => {
      this.situation = situation;
      this.words = undefined;
      return Promise.resolve(true);
    },
    received: () => {
      const call = this.seen.at(-1) ?? {};
      const { thirdOrderId } = JSON.parse(call['param'] ?? '{}') as { thirdOrderId?: string };
      return Promise.resolve({ signed: isGenuine(call), reference: thirdOrderId });
    },
    made: () => Promise.resolve(this.ledger.size),
    push: (variant) => {
      const param = bookingParam(variant);
      return Promise.resolve(
        pushOf(param, { taskId: 'T-1', json: variant === 'json-body', sign: signatures[variant] }),
      );
    },
  };

  arrange(situation: Situation): Promise<string> {
    this.situation = situation;
    this.words = undefined;
    return Promise.resolve('YT1234567890123');
  }

  /** A subscription is not signed. */
  async received(): Promise<{ readonly signed: boolean } | undefined> {
    return this.seen.at(-1)?.['path'] === '/poll' ? undefined : this.bookings.received();
  }

  push(variant: PushVariant): Promise<RawCallback | undefined> {
    if (variant === 'encoded-twice') return Promise.resolve(undefined);
    const param = trackParam(variant);
    return Promise.resolve(pushOf(param, { json: variant === 'json-body', sign: signatures[variant] }));
  }

  readonly handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const form = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()));
    const call = { ...form, path: request.url ?? '' };
    this.seen.push(call);
    this.answer(call, response);
  };

  private answer(call: Fields, response: ServerResponse): void {
    if (this.words) return void response.end(JSON.stringify(this.words));
    switch (isGenuine(call) ? this.situation : 'refused-credentials') {
      case 'refused-credentials':
        return void response.end(fixture('key-refused'));
      case 'throttled':
        return void response.end(fixture('book-throttled'));
      case 'http-500':
        return void response.writeHead(500).end('error');
      case 'not-json':
        return void response.end('<html>');
      case 'endless-answer':
        return void response.end('['.repeat(5 * MIB));
      case 'time-out':
        return;
      case 'refuses':
        return void response.end(fixture('book-refused'));
      case 'refuses-aloud':
        return void response.end(aloud(fixture('book-refused')));
      case 'duplicate':
        return void response.end(fixture('book-duplicate'));
      case 'no-data':
        return void response.end(call['path'] === RECOGNISE ? '[]' : fixture('query-no-data'));
      case 'lost-answer':
        this.record(call);
        return void response.socket?.destroy();
      case 'unknown-code':
        return void response.end(fixture('detail-answer').replace('"status":"15"', '"status":"777"'));
      case 'without-number':
        return void response.end(fixture('book-accepted-without-number'));
      case 'answers':
      case 'moving':
        this.record(call);
        return void response.end(fixture(answers[call['method'] ?? call['path'] ?? ''] ?? ''));
    }
  }

  /** The same `thirdOrderId` is the same booking. */
  private record(call: Fields): void {
    if (call['method'] !== 'bOrder') return;
    const { thirdOrderId } = JSON.parse(call['param'] ?? '') as { thirdOrderId: string };
    this.ledger.add(thirdOrderId);
  }
}

const RECOGNISE = '/autonumber/auto';

const answers: Readonly<Record<string, string>> = {
  '/poll/query.do': 'query-answer',
  '/poll': 'subscribe-accepted',
  [RECOGNISE]: 'autonumber-answer',
  interceptOrder: 'intercept-accepted',
  bOrder: 'book-accepted',
  cancel: 'cancel-accepted',
  detail: 'detail-answer',
  batchPrice: 'batch-price-answer',
};

function isGenuine({ path, num = '', param = '', sign, t = '', key, customer, schema }: Fields): boolean {
  if (path === '/poll/query.do') {
    return customer === account.customer && sign === md5(param + account.key + account.customer);
  }
  if (path === RECOGNISE) return key === account.key && num !== '';
  if (path === '/poll') {
    return schema === 'json' && (JSON.parse(param) as { key: string }).key === account.key;
  }
  return key === account.key && /^\d{13}$/.test(t) && sign === md5(param + t + account.key + account.secret);
}

function trackParam(variant: PushVariant): string {
  const plain = fixture(pushFixtures[variant] ?? 'push-polling');
  switch (variant) {
    case 'signed-nonsense':
      return '{"lastResult":';
    case 'names-people':
      return naming(plain, { words: 'context' });
    case 'long-number':
      return plain.replace('"YT1234567890123"', LONG_NUMBER);
    case 'huge':
      return plain.replace('"data":[', `"data":[${'[],'.repeat(500_000)}`);
    case 'json-in-json': {
      const push = JSON.parse(plain) as { lastResult: unknown };
      return JSON.stringify({ ...push, lastResult: JSON.stringify(push.lastResult) });
    }
    default:
      return plain;
  }
}

const pushFixtures: Partial<Record<PushVariant, string>> = {
  repeated: 'push-polling-repeated',
  reversed: 'push-polling-ascending',
  'unknown-code': 'push-polling-unknown-code',
};

function bookingParam(variant: BookingPushVariant): string {
  const plain = fixture(bookingFixtures[variant] ?? 'callback-picked-up');
  switch (variant) {
    case 'signed-nonsense':
      return '{"data":';
    case 'nonsense-amount':
      return plain.replace('"amount":"8.00"', '"amount":"8.005"');
    case 'names-people':
      return naming(plain, { words: 'message', name: 'courierName', phone: 'courierMobile' });
    case 'long-id':
      return plain.replace('"118520"', LONG_ID);
    case 'huge':
      return plain.replace('"feeDetails":[', `"feeDetails":[${'{},'.repeat(500_000)}{}`);
    case 'json-in-json': {
      const push = JSON.parse(plain) as { data: unknown };
      return JSON.stringify({ ...push, data: JSON.stringify(push.data) });
    }
    default:
      return plain;
  }
}

const bookingFixtures: Partial<Record<BookingPushVariant, string>> = {
  settled: 'callback-settled',
  'nonsense-amount': 'callback-settled',
  'empty-strings': 'callback-placed',
  'unknown-code': 'callback-unknown-code',
};
