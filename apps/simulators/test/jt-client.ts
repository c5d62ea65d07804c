import { createHash } from 'node:crypto';
import { PHONE } from './returns.js';
import type { Answered, Got, Json, Running } from './running.js';

export const ACCOUNT = '100000000000000001';
export const KEY = 'sample-jt-key';
export const CUSTOMER = 'J0000000001';
export const PASSWORD = 'sample-jt-password';
export const ACK = '{"code":"1","msg":"success","data":"SUCCESS"}';
const FORM = { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' };

const md5 = (text: string, encoding: 'base64' | 'hex'): string =>
  createHash('md5').update(text).digest(encoding);

interface Options {
  account?: string;
  key?: string;
  timestamp?: string;
  /** Sent instead of what was signed. */
  tampered?: string;
  without?: string;
}

/** A client written from J&T's document, sharing nothing with the simulator. */
export class Jt {
  constructor(private readonly sim: Running) {}

  call(path: string, request: Json | string, options: Options = {}): Promise<Answered> {
    const bizContent = typeof request === 'string' ? request : JSON.stringify(request);
    const headers: Record<string, string> = {
      ...FORM,
      apiAccount: options.account ?? ACCOUNT,
      digest: md5(bizContent + (options.key ?? KEY), 'base64'),
      timestamp: options.timestamp ?? String(Date.now()),
    };
    const sent = Object.fromEntries(Object.entries(headers).filter(([name]) => name !== options.without));
    const body = new URLSearchParams({ bizContent: options.tampered ?? bizContent });
    return this.sim.raw(`/jt/${path}`, body.toString(), sent);
  }

  trace(billCodes: unknown): Promise<Answered> {
    return this.call('logistics/trace', { billCodes });
  }

  subscribe(waybillCode: string, traceNode = '1&2&3&4&5&6&7&8&9&10&11&12&13&14'): Promise<Answered> {
    return this.call('logistics/trace/subscribe', { id: ACCOUNT, list: [{ waybillCode, traceNode }] });
  }

  cancel(txlogisticId: string, more: Json = {}): Promise<Answered> {
    const asked = { orderType: '2', txlogisticId, reason: '不想寄了', ...proof(), ...more };
    return this.call('order/cancelOrder', asked);
  }
}

export function proof(customerCode = CUSTOMER, password = PASSWORD): Json {
  const hidden = md5(`${password}jadada236t2`, 'hex').toUpperCase();
  return { customerCode, digest: md5(customerCode + hidden + KEY, 'base64') };
}

const contact = (
  name: string,
  mobile: string,
  prov: string,
  city: string,
  area: string,
  address: string,
): Json => ({
  ...{ name, mobile, countryCode: 'CHN', prov, city, area, address },
});

/** From the buyer in Shanghai to the warehouse in Hangzhou, at once. */
export const order = (txlogisticId: string, more: Json = {}): Json => ({
  ...proof(),
  txlogisticId,
  expressType: 'EZ',
  orderType: '2',
  serviceType: '01',
  deliveryType: '03',
  payType: 'PP_PM',
  sender: contact('王小红', PHONE, '上海市', '上海市', '浦东新区', '人民路1号'),
  receiver: contact('退货组', '13900000001', '浙江省', '杭州市', '西湖区', '物流园1号仓'),
  goodsType: 'bm000006',
  weight: '1.5',
  totalQuantity: 1,
  ...more,
});

export interface Told {
  proven: boolean;
  content: Json;
}

/** A push, with the proof that only the holder of the key can make. */
export function told({ body, headers }: Got): Told {
  const bizContent = new URLSearchParams(body).get('bizContent') ?? '';
  const proven = headers['digest'] === md5(bizContent + KEY, 'base64') && headers['apiaccount'] === ACCOUNT;
  return { proven, content: JSON.parse(bizContent) as Json };
}
