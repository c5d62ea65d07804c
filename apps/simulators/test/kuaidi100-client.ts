import { createHash } from 'node:crypto';
import { PHONE } from './returns.js';
import type { Answered, Got, Json, Running } from './running.js';

export const KEY = 'sample-kuaidi100-key';
export const SECRET = 'sample-kuaidi100-secret';
const CUSTOMER = 'SAMPLE-CUSTOMER';
export const SALT = 'salt-of-the-connection';
export const ACK = '{"result":true,"returnCode":"200","message":"成功"}';

const md5 = (text: string): string => createHash('md5').update(text).digest('hex').toUpperCase();
const FORM = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };

interface Options {
  key?: string;
  secret?: string;
  /** Sent instead of what was signed. */
  tampered?: string;
}

/** A client written from the aggregator's document, sharing nothing with the simulator. */
export class Kuaidi100 {
  constructor(private readonly sim: Running) {}

  order(method: string, request: Json | string, options: Options = {}): Promise<Answered> {
    return this.signed('/kuaidi100/order/borderapi.do', method, request, options);
  }

  reachable(request: Json): Promise<Answered> {
    return this.signed('/kuaidi100/reachable.do', 'reachable', request, {});
  }

  query(request: Json, customer = CUSTOMER): Promise<Answered> {
    const param = JSON.stringify(request);
    const form = new URLSearchParams({ customer, param, sign: md5(param + KEY + customer) });
    return this.sim.raw('/kuaidi100/poll/query.do', form.toString(), FORM);
  }

  recognise(num: string): Promise<Answered> {
    const form = new URLSearchParams({ num, key: KEY });
    return this.sim.raw('/kuaidi100/autonumber/auto', form.toString(), FORM);
  }

  subscribe(number: string, company: string, callbackurl: string, more: Json = {}): Promise<Answered> {
    const parameters = { callbackurl, salt: SALT, resultv2: '4', ...more };
    const param = JSON.stringify({ company, number, key: KEY, parameters });
    const form = new URLSearchParams({ schema: 'json', param });
    return this.sim.raw('/kuaidi100/poll', form.toString(), FORM);
  }

  private signed(path: string, method: string, request: Json | string, options: Options): Promise<Answered> {
    const param = typeof request === 'string' ? request : JSON.stringify(request);
    const [key, t] = [options.key ?? KEY, String(Date.now())];
    const sign = md5(param + t + key + (options.secret ?? SECRET));
    const form = new URLSearchParams({ method, key, t, sign, param: options.tampered ?? param });
    return this.sim.raw(path, form.toString(), FORM);
  }
}

/** A booking of tomorrow morning, from the buyer in Shanghai to the warehouse in Hangzhou. */
export const booking = (callBackUrl: string, more: Json = {}): Json => ({
  kuaidicom: 'zhongtong',
  sendManName: '王小红',
  sendManMobile: PHONE,
  sendManPrintAddr: '上海市浦东新区人民路1号',
  recManName: '退货组',
  recManMobile: '13900000001',
  recManPrintAddr: '浙江省杭州市西湖区物流园1号仓',
  callBackUrl,
  salt: SALT,
  cargo: '服装',
  payment: 'SHIPPER',
  weight: '1.5',
  dayType: '明天',
  pickupStartTime: '09:00',
  pickupEndTime: '11:00',
  thirdOrderId: '0123456789abcdefghjkmnpqrs',
  ...more,
});

export interface Told {
  taskId: string;
  proven: boolean;
  param: Json;
  data: Json;
}

/** A callback, with the proof that only the holder of the salt can make. */
export function told({ body }: Got): Told {
  const form = new URLSearchParams(body);
  const text = form.get('param') ?? '';
  const param = JSON.parse(text) as Json;
  const data = (param['data'] ?? {}) as Json;
  return { taskId: form.get('taskId') ?? '', proven: form.get('sign') === md5(text + SALT), param, data };
}
