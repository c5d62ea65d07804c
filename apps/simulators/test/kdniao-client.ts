import { createHash } from 'node:crypto';
import { PHONE } from './returns.js';
import type { Answered, Got, Json, Running } from './running.js';

export const KEY = 'sample-kdniao-key';
export const ID = '1000001';
export const ACK = '{"EBusinessID":"1000001","UpdateTime":"2026-01-01 00:00:00","Success":true,"Reason":""}';

export const signOf = (data: string, key = KEY): string =>
  Buffer.from(
    createHash('md5')
      .update(data + key)
      .digest('hex'),
  ).toString('base64');

interface Options {
  key?: string;
  encode?: (text: string) => string;
}

const paths: readonly (readonly [RegExp, string])[] = [
  [/^(1002|8001|2002)$/, '/Ebusiness/EbusinessOrderHandle.aspx'],
  [/^18/, '/api/OOrderService'],
  [/./, '/api/dist'],
];

/** A client written from the aggregator's document, sharing nothing with the simulator. */
export class Kdniao {
  constructor(private readonly sim: Running) {}

  call(
    type: string,
    request: Json | string,
    { key, encode = (text) => text }: Options = {},
  ): Promise<Answered> {
    const data = typeof request === 'string' ? request : JSON.stringify(request);
    const form = new URLSearchParams({
      RequestData: encode(data),
      EBusinessID: ID,
      RequestType: type,
      DataSign: encode(signOf(data, key)),
      DataType: '2',
    });
    const path = paths.find(([types]) => types.test(type))?.[1] ?? '';
    return this.sim.raw(`/kdniao${path}`, form.toString(), {
      'content-type': 'application/x-www-form-urlencoded;charset=utf-8',
    });
  }

  async code(type: string, request: Json | string, options?: Options): Promise<unknown> {
    return (await this.call(type, request, options)).json['ResultCode'];
  }
}

/** A courier for 1.5 kg, from the buyer in Shanghai to the warehouse in Hangzhou. */
export const order = (more: Json = {}): Json => ({
  OrderCode: 'RB-1',
  TransportType: 1,
  ShipperType: 5,
  ShipperCode: 'YTO',
  PayType: 3,
  ExpType: 1,
  Sender: {
    Name: '王小红',
    Mobile: PHONE,
    ProvinceName: '上海',
    CityName: '上海市',
    ExpAreaName: '浦东新区',
    Address: '人民路1号',
  },
  Receiver: {
    Name: '退货组',
    Mobile: '13900000001',
    ProvinceName: '浙江省',
    CityName: '杭州市',
    ExpAreaName: '西湖区',
    Address: '物流园1号仓',
  },
  Weight: 1.5,
  Quantity: 1,
  Commodity: [{ GoodsName: '服装', GoodsQuantity: 1 }],
  ...more,
});

export interface Told {
  type: string;
  proven: boolean;
  item: Json;
}

/** A push, with the proof that only the holder of the key can make; `decode` undoes what its sender did to it. */
export function told({ body }: Got, decode = (text: string): string => text): Told {
  const form = new URLSearchParams(body);
  const data = decode(form.get('RequestData') ?? '');
  const items = (JSON.parse(data) as { Data: Json[] }).Data;
  return {
    type: form.get('RequestType') ?? '',
    proven: decode(form.get('DataSign') ?? '') === signOf(data),
    item: items[0] ?? {},
  };
}
