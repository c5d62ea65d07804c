import { createDecipheriv, createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Json, Running } from './running.js';

export const shop = {
  appId: 'wx5a3f1e0c9b7d2468',
  secret: 'sample-wechat-secret',
  token: 'sample-wechat-token',
  encodingAesKey: 'c2FtcGxlLXdlY2hhdC1hZXMta2V5LTAxMjM0NTY3ODk',
} as const;

/** A client written from the platform's document, sharing nothing with the simulator. */
export class WeChat {
  access = '';

  constructor(private readonly sim: Running) {}

  async stableToken(more: Json = {}): Promise<Json> {
    const body = { grant_type: 'client_credential', appid: shop.appId, secret: shop.secret, ...more };
    const json = await this.post('/cgi-bin/stable_token', body);
    if (typeof json['access_token'] === 'string') this.access = json['access_token'];
    return json;
  }

  /** A call of the shop's, such as `order/get`. */
  call(path: string, body: Json, access = this.access): Promise<Json> {
    return this.post(`/channels/ec/${path}?access_token=${access}`, body);
  }

  async code(path: string, body: Json, access = this.access): Promise<unknown> {
    return (await this.call(path, body, access))['errcode'];
  }

  private async post(path: string, body: Json): Promise<Json> {
    const headers = { 'content-type': 'application/json' };
    return (await this.sim.raw(`/wechat${path}`, JSON.stringify(body), headers)).json;
  }
}

const sha1 = (...parts: string[]): string => createHash('sha1').update(parts.sort().join('')).digest('hex');

export interface Heard {
  method: string;
  query: URLSearchParams;
  body: string;
}

export const signatureOf = ({ query }: Heard, ...more: string[]): string =>
  sha1(shop.token, query.get('timestamp') ?? '', query.get('nonce') ?? '', ...more);

/** The event of a sealed push, as text, and the AppID behind it; the block padding is 32. */
export function opened({ body }: Heard): { text: string; appId: string } {
  const { Encrypt: sealed } = JSON.parse(body) as { Encrypt: string };
  const key = Buffer.from(`${shop.encodingAesKey}=`, 'base64');
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const bytes = Buffer.concat([decipher.update(Buffer.from(sealed, 'base64')), decipher.final()]);
  const plain = bytes.subarray(16, bytes.length - (bytes.at(-1) ?? 0));
  const end = 4 + plain.readUInt32BE(0);
  return { text: plain.subarray(4, end).toString(), appId: plain.subarray(end).toString() };
}

/** Stands where the product's callback is. */
export class Ear {
  readonly heard: Heard[] = [];
  /** To pushes, one by one, before `success`; the address check gets its text back. */
  answers: string[] = [];
  readonly first: Promise<Heard>;
  private told: (heard: Heard) => void = () => undefined;
  private readonly server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { searchParams: query } = new URL(request.url ?? '', 'http://ear');
      const heard = { method: request.method ?? '', query, body: Buffer.concat(chunks).toString() };
      this.heard.push(heard);
      this.told(heard);
      response.end(heard.method === 'GET' ? query.get('echostr') : (this.answers.shift() ?? 'success'));
    });
  });

  constructor() {
    this.first = new Promise((resolve) => {
      this.told = resolve;
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}/callback`;
  }

  pushes(): Heard[] {
    return this.heard.filter(({ method }) => method === 'POST');
  }

  async close(): Promise<void> {
    await new Promise((resolve) => this.server.close(resolve));
  }
}
