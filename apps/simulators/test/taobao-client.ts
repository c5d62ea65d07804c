import { createHash, createHmac } from 'node:crypto';
import { WebSocket } from 'ws';
import type { Answered, Json, Running } from './running.js';

export const SHOP = '2200657715182';
export const APP = { appKey: '12345678', appSecret: 'sample-taobao-secret' };
const FORM = { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' };

export interface CallOptions {
  secret?: string;
  /** Instead of, or beside, what is sent always; `undefined` leaves it out. */
  fields?: Record<string, string | undefined>;
  way?: 'md5' | 'hmac' | 'hmac-sha256';
}

/** Wall time in China, written without any help. */
export const wall = (at: number): string =>
  new Date(at + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');

/** A client written from the platform's document, sharing nothing with the simulator. */
export async function top(
  sim: Running,
  session: string,
  method: string,
  params: Record<string, string> = {},
  { secret = APP.appSecret, fields = {}, way = 'md5' }: CallOptions = {},
): Promise<Answered> {
  const all: Record<string, string | undefined> = {
    method,
    app_key: APP.appKey,
    session,
    timestamp: wall(Date.now()),
    format: 'json',
    v: '2.0',
    sign_method: way,
    ...params,
    ...fields,
  };
  const given = Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== undefined);
  const text = given
    .map(([name, value]) => name + value)
    .sort()
    .join('');
  const sign =
    way === 'md5'
      ? createHash('md5').update(secret + text + secret)
      : createHmac(way === 'hmac' ? 'md5' : 'sha256', secret).update(text);
  const form = new URLSearchParams([...given, ['sign', sign.digest('hex').toUpperCase()]]);
  return sim.raw('/taobao/router/rest', form.toString(), FORM);
}

/** The code, or `undefined` of a success, and the sub code. */
export function errorOf({ json }: Answered): [unknown, unknown] {
  const error = json['error_response'] as Json | undefined;
  return [error?.['code'], error?.['sub_code']];
}

export function token(sim: Running, more: Record<string, string>): Promise<Answered> {
  const { appKey, appSecret } = APP;
  const form = new URLSearchParams({ client_id: appKey, client_secret: appSecret, ...more });
  return sim.raw('/taobao/token', form.toString(), FORM);
}

export async function granted(sim: Running, shopId = SHOP): Promise<Json> {
  const { json } = await sim.call('POST', '/control/tokens/consent', { shopId });
  const code = String(json['code']);
  const grant = { grant_type: 'authorization_code', code, redirect_uri: 'https://us.example/back' };
  return (await token(sim, grant)).json;
}

const int = (size: number, value: number): Buffer => {
  const bytes = Buffer.alloc(size);
  bytes.writeIntLE(value, 0, size);
  return bytes;
};
const text = (value: string): Buffer => Buffer.concat([int(4, Buffer.byteLength(value)), Buffer.from(value)]);
const custom = (name: string, format: number, value: Buffer): Buffer =>
  Buffer.concat([int(2, 1), text(name), int(1, format), value]);

export interface Heard {
  type: number;
  code?: number;
  token?: string;
  fields: Record<string, unknown>;
}

/** One end of the message channel, its frames put together by hand. */
export class Tmc {
  readonly heard: Heard[] = [];
  closed = false;
  private readonly socket: WebSocket;
  private wake: () => void = () => undefined;

  private constructor(sim: Running) {
    this.socket = new WebSocket(`${sim.url.replace('http', 'ws')}/taobao/`);
    this.socket.on('message', (data) => {
      this.heard.push(read(data as Buffer));
      this.wake();
    });
    this.socket.on('close', () => {
      this.closed = true;
      this.wake();
    });
  }

  static async open(sim: Running): Promise<Tmc> {
    const tmc = new Tmc(sim);
    await new Promise((resolve, reject) => tmc.socket.once('open', resolve).once('error', reject));
    return tmc;
  }

  connect(secret = APP.appSecret): void {
    const timestamp = String(Date.now());
    const signed = `app_key${APP.appKey}group_namedefaulttimestamp${timestamp}`;
    const sign = createHash('md5').update(`${secret}${signed}${secret}`).digest('hex').toUpperCase();
    const told = { app_key: APP.appKey, group_name: 'default', timestamp, sign };
    const headers = Object.entries(told).map(([name, value]) => custom(name, 1, text(value)));
    this.socket.send(Buffer.concat([int(1, 2), int(1, 0), ...headers, int(2, 0)]));
  }

  /** `kind` 1 pulls, 2 confirms, 20 says that it failed. */
  say(kind: number, line: string, id?: bigint): void {
    const eight = Buffer.alloc(8);
    eight.writeBigInt64LE(id ?? 0n);
    const about = id === undefined ? [] : [custom('id', 5, eight)];
    const kinds = custom('__kind', 2, int(1, kind));
    this.socket.send(
      Buffer.concat([int(1, 2), int(1, 2), int(2, 5), text(line), kinds, ...about, int(2, 0)]),
    );
  }

  raw(bytes: Buffer): void {
    this.socket.send(bytes);
  }

  /** The next frame, or nothing once the connection has ended. */
  async next(): Promise<Heard | undefined> {
    while (this.heard.length === 0 && !this.closed)
      await new Promise<void>((resolve) => (this.wake = resolve));
    return this.heard.shift();
  }

  close(): void {
    this.socket.terminate();
  }
}

function read(bytes: Buffer): Heard {
  let at = 2;
  const take = (size: number): Buffer => bytes.subarray(at, (at += size));
  const whole = (size: number): number => take(size).readIntLE(0, size);
  const words = (): string => take(whole(4)).toString('utf8');
  const values: Record<number, () => unknown> = {
    1: words,
    2: () => whole(1),
    4: () => whole(4),
    5: () => take(8).readBigInt64LE(),
    6: () => take(8).readBigInt64LE(),
  };
  const heard: Heard = { type: bytes.readInt8(1), fields: {} };
  for (let kind = whole(2); kind !== 0; kind = whole(2)) {
    if (kind === 1) heard.fields[words()] = values[whole(1)]?.();
    else if (kind === 2) heard.code = whole(4);
    else if (kind === 3) words();
    else if (kind === 5) heard.token = words();
  }
  return heard;
}
