import { fromShanghai } from '@cartrail/kernel';
import { describe, expect, it } from '@jest/globals';
import type { BookingRequest } from '../booking.js';
import { settingsOf } from '../settings.js';
import { orderAccountOf, toOrderParams } from './booking-request.js';
import { manifest } from './manifest.js';
import type { OrderParams } from './wire.js';

const request: BookingRequest = {
  reference: '01k4p0s8e7f6g5h4j3k2m1n0pq',
  carrier: 'DBL',
  sender: { name: '张三', phone: '13800000000', address: '浙江省杭州市余杭区某街道1号' },
  receiver: { name: '某仓', phone: '0579-80000000', address: '浙江省金华市义乌市某路2号' },
  cargo: '服装',
  weightGrams: 1_500,
  slot: {
    from: fromShanghai('2025-01-03 09:00:00') ?? 0,
    to: fromShanghai('2025-01-03 12:00:00') ?? 0,
  },
  callbackUrl: 'https://callbacks.example/callbacks/deppon/c-1',
};
const account = { companyCode: 'EWBSAMPLE', appkey: 'sample-key', customerCode: '400000', sign: 'SAMP' };

function order(changes: Partial<BookingRequest> = {}, settings: object = {}): OrderParams {
  const opened = orderAccountOf(settingsOf(manifest, { ...account, ...settings }));
  if (!opened) throw new Error('no account');
  return toOrderParams({ ...request, ...changes }, opened, fromShanghai('2025-01-02 10:00:00') ?? 0);
}

describe('an order in the words of Deppon', () => {
  it('names every documented field, times in Shanghai and the weight in kilograms', () => {
    const written: unknown = JSON.parse(JSON.stringify(order({ remark: '轻放' })));
    expect(written).toEqual({
      companyCode: 'EWBSAMPLE',
      logisticID: `SAMP${request.reference}`,
      custOrderNo: request.reference,
      customerCode: '400000',
      orderType: '1',
      transportType: 'PACKAGE',
      sender: {
        name: '张三',
        mobile: '13800000000',
        province: '浙江省',
        city: '杭州市',
        county: '余杭区',
        address: '某街道1号',
      },
      receiver: {
        name: '某仓',
        mobile: '0579-80000000',
        province: '浙江省',
        city: '金华市',
        county: '义乌市',
        address: '某路2号',
      },
      packageInfo: { cargoName: '服装', totalNumber: 1, totalWeight: 1.5, deliveryType: '3' },
      gmtCommit: '2025-01-02 10:00:00',
      payType: '2',
      needTraceInfo: 1,
      sendStartTime: '2025-01-03 09:00:00',
      sendEndTime: '2025-01-03 12:00:00',
      remark: '轻放',
    });
  });

  it('is ordered on the terms of the account', () => {
    expect(order({}, { transportType: 'RCP', deliveryType: '4', payType: '1' })).toMatchObject({
      transportType: 'RCP',
      packageInfo: { deliveryType: '4' },
      payType: '1',
    });
  });

  it.each([
    [1_234, 1.24],
    [1_240, 1.24],
    [3, 0.01],
    [20_000, 20],
  ])('tells %d g as %d kg: two decimals, never less', (weightGrams, kilograms) => {
    expect(order({ weightGrams }).packageInfo.totalWeight).toBe(kilograms);
  });

  it('names no county in a city that has none', () => {
    const sender = { ...request.sender, address: '广东省东莞市虎门镇某路3号' };
    expect(order({ sender }).sender).toEqual({
      name: '张三',
      mobile: '13800000000',
      province: '广东省',
      city: '东莞市',
      county: undefined,
      address: '虎门镇某路3号',
    });
  });

  it.each(['余杭区某街道1号', '浙江省杭州市某街道1号', '海南省陵水黎族自治县某路4号'])(
    'guesses no level of an address, and does not repeat it: %s',
    (address) => {
      const sender = { ...request.sender, address };
      expect(() => order({ sender })).toThrow(
        /^the address of the sender (does not begin|names no district)/,
      );
    },
  );

  it.each(['DBLKY', 'SF'])('is for no parcels of %s', (carrier) => {
    expect(() => order({ carrier })).toThrow(carrier);
  });
});
