import { describe, expect, it } from '@jest/globals';
import { readReasons } from '../../../domain/reason-table.js';
import { toPulledCase, toSigns } from './case-mapping.js';
import { readCompanies } from './companies.js';
import type { CaseData } from './wire.js';

const shop = { tenantId: 'tenant01', shopId: 'shop', vendorShopId: 's-1', platform: 'xiaohongshu' } as const;
const tables = { companies: readCompanies('yuantong:YTO'), reasons: readReasons('12:quality') };

const data = (more: object = {}, sent: object = {}): CaseData => ({
  afterSaleInfo: {
    returnsId: 'R1',
    orderId: 'P1',
    returnType: 1,
    status: 3,
    refundStatus: 201,
    reasonId: 12,
    applyTime: 1700000000000,
    updatedAt: 1700000100123,
    expireTime: 1700600000000,
    expectedRefundAmountYuan: 19.990000000000002,
    refundAmountYuan: 0,
    appliedShipFeeAmountYuan: 6,
    skus: [
      { skuId: 'k1', appliedCount: 2 },
      { skuId: 'k2', appliedCount: 0 },
    ],
    ...more,
  },
  logisticsInfo: {
    afterSale: {
      expressNo: 'YT1',
      expressCompanyCode: 'yuantong',
      fillExpressNoTime: 1700000090000,
      ...sent,
    },
  },
});
const read = (more: object = {}, sent: object = {}) => toPulledCase(shop, data(more, sent), 7, tables);

describe('a Xiaohongshu case in our words', () => {
  it('has its amounts out of yuan, its times out of milliseconds, its lines by order and SKU', () => {
    expect(read()).toEqual({
      platformAfterSaleId: 'R1',
      platformOrderId: 'P1',
      unmapped: [],
      seen: {
        platform: 'xiaohongshu',
        shopId: 'shop',
        platformAfterSaleId: 'R1',
        platformOrderId: 'P1',
        kind: 'return_refund',
        status: 'return_shipped',
        outcome: undefined,
        refunding: false,
        platformState: { type: '1', status: '3', refund: '201' },
        reason: 'quality',
        platformReasonCode: '12',
        refundAmountFen: 1999,
        refundPostFen: 600,
        statusDeadline: 1700600000000,
        appliedAt: 1700000000000,
        returnParcel: {
          number: 'YT1',
          carrier: 'YTO',
          platformCarrierCode: 'yuantong',
          shippedAt: 1700000090000,
        },
        sourceUpdatedAt: 1700000100123,
        askedAt: 7,
        lines: [{ platformLineId: 'P1/k1', quantity: 2 }],
      },
    });
  });

  it('tells what was refunded, no deadline where nobody must act, and that the parcel was signed for', () => {
    const seen = read({ status: 4, refundStatus: 2, refundAmountYuan: 19.99, expireTime: -1 }).seen;
    expect(seen).toMatchObject({ status: 'refunded', outcome: 'refunded', refundedFen: 1999 });
    expect(seen?.statusDeadline).toBeUndefined();
    expect(read({}, { expressSignTime: 1700000099000 }).goodsBack).toBe(true);
    expect(read({ status: 12, returnType: 2 }).goodsBack).toBe(true);
  });

  it('counts what no table knows, and says nothing for it', () => {
    expect(read({ status: 99 })).toMatchObject({
      seen: { status: undefined, platformState: { status: '99' } },
      unmapped: [{ what: 'after-sale-status', value: '99/201' }],
    });
    expect(read({ returnType: 9, status: 5 })).toMatchObject({
      seen: { kind: 'UNKNOWN', status: 'closed' },
      unmapped: [{ what: 'after-sale-type', value: '9' }],
    });
    expect(read({ reasonId: 77 })).toMatchObject({
      seen: { reason: 'UNKNOWN', platformReasonCode: '77' },
      unmapped: [{ what: 'reason-code', value: '77' }],
    });
    expect(read({}, { expressCompanyCode: 'pigeon' })).toMatchObject({
      seen: { returnParcel: { carrier: 'UNKNOWN', platformCarrierCode: 'pigeon' } },
      unmapped: [{ what: 'carrier', value: 'pigeon' }],
    });
    expect(
      read({}, { expressCompanyCode: 'pigeon', expressCompanyName: '中通快递' }).seen?.returnParcel,
    ).toMatchObject({ carrier: 'ZTO' });
  });

  it.each([
    { updatedAt: 0 },
    { orderId: '' },
    { expectedRefundAmountYuan: 19.994 },
    { expectedRefundAmountYuan: null },
  ])('is no case with %j', (missing) => {
    expect(read(missing)).toMatchObject({ unmapped: [{ what: 'after-sale', value: 'R1' }] });
    expect(read(missing)).not.toHaveProperty('seen');
  });

  it('needs no amount where goods are exchanged', () => {
    const exchange = read({ returnType: 2, status: 1, refundStatus: null, expectedRefundAmountYuan: null });
    expect(exchange.seen).toMatchObject({ kind: 'exchange', status: 'requested', refundAmountFen: 0 });
  });

  it('reads out of a list only whether to ask', () => {
    const rows = [{ returnsId: 'R1', orderId: 'P1', status: 3, updatedAt: 1700000100123 }, { orderId: 'P2' }];
    expect(toSigns({ afterSaleBasicInfos: rows })).toEqual([
      { platformAfterSaleId: 'R1', platformOrderId: 'P1', updatedAt: 1700000100123, status: '3' },
    ]);
  });
});
