import { describe, expect, it } from '@jest/globals';
import { readReasons } from '../../../domain/reason-table.js';
import { toPulledCase } from './case-mapping.js';
import type { WireCase, WireOrder } from './wire.js';

const shop = { tenantId: 'tenant01', shopId: 'shop', vendorShopId: 'wx1', platform: 'wechat' as const };
const reasons = readReasons('QUALITY_ISSUES:quality');

const wire: WireCase = {
  after_sale_order_id: '2000000000000000001',
  order_id: '3705115058471208928',
  status: 'MERCHANT_WAIT_RECEIPT',
  type: 'RETURN',
  reason: 'QUALITY_ISSUES',
  product_info: { sku_id: '501', count: 2 },
  refund_info: { amount: 11990 },
  return_info: { waybill_id: 'YT1', delivery_id: 'YTO', delivery_name: '圆通速递' },
  create_time: 1700000000,
  update_time: 1700000100,
};
const NOW = 1700000130_000;
const read = (more: WireCase = {}, order?: WireOrder, complaint?: string) =>
  toPulledCase(shop, { ...wire, ...more }, { askedAt: 7, now: NOW, reasons, order, complaint });

describe('a WeChat case in our words', () => {
  it('keeps ids, money in fen, time in UTC, the line and the buyer’s parcel', () => {
    expect(read()).toEqual({
      platformAfterSaleId: '2000000000000000001',
      platformOrderId: '3705115058471208928',
      unmapped: [],
      seen: {
        platform: 'wechat',
        shopId: 'shop',
        platformAfterSaleId: '2000000000000000001',
        platformOrderId: '3705115058471208928',
        kind: 'return_refund',
        status: 'return_shipped',
        refunding: false,
        platformState: { type: 'RETURN', status: 'MERCHANT_WAIT_RECEIPT' },
        reason: 'quality',
        platformReasonCode: 'QUALITY_ISSUES',
        refundAmountFen: 11990,
        refundPostFen: 0,
        appliedAt: 1700000000000,
        returnParcel: {
          number: 'YT1',
          carrier: 'YTO',
          platformCarrierCode: 'YTO',
          shippedAt: 1700000100000,
        },
        sourceUpdatedAt: 1700000100000,
        askedAt: 7,
        lines: [{ platformLineId: '3705115058471208928/501', quantity: 2 }],
      },
    });
  });

  it.each([
    ['MERCHANT_PROCESSING', 'requested', undefined],
    ['USER_WAIT_CONFIRM', 'requested', undefined],
    ['USER_WAIT_CONFIRM_UPDATE', 'requested', undefined],
    ['USER_WAIT_RETURN', 'awaiting_return', undefined],
    ['MERCHANT_WAIT_RECEIPT', 'return_shipped', undefined],
    ['PLATFORM_REFUNDING', 'return_shipped', undefined],
    ['MERCHANT_OVERDUE_REFUND', 'return_shipped', undefined],
    ['MERCHANT_REFUND_SUCCESS', 'refunded', 'refunded'],
    ['MERCHANT_RETURN_SUCCESS', 'refunded', 'refunded'],
    ['MERCHANT_REJECT_REFUND', 'rejected', undefined],
    ['MERCHANT_REJECT_RETURN', 'rejected', undefined],
    ['USER_CANCELD', 'closed', 'cancelled'],
    ['RETURN_CLOSED', 'closed', 'closed'],
    ['MERCHANT_FAIL', 'closed', 'closed'],
    ['PLATFORM_REFUND_FAIL', 'refund_failed', undefined],
    ['MERCHANT_REFUND_RETRY_FAIL', 'refund_failed', undefined],
  ])('reads %s of a return as %s', (status, expected, outcome) => {
    expect(read({ status }).seen).toMatchObject({ status: expected, ...(outcome && { outcome }) });
    expect(read({ status }).seen?.outcome).toBe(outcome);
  });

  it('has its money on the way only while the platform pays', () => {
    expect(read({ status: 'PLATFORM_REFUNDING' }).seen?.refunding).toBe(true);
    expect(read({ status: 'MERCHANT_OVERDUE_REFUND' }).seen?.refunding).toBe(false);
    expect(read({ status: 'MERCHANT_RETURN_SUCCESS' }).seen).toMatchObject({
      refunding: false,
      refundedFen: 11990,
    });
  });

  it('has its goods back once only the refund is left', () => {
    expect(read({ status: 'MERCHANT_OVERDUE_REFUND' }).goodsBack).toBe(true);
    expect(read()).not.toHaveProperty('goodsBack');
    const refundOnly = { status: 'PLATFORM_REFUNDING', type: 'REFUND' };
    expect(read(refundOnly)).not.toHaveProperty('goodsBack');
    expect(read(refundOnly).seen).toMatchObject({ status: 'requested', refunding: true });
  });

  it('of an exchange ends completed, and never refunded', () => {
    expect(read({ type: 'EXCHANGE', status: 'MERCHANT_RETURN_SUCCESS' }).seen).toMatchObject({
      kind: 'exchange',
      status: 'completed',
      outcome: 'completed',
    });
    expect(read({ type: 'EXCHANGE', status: 'PLATFORM_REFUNDING' }).seen?.status).toBeUndefined();
  });

  it('is in dispute while one goes on about it, unless it is decided already', () => {
    const at = (status: string, complaint: string) => read({ status }, undefined, complaint);
    expect(at('MERCHANT_REJECT_RETURN', '103').seen).toMatchObject({
      status: 'in_dispute',
      platformState: { status: 'MERCHANT_REJECT_RETURN', arbitration: '103' },
    });
    expect(at('MERCHANT_PROCESSING', '100').seen?.status).toBe('in_dispute');
    expect(at('MERCHANT_REJECT_RETURN', '116').seen?.status).toBe('rejected');
    expect(at('PLATFORM_REFUNDING', '103').seen).toMatchObject({ status: 'return_shipped', refunding: true });
    expect(at('PLATFORM_REFUND_FAIL', '114').seen?.status).toBe('refund_failed');
    expect(at('USER_CANCELD', '103').seen?.status).toBe('closed');
    expect(at('MERCHANT_PROCESSING', '999')).toMatchObject({
      seen: { status: 'requested' },
      unmapped: [{ what: 'arbitration', value: '999' }],
    });
  });

  it('has a deadline in whole minutes while something waits for the merchant', () => {
    const until = (deadline: number) => read({ deadline }).seen?.statusDeadline;
    expect(until(3_600)).toBe(1700003700_000);
    expect(until(3_610)).toBe(1700003700_000);
    expect(until(0)).toBeUndefined();
    expect(read().seen?.statusDeadline).toBeUndefined();
  });

  it('tells by the order whether a refund is for goods that had left', () => {
    const refund = { type: 'REFUND' };
    const sent = (at?: number): WireOrder => ({
      status: 30,
      order_detail: {
        delivery_info: {
          delivery_product_info: [{ waybill_id: 'A', delivery_time: at, product_infos: [{ sku_id: '501' }] }],
        },
      },
    });
    expect(read(refund, { status: 20 }).seen?.kind).toBe('refund_only_unshipped');
    expect(read(refund, { status: 30 }).seen?.kind).toBe('refund_only_shipped');
    expect(read(refund, sent(1699999999)).seen?.kind).toBe('refund_only_shipped');
    expect(read(refund, { ...sent(1699999999), status: 200 }).seen?.kind).toBe('refund_only_shipped');
    expect(read(refund, sent()).seen?.kind).toBe('refund_only_shipped');
    // They left after the buyer had asked.
    expect(read(refund, sent(1700000050)).seen?.kind).toBe('refund_only_unshipped');
  });

  it('counts what no table knows, and says nothing for it', () => {
    const status = 'USER_WAIT_HANDLE_MERCHANT_AFTER_SALE';
    expect(read({ status }).unmapped).toEqual([{ what: 'after-sale-status', value: status }]);
    expect(read({ status }).seen?.status).toBeUndefined();
    expect(read({ type: 'GIFT', status: 'MERCHANT_REFUND_SUCCESS' })).toMatchObject({
      seen: { kind: 'UNKNOWN' },
      unmapped: [
        { what: 'after-sale-status', value: 'MERCHANT_REFUND_SUCCESS' },
        { what: 'after-sale-type', value: 'GIFT' },
      ],
    });
    expect(read({ reason: 'OTHERS' })).toMatchObject({
      seen: { reason: 'UNKNOWN', platformReasonCode: 'OTHERS' },
      unmapped: [{ what: 'reason-code', value: 'OTHERS' }],
    });
    expect(read({ return_info: { waybill_id: 'X', delivery_id: 'PIGEON' } })).toMatchObject({
      seen: { returnParcel: { carrier: 'UNKNOWN', platformCarrierCode: 'PIGEON' } },
      unmapped: [{ what: 'carrier', value: 'PIGEON' }],
    });
    expect(
      read({ return_info: { waybill_id: 'X', delivery_name: '圆通快递' } }).seen?.returnParcel,
    ).toMatchObject({ carrier: 'YTO', platformCarrierCode: '圆通快递' });
    expect(read({ update_time: 0 })).not.toHaveProperty('seen');
    expect(read({ update_time: 0 }).unmapped).toContainEqual({
      what: 'after-sale',
      value: '2000000000000000001',
    });
  });
});
