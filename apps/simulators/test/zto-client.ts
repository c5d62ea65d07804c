import { createHash } from 'node:crypto';
import { PHONE } from './returns.js';
import type { Answered, Got, Json, Running } from './running.js';

export const APP = 'sample-zto-app';
export const SECRET = 'sample-zto-secret';
export const ACK = '{"message":"调用成功","status":true,"result":"成功","statusCode":"200"}';

const md5 = (text: string): string => createHash('md5').update(text).digest('base64');

interface Options {
  appKey?: string;
  secret?: string;
  /** Sent instead of what was signed. */
  tampered?: string;
  headers?: Record<string, string>;
}

/** A client written from ZTO's document, sharing nothing with the simulator. */
export class Zto {
  constructor(private readonly sim: Running) {}

  call(api: string, request: Json | string, options: Options = {}): Promise<Answered> {
    const body = typeof request === 'string' ? request : JSON.stringify(request);
    const signed = {
      'x-appKey': options.appKey ?? APP,
      'x-dataDigest': md5(body + (options.secret ?? SECRET)),
    };
    const headers = { 'content-type': 'application/json', ...(options.headers ?? signed) };
    return this.sim.raw(`/zto/${api}`, options.tampered ?? body, headers);
  }

  /** The way of before: a form, of which the bare text is signed. */
  asForm(api: string, request: Json): Promise<Answered> {
    const fields = { company_id: APP, data: JSON.stringify(request), msg_type: 'TRACES' };
    const bare = Object.entries(fields).map(([name, value]) => `${name}=${value}`);
    return this.sim.raw(`/zto/${api}`, new URLSearchParams(fields).toString(), {
      'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
      'x-companyid': APP,
      'x-datadigest': md5(bare.join('&') + SECRET),
    });
  }

  query(billCode: string, mobilePhone = '5678'): Promise<Answered> {
    return this.call('zto.merchant.waybill.track.query', { billCode, mobilePhone });
  }

  subscribe(billCode: string, mobilePhone = '5678'): Promise<Answered> {
    return this.call('zto.merchant.waybill.track.subsrcibe', { billCode, mobilePhone });
  }
}

const contact = (side: string, name: string, mobile: string, levels: readonly string[]): Json => ({
  [`${side}Name`]: name,
  [`${side}Mobile`]: mobile,
  [`${side}Province`]: levels[0],
  [`${side}City`]: levels[1],
  [`${side}District`]: levels[2],
  [`${side}Address`]: levels[3],
});

/** From the buyer in Shanghai to the warehouse in Hangzhou, at once. */
export const order = (partnerOrderCode: string, more: Json = {}): Json => ({
  partnerType: '2',
  orderType: '2',
  partnerOrderCode,
  accountInfo: { accountId: 'sample-zto-account', accountPassword: 'sample-zto-password' },
  senderInfo: contact('sender', '王小红', PHONE, ['上海市', '上海市', '浦东新区', '人民路1号']),
  receiveInfo: contact('receiver', '退货组', '13900000001', ['浙江省', '杭州市', '西湖区', '物流园1号仓']),
  orderItems: [{ name: '服装', weight: 1_500 }],
  ...more,
});

export interface Told {
  type: string;
  proven: boolean;
  data: Json;
}

/** A push, with the proof that only the holder of the secret can make. */
export function told({ body, headers }: Got): Told {
  const isForm = String(headers['content-type']).includes('form');
  const fields = isForm ? Object.fromEntries(new URLSearchParams(body)) : (JSON.parse(body) as Json);
  const data = String(fields['data']);
  const proven = fields['data_digest'] === md5(data + SECRET) && fields['company_id'] === APP;
  return { type: String(fields['msg_type']), proven, data: JSON.parse(data) as Json };
}
