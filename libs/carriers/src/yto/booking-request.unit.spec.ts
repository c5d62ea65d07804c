import { fromShanghai } from '@cartrail/kernel';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { BookingRequest } from '../booking.js';
import { toOrderParam } from './booking-request.js';

const request: BookingRequest = {
  reference: '01k4p0s8e7f6g5h4j3k2m1n0pq',
  carrier: 'YTO',
  sender: { name: '张三', phone: '13800000000', address: '浙江省杭州市余杭区某街道1号' },
  receiver: { name: '某仓', phone: '13900000000', address: '上海市浦东新区某路2号' },
  cargo: '服装',
  weightGrams: 1_500,
  slot: {
    from: fromShanghai('2025-01-03 09:00:00') ?? 0,
    to: fromShanghai('2025-01-03 12:00:00') ?? 0,
  },
  callbackUrl: 'https://callbacks.example/callbacks/yto/c-1',
};

const refused = (wrong: Partial<BookingRequest>): (() => unknown) => {
  return () => toOrderParam({ ...request, ...wrong }, { productCode: 'PK' });
};

describe('an order for YTO', () => {
  it('has every documented field, in Shanghai time and kilograms', () => {
    expect(toOrderParam({ ...request, remark: '轻放' }, { productCode: 'YZD' })).toEqual({
      logisticsNo: request.reference,
      senderName: '张三',
      senderProvinceName: '浙江省',
      senderCityName: '杭州市',
      senderCountyName: '余杭区',
      senderAddress: '某街道1号',
      senderMobile: '13800000000',
      recipientName: '某仓',
      recipientProvinceName: '上海市',
      recipientCityName: '上海市',
      recipientCountyName: '浦东新区',
      recipientAddress: '某路2号',
      recipientMobile: '13900000000',
      startTime: '2025-01-03 09:00:00',
      endTime: '2025-01-03 12:00:00',
      weight: 1.5,
      productCode: 'YZD',
      goods: [{ name: '服装' }],
      remark: '轻放',
    });
  });

  it('writes every weight to the gram', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000_000 }), (weightGrams) => {
        const { weight } = toOrderParam({ ...request, weightGrams }, { productCode: 'PK' });
        const [whole = '', fraction = ''] = JSON.stringify(weight).split('.');
        expect(Number(whole + fraction.padEnd(3, '0'))).toBe(weightGrams);
      }),
    );
  });

  it.each([
    ['another carrier', { carrier: 'STO' }],
    ['a reference that is too short for YTO', { reference: 'RB-123' }],
    ['an address without its city', { sender: { ...request.sender, address: '余杭区某街道1号' } }],
  ])('is not made with %s', (_what, wrong) => {
    expect(refused(wrong)).toThrow(expect.objectContaining({ kind: 'permanent' }));
  });

  it('keeps an address it cannot read out of its error', () => {
    const unreadable = { receiver: { ...request.receiver, address: '某街道1号' } };
    expect(refused(unreadable)).toThrow('address of the receiver');
    expect(refused(unreadable)).not.toThrow('某街道');
  });
});
