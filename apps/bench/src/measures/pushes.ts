import { createHash } from 'node:crypto';
import { topics } from '@cartrail/contracts';
import { waitUntil } from '@cartrail/testing';
import { type Dispatcher, Pool } from 'undici';
import { type Bench, type BenchTenant } from '../bench.js';
import { type ServiceName } from '../stack/own-stack.js';
import { newNumbers, shipments } from './events.js';

export const NODES = 8;
const CODES = ['1', '2', '204', '2', '204', '2', '204', '2'];
const MINUTE = 60_000;
const SHANGHAI_MS = 8 * 60 * MINUTE;
const CONNECTIONS = 48;

/** Numbers the product follows by now: their orders came in, and the carrier was asked for pushes. */
export async function followed(bench: Bench, count: number): Promise<string[]> {
  const numbers = newNumbers(count);
  await bench.topics.send(topics.orderEvents.name, shipments(bench.tenant.tenantId, numbers));
  await waitUntil(async () => {
    if (!(await bench.hasRead('tracking', 'tracking.orders', topics.orderEvents.name)))
      return 'tracking to read orders';
    return (await isIdle(bench, 'tracking')) ? undefined : 'tracking to come to rest';
  }, 120_000);
  await effectsDone(bench);
  return numbers;
}

/** Subscriptions are asked for beside the way that is measured; they shall not overlap with it. */
export async function effectsDone(bench: Bench): Promise<void> {
  const soon = `SELECT count(*)::int AS due FROM effect WHERE state = 'waiting' AND next_at < now() + interval '1 second'`;
  await waitUntil(async () => {
    const [row] = await bench.query<{ due: number }>('tracking', soon);
    return row?.due === 0 ? undefined : `${String(row?.due)} subscriptions`;
  }, 180_000);
}

/** Nothing stored waits to be read, and nothing written waits to be sent: one look at both. */
export async function isIdle(bench: Bench, service: ServiceName): Promise<boolean> {
  const [row] = await bench.query<{ busy: boolean }>(
    service,
    `SELECT EXISTS (SELECT 1 FROM ingress WHERE state = 'new') OR EXISTS (SELECT 1 FROM outbox) AS busy`,
  );
  return row?.busy === false;
}

export type CarrierAccount = Pick<BenchTenant, 'eBusinessId' | 'apiKey'>;

export interface Push {
  readonly number: string;
  /** The newest node's text, unlike any other. */
  readonly news: string;
  readonly body: string;
}

/** The push that has a parcel's first `count` nodes, an hour apart from `firstAt` on, signed as KDNiao signs it. */
export function aPush(account: CarrierAccount, number: string, count: number, firstAt: number): Push {
  const traces = CODES.slice(0, count).map((code, place) => ({
    AcceptTime: shanghai(firstAt + place * 60 * MINUTE),
    AcceptStation: `【金华市】快件已从金华转运中心发出，下一站 杭州转运中心 (${number}/${place})`,
    Location: '金华市',
    Action: code,
    Remark: '',
  }));
  const { eBusinessId, apiKey } = account;
  const parcel = { EBusinessID: eBusinessId, OrderCode: '', ShipperCode: 'YTO', LogisticCode: number };
  const state = { Success: true, Reason: '', State: '2', StateEx: '2', Location: '金华市', Traces: traces };
  const whole = {
    EBusinessID: eBusinessId,
    PushTime: shanghai(Date.now()),
    Count: '1',
    Data: [{ ...parcel, ...state }],
  };
  const data = JSON.stringify(whole);
  const hex = createHash('md5')
    .update(data + apiKey)
    .digest('hex');
  const sign = Buffer.from(hex).toString('base64');
  const form = { RequestData: data, DataSign: sign, RequestType: '102' };
  return { number, news: traces.at(-1)?.AcceptStation ?? '', body: new URLSearchParams(form).toString() };
}

/**
 * Every parcel's first node, then every parcel's first two, and so on: on average 4.5, and 1 is new. All nodes are
 * dated from one instant: a node whose second differs from push to push would be another node.
 */
export function histories(account: CarrierAccount, numbers: readonly string[]): Push[] {
  const firstAt = Date.now() - 10 * 60 * MINUTE;
  return CODES.flatMap((_, place) => numbers.map((number) => aPush(account, number, place + 1, firstAt)));
}

const shanghai = (at: number): string =>
  new Date(at + SHANGHAI_MS).toISOString().slice(0, 19).replace('T', ' ');

/** The vendor's side of the callback. */
export class Pusher {
  private readonly pool: Pool;
  private readonly path: string;
  repeated = 0;

  constructor(callbackUrl: string) {
    const { origin, pathname } = new URL(callbackUrl);
    this.pool = new Pool(origin, { connections: CONNECTIONS });
    this.path = pathname;
  }

  async all(pushes: readonly Push[]): Promise<void> {
    let next = 0;
    const lane = async (): Promise<void> => {
      for (let push = pushes[next++]; push; push = pushes[next++]) await this.send(push);
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, lane));
  }

  /** Until it is acknowledged; a busy service may ask for patience. */
  async send({ body }: Push): Promise<void> {
    const headers = { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' };
    const request: Dispatcher.RequestOptions = { method: 'POST', path: this.path, headers, body };
    for (;;) {
      const answer = await this.pool.request(request);
      const text = await answer.body.text();
      if (answer.statusCode === 200 && text.includes('"Success":true')) return;
      if (answer.statusCode !== 503)
        throw new Error(`a push was answered ${answer.statusCode}: ${text.slice(0, 200)}`);
      this.repeated += 1;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  close(): Promise<void> {
    return this.pool.close();
  }
}
