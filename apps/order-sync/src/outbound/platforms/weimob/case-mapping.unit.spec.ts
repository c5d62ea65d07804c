import { describe, expect, it } from '@jest/globals';
import { toPulledCase, toSign } from './case-mapping.js';
import { readMeanings } from './settings.js';
import type { WireRights } from './wire.js';

const shop = { tenantId: 'tenant01', shopId: 'shop', vendorShopId: '4021', platform: 'weimob' as const };
const settings = {
  timeUnit: 'ms',
  orderStatuses: '3:awaiting_shipment,5:shipped',
  caseStatuses: '1:requested,4:refunded',
  caseTypes: '1:refund_only,2:return_refund,2/9:exchange',
};
const rights: WireRights = {
  rightsOrder: {
    rightsId: '7311111111111111111',
    rightsStatus: 1,
    rightsType: 2,
    refundType: 1,
    createTime: 1700000000000,
    updateTime: 1700000100000,
  },
  originOrder: { orderNo: '4714323456789012345', applyOrderStatus: 3 },
  rightsItems: [{ orderItemId: '9007199254740993', applyNum: '2' }],
  refundDetail: { applyAmount: '45.00', refundAmount: '44.00' },
};
const read = (more: object = {}, given: Readonly<Record<string, string>> = settings) =>
  toPulledCase(shop, { ...rights, rightsOrder: { ...rights.rightsOrder, ...more } }, 7, readMeanings(given));

describe('a Weimob case in our words', () => {
  it('has its ids exactly, its lines and its money in fen', () => {
    expect(read()).toMatchObject({
      platformAfterSaleId: '7311111111111111111',
      platformOrderId: '4714323456789012345',
      unmapped: [],
      seen: {
        kind: 'return_refund',
        status: 'requested',
        platformState: { type: '2/1', status: '1' },
        refundAmountFen: 4500,
        appliedAt: 1700000000000,
        sourceUpdatedAt: 1700000100000,
        lines: [{ platformLineId: '9007199254740993', quantity: 2 }],
      },
    });
    expect(read().seen?.refundedFen).toBeUndefined();
  });

  it('tells what was paid once it is', () => {
    expect(read({ rightsStatus: 4 }).seen).toMatchObject({ status: 'refunded', refundedFen: 4400 });
  });

  it('goes by both types where the table has a row for both', () => {
    expect(read({ refundType: 9, rightsStatus: 4 }).seen).toMatchObject({
      kind: 'exchange',
      status: 'completed',
    });
  });

  it('money only is judged by the order as it stood', () => {
    expect(read({ rightsType: 1 }).seen?.kind).toBe('refund_only_unshipped');
  });

  it('tells the parcel on its way back by its company’s name', () => {
    const returnOrder = { deliveryNo: 'SF1', deliveryCompany: '顺丰速运', deliveryCompanyCode: 'z' };
    const { seen } = toPulledCase(shop, { ...rights, returnOrder }, 7, readMeanings(settings));
    expect(seen?.returnParcel).toMatchObject({ number: 'SF1', carrier: 'SF', platformCarrierCode: 'z' });
  });

  it('stays raw without a row, and changes nothing', () => {
    const { seen, unmapped } = read({}, { timeUnit: 'ms' });
    expect([seen?.status, seen?.kind, seen?.platformState.status]).toEqual([undefined, 'UNKNOWN', '1']);
    expect(unmapped).toEqual([
      { what: 'after-sale-status', value: '1' },
      { what: 'after-sale-type', value: '2/1' },
    ]);
    expect(read({}, {}).seen).toBeUndefined();
  });

  it('in a list is a sign', () => {
    expect(toSign(rights, readMeanings(settings))).toEqual([
      {
        platformAfterSaleId: '7311111111111111111',
        platformOrderId: '4714323456789012345',
        updatedAt: 1700000100000,
        status: '1',
      },
    ]);
    expect(toSign({}, readMeanings(settings))).toEqual([]);
  });
});
