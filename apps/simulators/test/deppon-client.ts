import { createHash } from 'node:crypto';
import { PHONE } from './returns.js';
import type { Answered, Got, Json, Running } from './running.js';

export const COMPANY = 'SAMPLEDEPPON';
export const KEY = 'sample-deppon-key';
export const CUSTOMER = '400000';
export const SIGN = 'SMPL';
export const ACK = '{"success":true,"error_code":"1000","error_msg":"成功","result":true}';
export const account: Json = { companyCode: COMPANY, appkey: KEY, customerCode: CUSTOMER, sign: SIGN };

const folders = {
  createOrderNotify: 'dop-interface-async/standard-order',
  cancelOrder: 'dop-interface-async/standard-order',
  newTraceQuery: 'dop-interface-sync/standard-query',
  queryOrder: 'dop-interface-sync/standard-query',
  standTraceSubscribe: 'dop-interface-sync/dop-nonstandard-extension',
  queryBillPrint: 'dop-interface-sync/standard-query',
} as const;

interface Options {
  companyCode?: string;
  key?: string;
  timestamp?: string;
  /** Sent instead of what was signed. */
  tampered?: string;
  /** base64 of the md5's bytes, as other carriers have it. */
  raw?: boolean;
}

/** A client written from Deppon's document, sharing nothing with the simulator. */
export class Deppon {
  constructor(private readonly sim: Running) {}

  call(name: keyof typeof folders, request: Json | string, options: Options = {}): Promise<Answered> {
    const params = typeof request === 'string' ? request : JSON.stringify(request);
    const { companyCode = COMPANY, key = KEY, timestamp = '1700000000000' } = options;
    const md5 = createHash('md5').update(params + key + timestamp);
    const digest = options.raw === true ? md5.digest('base64') : btoa(md5.digest('hex'));
    const form = { companyCode, params: options.tampered ?? params, digest, timestamp };
    return this.sim.raw(`/deppon/${folders[name]}/${name}.action`, new URLSearchParams(form).toString(), {
      'content-type': 'application/x-www-form-urlencoded;charset=utf-8',
    });
  }

  trace(mailNo: unknown, customerCode = CUSTOMER): Promise<Answered> {
    return this.call('newTraceQuery', { mailNo, customerCode });
  }

  subscribe(tracking_number: string): Promise<Answered> {
    return this.call('standTraceSubscribe', { tracking_number, order_number: '' });
  }

  cancel(logisticID: string, more: Json = {}): Promise<Answered> {
    return this.call('cancelOrder', { logisticCompanyID: 'DEPPON', logisticID, remark: '不需要了', ...more });
  }
}

const contact = (name: string, mobile: string, levels: readonly string[]): Json => ({
  name,
  mobile,
  province: levels[0],
  city: levels[1],
  county: levels[2],
  address: levels[3],
});

/** From the buyer in Shanghai to the warehouse in Hangzhou. */
export const order = (digits: string, more: Json = {}): Json => ({
  companyCode: COMPANY,
  logisticID: `${SIGN}${digits}`,
  custOrderNo: `R-${digits}`,
  customerCode: CUSTOMER,
  orderType: '1',
  transportType: 'PACKAGE',
  sender: contact('王小红', PHONE, ['上海市', '上海市', '浦东新区', '人民路1号']),
  receiver: contact('退货组', '13900000001', ['浙江省', '杭州市', '西湖区', '物流园1号仓']),
  packageInfo: { cargoName: '服装', totalNumber: 1, totalWeight: 1.5, deliveryType: '3' },
  gmtCommit: '2025-01-02 03:04:05',
  payType: '2',
  needTraceInfo: 1,
  ...more,
});

export const traces = ({ json }: Answered): Json[] =>
  (json['responseParam'] as { trace_list: Json[] }).trace_list;

/** A list in the order of time; Deppon's has none. */
export const inOrder = (list: readonly Json[]): unknown[] =>
  [...list].sort((a, b) => (String(a['time']) < String(b['time']) ? -1 : 1)).map((one) => one['status']);

export const told = ({ body }: Got): Json =>
  JSON.parse(new URLSearchParams(body).get('params') ?? '') as Json;

/** The traces of a push about one parcel. */
export const tracesIn = (push: Json): Json[] =>
  (push['track_list'] as { trace_list: Json[] }[] | undefined)?.[0]?.trace_list ?? [];
