import { createHash } from 'node:crypto';
import { PHONE } from './returns.js';
import type { Answered, Got, Json, Running } from './running.js';

export const APP = {
  fromAppkey: 'sample-sto-app',
  fromCode: 'sample-sto-code',
  secretKey: 'sample-sto-secret',
};
export const CUSTOMER = { siteCode: '330100', customerName: '330100000001', sitePwd: 'sample-sto-password' };
export const ACK = '{"success":true,"errorCode":"","errorMsg":"","data":null}';

const receivers: Readonly<Record<string, string>> = {
  STO_TRACE_QUERY_COMMON: 'sto_trace_query',
  STO_TRACE_PLATFORM_SUBSCRIBE: 'sto_trace_platform',
  OMS_EXPRESS_ORDER_CREATE: 'sto_oms',
  EDI_MODIFY_ORDER_CANCEL: 'edi_modify_order',
};

/** A client written from STO's document, sharing nothing with the simulator. */
export class Sto {
  constructor(private readonly sim: Running) {}

  /** `more` goes into the form instead of what would be there. */
  call(api: string, request: Json | string, more: Json = {}, app = APP): Promise<Answered> {
    const content = typeof request === 'string' ? request : JSON.stringify(request);
    const to = receivers[api] ?? 'anybody';
    const form = new URLSearchParams({
      content,
      data_digest: createHash('md5')
        .update(content + app.secretKey)
        .digest('base64'),
      api_name: api,
      from_appkey: app.fromAppkey,
      from_code: app.fromCode,
      to_appkey: to,
      to_code: to,
      ...more,
    });
    return this.sim.raw('/sto/gateway/link.do', form.toString(), {
      'content-type': 'application/x-www-form-urlencoded;charset=utf-8',
    });
  }

  async query(number: string, order = 'asc'): Promise<Json[]> {
    const { json } = await this.call('STO_TRACE_QUERY_COMMON', { order, waybillNoList: [number] });
    return (json['data'] as Record<string, Json[]>)[number] ?? [];
  }

  subscribe(waybillNo: string): Promise<Answered> {
    return this.call('STO_TRACE_PLATFORM_SUBSCRIBE', { subscribeInfoList: [{ waybillNo }] });
  }
}

const contact = (name: string, mobile: string, levels: readonly string[]): Json => {
  const [province, city, area, address] = levels;
  return { name, mobile, province, city, area, address };
};

/** From the buyer in Shanghai to the warehouse in Hangzhou, at once. */
export const order = (orderNo: string, more: Json = {}): Json => ({
  orderNo,
  orderSource: 'SAMPLE',
  billType: '00',
  orderType: '02',
  sender: contact('王小红', PHONE, ['上海市', '上海市', '浦东新区', '人民路1号']),
  receiver: contact('退货组', '13900000001', ['浙江省', '杭州市', '西湖区', '物流园1号仓']),
  cargo: { battery: '10', goodsType: '小件', goodsName: '服装', weight: 1.5 },
  customer: CUSTOMER,
  ...more,
});

/** A push: a form, or the bare content. */
export const told = ({ body, headers }: Got): Json => {
  const isForm = String(headers['content-type']).includes('form');
  return JSON.parse(isForm ? (new URLSearchParams(body).get('content') ?? '') : body) as Json;
};
