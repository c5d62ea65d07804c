import { fromShanghai } from '@cartrail/kernel';
import { describe, expect, it } from '@jest/globals';
import type { BookingRequest } from '../booking.js';
import { settingsOf } from '../settings.js';
import { orderAccountOf, toOrderContent, type OrderAccount } from './booking-request.js';
import { manifest } from './manifest.js';
import type { OrderContent } from './wire.js';

const request: BookingRequest = {
  reference: '01k4p0s8e7f6g5h4j3k2m1n0pq',
  carrier: 'STO',
  sender: { name: '张三', phone: '13800000000', address: '浙江省杭州市余杭区某街道1号' },
  receiver: { name: '某仓', phone: '0579-80000000', address: '浙江省金华市义乌市某路2号' },
  cargo: '服装',
  weightGrams: 1_500,
  slot: {
    from: fromShanghai('2025-01-03 09:00:00') ?? 0,
    to: fromShanghai('2025-01-03 12:00:00') ?? 0,
  },
  callbackUrl: 'https://callbacks.example/callbacks/sto/c-1',
};

const settings = { fromAppkey: 'SAMPLEKEY', fromCode: 'SAMPLECODE', secretKey: 'sample-secret' };
const account = (more: object = {}): OrderAccount => {
  const opened = orderAccountOf(settingsOf(manifest, { ...settings, orderSource: 'SAMPLE', ...more }));
  if (!opened) throw new Error('no account');
  return opened;
};
const written = (content: OrderContent): unknown => JSON.parse(JSON.stringify(content));

describe('an order in the words of STO', () => {
  it('names every documented field, the slot in Shanghai time and the weight in kilograms', () => {
    const terms = { siteCode: '666666', customerName: '666666000001', sitePwd: 'abc123', payModel: '3' };
    expect(written(toOrderContent({ ...request, remark: '轻放' }, account(terms)))).toEqual({
      orderNo: request.reference,
      orderSource: 'SAMPLE',
      billType: '00',
      orderType: '02',
      sender: {
        name: '张三',
        mobile: '13800000000',
        province: '浙江省',
        city: '杭州市',
        area: '余杭区',
        address: '某街道1号',
      },
      receiver: {
        name: '某仓',
        tel: '0579-80000000',
        province: '浙江省',
        city: '金华市',
        area: '义乌市',
        address: '某路2号',
      },
      cargo: { battery: '10', goodsType: '小件', goodsName: '服装', weight: 1.5 },
      customer: { siteCode: '666666', customerName: '666666000001', sitePwd: 'abc123' },
      extendFieldMap: { fetch_begin_time: '2025-01-03 09:00:00', fetch_end_time: '2025-01-03 12:00:00' },
      payModel: '3',
      remark: '轻放',
    });
  });

  it('leaves out what the account does not have', () => {
    const content = toOrderContent(request, account());
    expect(written(content)).toMatchObject({ customer: {} });
    expect(written(content)).not.toHaveProperty('payModel');
    expect(orderAccountOf(settingsOf(manifest, settings))).toBe(undefined);
  });

  it('is not written for another carrier, or an address that is no whole one, which stays out of the error', () => {
    const receiver = { ...request.receiver, address: '某路2号' };
    expect(() => toOrderContent({ ...request, carrier: 'YTO' }, account())).toThrow('YTO');
    expect(() => toOrderContent({ ...request, receiver }, account())).toThrow('the receiver');
    expect(() => toOrderContent({ ...request, receiver }, account())).not.toThrow('某路');
  });
});
