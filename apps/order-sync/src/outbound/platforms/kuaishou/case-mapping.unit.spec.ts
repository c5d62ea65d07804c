import { describe, expect, it } from '@jest/globals';
import { readReasons } from '../../../domain/reason-table.js';
import { toPulledCase, toSign } from './case-mapping.js';
import type { WireCase, WireOrder } from './wire.js';

const shop = {
  platform: 'kuaishou',
  tenantId: 'tenant01',
  shopId: 'shop',
  vendorShopId: '1000000001',
} as const;
const reasons = readReasons('7:quality,8:no_such_reason');

const order = (base: object = {}): WireOrder => ({
  orderBaseInfo: { oid: '4714323456789012345', status: 40, sendTime: 1700000000000, ...base },
  orderItemInfo: { skuId: 11, num: 3 },
});
const wire = (more: object = {}): WireCase => ({
  refundId: '4714323456789012399',
  oid: '4714323456789012345',
  refundFee: 5990,
  status: 10,
  handlingWay: 1,
  negotiateStatus: 1,
  refundReason: 7,
  productNum: 2,
  submitTime: 1700000200001,
  updateTime: 1700000300007,
  expireTime: 1700400000000,
  logisticsInfo: null,
  ...more,
});
const read = (more: object = {}, of = order()) =>
  toPulledCase(shop, { wire: wire(more), order: of, askedAt: 7 }, reasons);

describe('a Kuaishou case in our words', () => {
  it('keeps the version an action is bound to exactly as the platform gave it', () => {
    expect(read()).toMatchObject({
      platformAfterSaleId: '4714323456789012399',
      platformOrderId: '4714323456789012345',
      unmapped: [],
      seen: {
        kind: 'return_refund',
        status: 'requested',
        refunding: false,
        version: '1700000300007',
        sourceUpdatedAt: 1700000300007,
        appliedAt: 1700000200001,
        statusDeadline: 1700400000000,
        refundAmountFen: 5990,
        reason: 'quality',
        platformState: { type: '1', status: '10', arbitration: '1' },
        lines: [{ platformLineId: '4714323456789012345-11', quantity: 2 }],
      },
    });
  });

  it.each([
    [10, 'requested', undefined],
    [11, 'requested', undefined],
    [12, 'rejected', undefined],
    [20, 'in_dispute', undefined],
    [21, 'in_dispute', undefined],
    [22, 'awaiting_return', undefined],
    [30, 'awaiting_return', undefined],
    [40, 'return_shipped', undefined],
    [45, 'reship', undefined],
    [60, 'refunded', 'refunded'],
    [70, 'closed', 'closed'],
  ])('reads status %s as %s', (status, expected, outcome) => {
    expect(read({ status }).seen).toMatchObject({ status: expected, refunding: false });
    expect(read({ status }).seen?.outcome).toBe(outcome);
  });

  it('is where it was while the money is on its way', () => {
    expect(read({ status: 50 }).seen).toMatchObject({ status: 'return_shipped', refunding: true });
    expect(read({ status: 50, handlingWay: 10 }).seen).toMatchObject({
      status: 'requested',
      refunding: true,
    });
    expect(read({ status: 50 }).seen?.refundedFen).toBeUndefined();
    expect(read({ status: 60 }).seen?.refundedFen).toBe(5990);
  });

  it.each([
    [3, 'exchange'],
    [4, 'resend'],
    [5, 'repair'],
  ])('of way %s (%s) is completed, never refunded', (handlingWay, kind) => {
    expect(read({ status: 60, handlingWay }).seen).toMatchObject({
      kind,
      status: 'completed',
      outcome: 'completed',
    });
  });

  it.each([
    [{ status: 30, sendTime: 0 }, 'refund_only_unshipped'],
    [{ status: 40 }, 'refund_only_shipped'],
    [{ status: 70 }, 'refund_only_shipped'],
    [{ status: 80, sendTime: 0 }, 'refund_only_unshipped'],
    [{ status: 80, sendTime: 1700000000000 }, 'refund_only_shipped'],
  ])('that is about money only is by its order %j %s', (base, kind) => {
    expect(read({ handlingWay: 10 }, order(base)).seen?.kind).toBe(kind);
  });

  it('leaves what no table knows raw, and says so', () => {
    const { seen, unmapped } = read({ status: 99, handlingWay: 77, negotiateStatus: 9, refundReason: 8 });
    expect(seen?.status).toBeUndefined();
    expect(seen).toMatchObject({ kind: 'UNKNOWN', reason: 'UNKNOWN', platformReasonCode: '8' });
    expect(unmapped).toEqual([
      { what: 'after-sale-status', value: '99/77' },
      { what: 'after-sale-type', value: '77' },
      { what: 'arbitration', value: '9' },
      { what: 'reason-code', value: '8' },
    ]);
    for (const status of [50, 60]) {
      expect(read({ status, handlingWay: 77 }).seen).toMatchObject({ refunding: false });
      expect(read({ status, handlingWay: 77 }).seen?.status).toBeUndefined();
    }
  });

  it('is nothing without its time or its order', () => {
    expect(read({ updateTime: 0 }).seen).toBeUndefined();
    expect(read({}, order({ oid: null })).seen).toBeUndefined();
    expect(read({ updateTime: 0 }).unmapped).toContainEqual({
      what: 'after-sale',
      value: '4714323456789012399',
    });
  });

  it('names the parcel on its way back', () => {
    expect(read({ logisticsInfo: { expressNo: 'SF1', expressCode: 4 } }).seen?.returnParcel).toEqual({
      number: 'SF1',
      carrier: 'SF',
      platformCarrierCode: '4',
      shippedAt: 1700000300007,
    });
  });

  it('takes no span for a deadline', () => {
    expect(read({ expireTime: 86_400_000 }).seen?.statusDeadline).toBeUndefined();
  });

  it('in a list is enough to know whether to ask', () => {
    expect(toSign(wire())).toEqual([
      {
        platformAfterSaleId: '4714323456789012399',
        platformOrderId: '4714323456789012345',
        updatedAt: 1700000300007,
        status: '10',
      },
    ]);
    expect(toSign({})).toEqual([]);
  });
});
