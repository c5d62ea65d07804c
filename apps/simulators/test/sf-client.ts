import { createHash, randomUUID } from 'node:crypto';
import { PHONE } from './returns.js';
import type { Answered, Json, Running } from './running.js';

const PARTNER = 'SAMPLESF';
const CHECK_WORD = 'sample-sf-check-word';
export const CARD = '7551234567';

interface Options {
  partner?: string;
  checkWord?: string;
  timestamp?: string;
  requestId?: string;
  /** Fields that are not sent. */
  without?: string;
  /** Sent instead of what was signed. */
  tampered?: string;
}

export interface Said {
  /** The gateway's code, then the service's. */
  codes: unknown[];
  data: Json;
  list: Json[];
}

const encoded = (text: string): string => {
  const form = new URLSearchParams();
  form.set('k', text);
  return form.toString().slice(2);
};

/** A client written from SF's document, sharing nothing with the simulator. */
export class Sf {
  constructor(private readonly sim: Running) {}

  async call(serviceCode: string, request: unknown, options: Options = {}): Promise<Said> {
    const answer = await this.post(serviceCode, JSON.stringify(request), options);
    const outer = answer.json['apiResultCode'];
    const inner = answer.json['apiResultData'];
    if (typeof inner !== 'string' || inner === '') return { codes: [outer], data: {}, list: [] };
    const result = JSON.parse(inner) as Json;
    const data = result['msgData'];
    return {
      codes: [outer, result['errorCode']],
      data: (data ?? {}) as Json,
      list: Array.isArray(data) ? (data as Json[]) : [],
    };
  }

  async routes(number: string, tail = ''): Promise<Json[]> {
    const { data } = await this.call('EXP_RECE_SEARCH_ROUTES', routesOf([number], tail));
    return (data['routeResps'] as { routes: Json[] }[])[0]?.routes ?? [];
  }

  private post(serviceCode: string, msgData: string, options: Options): Promise<Answered> {
    const timestamp = options.timestamp ?? String(Date.now());
    const form = new URLSearchParams({
      partnerID: options.partner ?? PARTNER,
      requestID: options.requestId ?? randomUUID(),
      serviceCode,
      timestamp,
      msgDigest: createHash('md5')
        .update(encoded(msgData + timestamp + (options.checkWord ?? CHECK_WORD)))
        .digest('base64'),
      msgData: options.tampered ?? msgData,
    });
    if (options.without !== undefined) form.delete(options.without);
    const type = 'application/x-www-form-urlencoded;charset=utf-8';
    return this.sim.raw('/sf/std/service', form.toString(), { 'content-type': type });
  }
}

export const routesOf = (trackingNumber: unknown, checkPhoneNo = '', trackingType = '1'): Json => ({
  language: '0',
  trackingType,
  trackingNumber,
  methodType: '1',
  checkPhoneNo,
});

const contact = (contactType: number, name: string, mobile: string, address: string): Json => ({
  contactType,
  contact: name,
  mobile,
  country: 'CN',
  address,
});

/** From the buyer in Shanghai to the warehouse in Hangzhou, at once. */
export const order = (orderId: string, more: Json = {}): Json => ({
  language: 'zh-CN',
  orderId,
  cargoDetails: [{ name: '服装' }],
  contactInfoList: [
    contact(1, '王小红', PHONE, '上海市浦东新区人民路1号'),
    contact(2, '退货组', '13900000001', '浙江省杭州市西湖区物流园1号仓'),
  ],
  monthlyCard: CARD,
  payMethod: 1,
  expressTypeId: 1,
  parcelQty: 1,
  totalWeight: 1.5,
  isDocall: 1,
  isGenWaybillNo: 1,
  ...more,
});
