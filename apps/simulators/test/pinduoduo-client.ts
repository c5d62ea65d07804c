import { createHash } from 'node:crypto';
import type { WebSocket } from 'ws';
import { stringify } from 'lossless-json';
import type { Answered, Json, Running } from './running.js';

export const SHOP = '90071992547409931';
const CLIENT = 'sample-pdd-client';
const SECRET = 'sample-pdd-secret';

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

export interface CallOptions {
  clientId?: string;
  secret?: string;
  timestamp?: number;
  token?: string;
  asJson?: boolean;
}

/** A client written from the platform's document, sharing nothing with the simulator. */
export async function pinduoduo(
  sim: Running,
  type: string,
  params: object,
  options: CallOptions = {},
): Promise<Answered> {
  const { secret = SECRET, timestamp = Math.floor(Date.now() / 1_000), token } = options;
  const common = { type, client_id: options.clientId ?? CLIENT, timestamp, data_type: 'JSON', version: 'V1' };
  const given = { ...common, ...params, ...(token === undefined ? {} : { access_token: token }) };
  const fields = Object.entries(given).map(([name, value]): [string, string] => [
    name,
    typeof value === 'object' ? String(stringify(value)) : String(value),
  ]);
  const glued = [...fields].sort(([a], [b]) => (a < b ? -1 : 1)).map((pair) => pair.join(''));
  const signed: [string, string][] = [
    ...fields,
    ['sign', md5(secret + glued.join('') + secret).toUpperCase()],
  ];
  return options.asJson === true
    ? sim.raw('/pinduoduo/api/router', JSON.stringify(Object.fromEntries(signed)), {
        'content-type': 'application/json',
      })
    : sim.raw('/pinduoduo/api/router', new URLSearchParams(signed).toString(), {
        'content-type': 'application/x-www-form-urlencoded',
      });
}

export const errorOf = ({ json }: Answered): unknown[] => {
  const error = json['error_response'] as Json | undefined;
  return [error?.['error_code'], error?.['sub_msg']];
};

export async function token(sim: Running): Promise<{ access: string; refresh: string }> {
  const { json } = await sim.call('POST', '/control/tokens/consent', { shopId: SHOP });
  const answer = await pinduoduo(sim, 'pdd.pop.auth.token.create', { code: json['code'] });
  const data = answer.json['pop_auth_token_create_response'] as Json;
  return { access: String(data['access_token']), refresh: String(data['refresh_token']) };
}

export function messageUrl(sim: Running, ms = Date.now(), secret = SECRET): string {
  const sign = Buffer.from(md5(`${CLIENT}${String(ms)}${secret}`)).toString('base64');
  return `${sim.url.replace('http', 'ws')}/pinduoduo/message/${CLIENT}/${String(ms)}/${sign}`;
}

/** The next message that is no heartbeat. */
export const nextMessage = (socket: WebSocket): Promise<string> =>
  new Promise((resolve) => {
    const hear = (data: unknown): void => {
      const text = (data as Buffer).toString();
      if (text.includes('HeartBeat')) return;
      socket.off('message', hear);
      resolve(text);
    };
    socket.on('message', hear);
  });

/** What the application answers: the numbers of the message, exactly. */
export function ackOf(message: string): string {
  const number = (name: string): string => new RegExp(`"${name}":(\\d+)`).exec(message)?.[1] ?? '';
  const type = /"type":"(\w+)"/.exec(message)?.[1] ?? '';
  return `{"commandType":"Ack","time":1,"id":${number('id')},"sendTime":${number('sendTime')},"type":"${type}","mallID":${number('mallID')}}`;
}
