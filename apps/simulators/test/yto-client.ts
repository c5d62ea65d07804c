import { createHash } from 'node:crypto';
import { PHONE } from './returns.js';
import type { Answered, Got, Json, Running } from './running.js';

export const KEYS = { openId: 'sampleYTO', customerCode: 'K00000001', secret: 'sample-yto-secret' };
export const ACK =
  '<Response><logisticProviderID>YTO</logisticProviderID><txLogisticID></txLogisticID><success>true</success></Response>';
const FORM = 'application/x-www-form-urlencoded;charset=utf-8';

const md5 = (text: string): string => createHash('md5').update(text).digest('base64');

interface Options {
  keys?: typeof KEYS;
  /** Sent instead of what was signed. */
  tampered?: string;
  envelope?: Json;
  asForm?: boolean;
}

/** A client written from YTO's document, sharing nothing with the simulator. */
export class Yto {
  constructor(private readonly sim: Running) {}

  call(method: string, request: Json | string, options: Options = {}): Promise<Answered> {
    const { openId, customerCode, secret } = options.keys ?? KEYS;
    const param = typeof request === 'string' ? request : JSON.stringify(request);
    const envelope = {
      timestamp: String(this.sim.world.clock.now()),
      param: options.tampered ?? param,
      sign: md5(`${param}${method}v1${secret}`),
      format: 'JSON',
      ...options.envelope,
    };
    const body = options.asForm ? new URLSearchParams(envelope).toString() : JSON.stringify(envelope);
    const type = options.asForm ? FORM : 'application/json';
    return this.sim.raw(`/yto/${method}/v1/${openId}/${customerCode}`, body, { 'content-type': type });
  }

  async query(number: string, field = 'NUMBER'): Promise<Json[]> {
    const { text } = await this.call('track_query_adapter', { [field]: number });
    return text.startsWith('[') ? (JSON.parse(text) as Json[]) : [];
  }

  subscribe(waybillNo: string, more: Json = {}, keys = KEYS): Promise<Answered> {
    const clientId = keys.customerCode;
    const logistics_interface = JSON.stringify({ clientId, waybillNo });
    const param = { client_id: clientId, logistics_interface, msg_type: 'online', ...more };
    return this.call('subscribe_adapter', param, { keys });
  }
}

const contact = (side: string, name: string, mobile: string, levels: readonly string[]): Json => ({
  [`${side}Name`]: name,
  [`${side}Mobile`]: mobile,
  [`${side}ProvinceName`]: levels[0],
  [`${side}CityName`]: levels[1],
  [`${side}CountyName`]: levels[2],
  [`${side}Address`]: levels[3],
});

/** From the buyer in Shanghai to the warehouse in Hangzhou, at once. */
export const order = (logisticsNo: string, more: Json = {}): Json => ({
  logisticsNo,
  ...contact('sender', '王小红', PHONE, ['上海市', '上海市', '浦东新区', '人民路1号']),
  ...contact('recipient', '退货组', '13900000001', ['浙江省', '杭州市', '西湖区', '物流园1号仓']),
  weight: 1.5,
  productCode: 'PK',
  goods: [{ name: '服装' }],
  ...more,
});

/** A push, with the proof that only the holder of the secret can make. */
export function told({ body }: Got): Json {
  const fields = Object.fromEntries(new URLSearchParams(body));
  const xml = fields['logistics_interface'] ?? '';
  const proven = fields['data_digest'] === md5(xml + KEYS.secret) && fields['clientId'] === KEYS.customerCode;
  const elements = [...xml.matchAll(/<(\w+)>([^<]*)<\/\1>/g)].map(([, name, text]) => [name, text]);
  return { proven, type: fields['type'], ...(Object.fromEntries(elements) as Json) };
}
