import { createHash } from 'node:crypto';
import { PHONE } from './returns.js';
import type { Answered, Got, Json, Running } from './running.js';

export const APP = 'sample-jdl-app';
export const SECRET = 'sample-jdl-secret';
export const TOKEN = 'sample-jdl-token';
export const CUSTOMER = '010K000000';
export const ACK = '{"code":"200","msg":""}';
export const account: Json = { appKey: APP, appSecret: SECRET, accessToken: TOKEN, customerCode: CUSTOMER };

interface Options {
  appKey?: string;
  secret?: string;
  token?: string;
  timestamp?: string;
  scheme?: string;
  /** Sent instead of what was signed. */
  tampered?: string;
}

/** A client written from JDL's document, sharing nothing with the simulator. */
export class Jdl {
  constructor(private readonly sim: Running) {}

  /** A text is sent as it is, an object in a list of one. */
  call(name: string, request: Json | string, options: Options = {}): Promise<Answered> {
    const body = typeof request === 'string' ? request : JSON.stringify([request]);
    const { appKey = APP, secret = SECRET, token = TOKEN, timestamp = '2025-01-02 03:04:05' } = options;
    const path = `/ecap/v1/orders/${name}`;
    const text =
      `${secret}access_token${token}app_key${appKey}method${path}` +
      `param_json${body}timestamp${timestamp}v2.0${secret}`;
    const query = new URLSearchParams({
      'LOP-DN': options.scheme ?? 'ECAP',
      app_key: appKey,
      access_token: token,
      timestamp,
      v: '2.0',
      sign: createHash('md5').update(text).digest('hex'),
      algorithm: 'md5-salt',
    });
    const headers = { 'content-type': 'application/json;charset=utf-8' };
    return this.sim.raw(`/jdl${path}?${query.toString()}`, options.tampered ?? body, headers);
  }

  trace(which: Json, origin = 2, customerCode = CUSTOMER): Promise<Answered> {
    return this.call('trace/query', { ...which, orderOrigin: origin, customerCode });
  }

  subscribe(waybillCode: string, mobile: string): Promise<Answered> {
    const owner = { orderOrigin: 1, customerCode: CUSTOMER };
    return this.call('trace/subscribe', { waybillCode, mobile, ...owner });
  }

  cancel(which: Json, orderOrigin = 2): Promise<Answered> {
    const why = { cancelReason: '不需要了', cancelReasonCode: '1', cancelType: 1 };
    return this.call('cancel', { ...which, ...why, orderOrigin, customerCode: CUSTOMER });
  }
}

/** A return, from the buyer in Shanghai to the warehouse in Hangzhou. */
export const order = (orderId: string, from: number, more: Json = {}): Json => ({
  orderId,
  senderContact: { name: '王小红', mobile: PHONE, fullAddress: '上海市浦东新区人民路1号' },
  receiverContact: { name: '退货组', mobile: '13900000001', fullAddress: '浙江省杭州市西湖区物流园1号仓' },
  orderOrigin: 2,
  customerCode: CUSTOMER,
  productsReq: { productCode: 'ed-m-0001' },
  settleType: 5,
  c2bAddedSettleTypeInfo: {
    basicFreigthSettleType: 3,
    packageServiceSettleType: 3,
    guaranteeMoneyServiceSettleType: 3,
  },
  cargoes: [{ name: '服装', quantity: 1, weight: 1.5, volume: 1_000 }],
  goods: [{ name: '服装', quantity: 1 }],
  pickupStartTime: from,
  pickupEndTime: from + 7_200_000,
  pickupType: 1,
  ...more,
});

export const told = ({ body }: Got): Json => JSON.parse(body) as Json;

/** `data` of a bare answer. */
export const data = ({ json }: Answered): Json => json['data'] as Json;
export const nodes = (answer: Answered): Json[] => data(answer)['traceDetails'] as Json[];
