import { createCipheriv, createDecipheriv } from 'node:crypto';
import { PHONE } from './returns.js';
import type { Answered, Got, Json, Running } from './running.js';

export const CUSTOMER = '1100000000000';
export const AUTHORIZATION = 'sample-ems-authorization';
export const KEY = 'c2FtcGxlLWVtcy1rZXktMQ==';
export const OTHER_KEY = 'b3RoZXItZW1zLWtleS0tMQ==';
export const ACK = `{"serialNo":"1","code":"00000","codeMessage":"成功","senderNo":"${CUSTOMER}"}`;
export const account: Json = { senderNo: CUSTOMER, authorization: AUTHORIZATION, signKey: KEY };

interface Options {
  senderNo?: string;
  authorization?: string;
  key?: string;
  /** What stands behind the JSON instead of the key. */
  tail?: string;
  /** Fields of the form to be other than they should. */
  form?: Record<string, string>;
  door?: string;
}

function sealed(text: string, key: string): string {
  const cipher = createCipheriv('sm4-ecb', Buffer.from(key, 'base64'), null);
  return `|$4|${cipher.update(text, 'utf8', 'base64')}${cipher.final('base64')}`;
}

function unsealed(text: string): string {
  const decipher = createDecipheriv('sm4-ecb', Buffer.from(KEY, 'base64'), null);
  return decipher.update(text.slice('|$4|'.length), 'base64', 'utf8') + decipher.final('utf8');
}

/** A client written from EMS's document, sharing nothing with the simulator. */
export class Ems {
  constructor(private readonly sim: Running) {}

  call(apiCode: string, request: unknown, options: Options = {}): Promise<Answered> {
    const { senderNo = CUSTOMER, authorization = AUTHORIZATION, key = KEY, tail = key } = options;
    const json = typeof request === 'string' ? request : JSON.stringify(request);
    const form = new URLSearchParams({
      apiCode,
      senderNo,
      authorization,
      timeStamp: '2025-01-02 03:04:05',
      logitcsInterface: sealed(json + tail, key),
      msgType: '0',
      version: 'V1.0.0',
      ...options.form,
    });
    const headers = { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' };
    return this.sim.raw(`/ems/amp-prod-api/f/amp/api/${options.door ?? 'open'}`, form.toString(), headers);
  }

  trace(waybillNo: string, options: Options = {}): Promise<Answered> {
    return this.call('040001', { waybillNo }, options);
  }
}

const contact = (name: string, mobile: string, levels: readonly string[]): Json => ({
  name,
  mobile,
  prov: levels[0],
  city: levels[1],
  county: levels[2],
  address: levels[3],
});

/** From the buyer in Shanghai to the warehouse in Hangzhou. */
export const order = (logisticsOrderNo: string, more: Json = {}): Json => ({
  ecommerceUserId: 'shop-1',
  logisticsOrderNo,
  createdTime: '2025-01-02 03:04:05',
  contentsAttribute: '3',
  bizProductNo: '1',
  paymentMode: '1',
  remarks: '',
  sender: contact('王小红', PHONE, ['上海市', '上海市', '浦东新区', '人民路1号']),
  receiver: contact('退货组', '13900000001', ['浙江省', '杭州市', '西湖区', '物流园1号仓']),
  cargos: [{ cargoName: '服装', cargoWeight: 1_500 }],
  ...more,
});

/** What an answer holds, which is JSON in a text. */
export const bodyOf = ({ json }: Answered): Json => JSON.parse(String(json['retBody'])) as Json;
export const items = (answer: Answered): Json[] => bodyOf(answer)['responseItems'] as Json[];

export interface Told {
  item: Json;
  /** Whether the key's text stood behind it. */
  keyed: boolean;
}

/** A push, opened with the key. */
export function told({ body }: Got): Told {
  const text = unsealed(new URLSearchParams(body).get('logitcsInterface') ?? '');
  const keyed = text.endsWith(KEY);
  return { item: JSON.parse(keyed ? text.slice(0, -KEY.length) : text) as Json, keyed };
}
