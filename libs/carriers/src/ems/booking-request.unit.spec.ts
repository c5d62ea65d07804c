import { readFileSync } from 'node:fs';
import { fromShanghai } from '@cartrail/kernel';
import { describe, expect, it } from '@jest/globals';
import type { BookingRequest } from '../booking.js';
import { orderTermsOf, toOrder, type OrderTerms } from './booking-request.js';
import { EmsConfig } from './config.js';

const request = JSON.parse(
  readFileSync(new URL('./fixtures/booking.json', import.meta.url), 'utf8'),
) as BookingRequest;
const terms: OrderTerms = {
  senderNo: '1100000000000',
  ecommerceUserId: 'shop-1',
  paymentMode: '2',
  bizProductNo: '1',
};
const now = fromShanghai('2025-01-02 10:00:00') ?? 0;

const refused = (wrong: Partial<BookingRequest>) => () => toOrder({ ...request, ...wrong }, terms, now);

describe('an order for EMS', () => {
  it('has every documented field, weighs in grams, and tells the wished slot in its remarks', () => {
    expect(toOrder(request, terms, now)).toEqual({
      ecommerceUserId: 'shop-1',
      logisticsOrderNo: request.reference,
      createdTime: '2025-01-02 10:00:00',
      contentsAttribute: '3',
      bizProductNo: '1',
      paymentMode: '2',
      remarks: '期望上门取件时间：2025-01-03 09:00:00 至 2025-01-03 19:00:00',
      sender: {
        name: '张三',
        mobile: '13800000000',
        prov: '浙江省',
        city: '杭州市',
        county: '余杭区',
        address: '某街道1号',
      },
      receiver: {
        name: '某仓',
        mobile: '13900000000',
        prov: '广东省',
        city: '东莞市',
        county: undefined,
        address: '某镇某路2号',
      },
      cargos: [{ cargoName: '服装', cargoWeight: 1_500 }],
    });
  });

  it('has the remark behind the slot, where there is one', () => {
    expect(toOrder({ ...request, remark: '轻放' }, terms, now).remarks).toMatch(/19:00:00；轻放$/);
    expect(toOrder({ ...request, remark: ' ' }, terms, now).remarks).toMatch(/19:00:00$/);
  });

  it.each([
    ['another carrier', { carrier: 'YZPY' }],
    ['an address without its city', { sender: { ...request.sender, address: '余杭区某街道1号' } }],
    ['an address without its district', { sender: { ...request.sender, address: '浙江省杭州市某街道1号' } }],
  ])('is not made with %s', (_what, wrong) => {
    expect(refused(wrong)).toThrow(expect.objectContaining({ kind: 'permanent' }));
  });

  it('keeps an address it cannot read out of its error', () => {
    const unreadable = { receiver: { ...request.receiver, address: '某街道1号' } };
    expect(refused(unreadable)).toThrow('address of the receiver');
    expect(refused(unreadable)).not.toThrow('某街道');
  });

  it('is of the brand that couriers are sent for, unless the account says the other', () => {
    expect(new EmsConfig().bizProductNo).toBe('1');
    expect(toOrder(request, { ...terms, bizProductNo: '10' }, now).bizProductNo).toBe('10');
  });

  it.each(['ecommerceUserId', 'paymentMode'])('is made by no account that does not say %s', (name) => {
    const config = Object.assign(new EmsConfig(), terms);
    expect(orderTermsOf(config)).toEqual(terms);
    expect(orderTermsOf(Object.assign(config, { [name]: undefined }))).toBe(undefined);
  });
});
