import { describe, expect, it } from '@jest/globals';
import { readReasons } from '../../../domain/reason-table.js';
import { toPulledCase, toSign } from './case-mapping.js';
import type { WireRefund } from './wire.js';

const shop = { tenantId: 'tenant01', shopId: 'shop', vendorShopId: '706388888', platform: 'taobao' } as const;

const refund = (more: Partial<WireRefund> = {}): WireRefund => ({
  refund_id: '9007199254740993',
  tid: '4714323456789012345',
  oid: '4714323456789012346',
  dispute_type: 'REFUND_AND_RETURN',
  status: 'WAIT_SELLER_AGREE',
  order_status: 'WAIT_BUYER_CONFIRM_GOODS',
  good_status: 'BUYER_RECEIVED',
  refund_phase: 'onsale',
  created: '2023-11-15 06:13:20',
  modified: '2023-11-15 06:15:00',
  refund_version: 1700000100123,
  refund_fee: '113.90',
  reason: '7天无理由退换货',
  num: 2,
  refund_remind_timeout: { exist_timeout: true, timeout: '2023-11-17 06:15:00' },
  ...more,
});

const reading = { askedAt: 7, reasons: readReasons('7天无理由退换货:no_reason,尺寸:不合:quality') };
const pulled = (more: Partial<WireRefund> = {}, shipped?: boolean) =>
  toPulledCase(shop, refund(more), { ...reading, shipped });

describe('a refund of Taobao in our words', () => {
  it('keeps ids and version exactly, money in fen and time in UTC', () => {
    expect(pulled()).toEqual({
      platformAfterSaleId: '9007199254740993',
      platformOrderId: '4714323456789012345',
      unmapped: [],
      seen: {
        platform: 'taobao',
        shopId: 'shop',
        platformAfterSaleId: '9007199254740993',
        platformOrderId: '4714323456789012345',
        kind: 'return_refund',
        status: 'requested',
        platformState: { type: 'REFUND_AND_RETURN', status: 'WAIT_SELLER_AGREE' },
        refunding: false,
        reason: 'no_reason',
        platformReasonCode: '7天无理由退换货',
        refundAmountFen: 11390,
        refundPostFen: 0,
        refundedFen: undefined,
        statusDeadline: 1700172900000,
        appliedAt: 1700000000000,
        returnParcel: undefined,
        version: '1700000100123',
        sourceUpdatedAt: 1700000100000,
        askedAt: 7,
        lines: [{ platformLineId: '4714323456789012346', quantity: 2 }],
      },
    });
  });

  it.each([
    ['WAIT_SELLER_AGREE', 'requested', undefined],
    ['WAIT_BUYER_RETURN_GOODS', 'awaiting_return', undefined],
    ['WAIT_SELLER_CONFIRM_GOODS', 'return_shipped', undefined],
    ['SELLER_REFUSE_BUYER', 'rejected', undefined],
    ['CLOSED', 'closed', 'closed'],
    ['SUCCESS', 'refunded', 'refunded'],
  ])('%s is %s', (status, ours, outcome) => {
    const { seen } = pulled({ status });
    expect([seen?.status, seen?.outcome]).toEqual([ours, outcome]);
    expect(seen?.refundedFen).toBe(outcome === 'refunded' ? 11390 : undefined);
  });

  it.each([
    ['TMALL_EXCHANGE', 'exchange'],
    ['TAOBAO_EXCHANGE', 'exchange'],
    ['REPAIR', 'repair'],
    ['RESHIPPING', 'resend'],
  ])('%s is %s, and its success pays nobody', (type, kind) => {
    const { seen } = pulled({ dispute_type: type, status: 'SUCCESS' });
    expect(seen).toMatchObject({ kind, status: 'completed', outcome: 'completed' });
    expect(seen?.refundedFen).toBeUndefined();
  });

  it.each([
    ['WAIT_SELLER_SEND_GOODS', 'onsale', undefined, 'refund_only_unshipped'],
    ['WAIT_BUYER_CONFIRM_GOODS', 'onsale', undefined, 'refund_only_shipped'],
    ['TRADE_FINISHED', 'aftersale', undefined, 'refund_only_shipped'],
    ['TRADE_CLOSED', 'aftersale', undefined, 'refund_only_shipped'],
    ['TRADE_CLOSED', 'onsale', false, 'refund_only_unshipped'],
    ['TRADE_CLOSED', 'onsale', true, 'refund_only_shipped'],
    ['TRADE_CLOSED', 'onsale', undefined, 'UNKNOWN'],
  ] as const)(
    'a refund alone with the trade %s, %s and shipped %s is %s',
    (order_status, phase, shipped, kind) => {
      const more = { dispute_type: 'REFUND', order_status, refund_phase: phase };
      expect(pulled(more, shipped).seen?.kind).toBe(kind);
    },
  );

  it('keeps a status, a type and a reason that no table has raw, and says so', () => {
    const { seen, unmapped } = pulled({
      dispute_type: 'OTHERS',
      status: 'EXCHANGE_TRANSFORM',
      reason: '尺寸',
    });
    expect(seen).toMatchObject({ kind: 'UNKNOWN', reason: 'UNKNOWN', platformReasonCode: '尺寸' });
    expect(seen?.status).toBeUndefined();
    expect(unmapped).toEqual([
      { what: 'after-sale-status', value: 'EXCHANGE_TRANSFORM' },
      { what: 'after-sale-type', value: 'OTHERS' },
      { what: 'reason-code', value: '尺寸' },
    ]);
  });

  it('takes a reason with a colon of its own as the merchant wrote it', () => {
    expect(pulled({ reason: '尺寸:不合' }).seen?.reason).toBe('quality');
  });

  it('names the parcel on its way back', () => {
    const parcel = { sid: 'SF1000001', company_name: '顺丰速运', good_return_time: '2023-11-15 06:14:50' };
    expect(pulled(parcel).seen?.returnParcel).toEqual({
      number: 'SF1000001',
      carrier: 'SF',
      platformCarrierCode: '顺丰速运',
      shippedAt: 1700000090000,
    });
    const strange = pulled({ ...parcel, company_name: '火星快递', good_return_time: undefined });
    expect(strange.seen?.returnParcel).toMatchObject({ carrier: 'UNKNOWN', shippedAt: 1700000100000 });
    expect(strange.unmapped).toEqual([{ what: 'carrier', value: '火星快递' }]);
  });

  it('has no deadline where the platform says that there is none', () => {
    const timeout = { exist_timeout: false, timeout: '2023-11-17 06:15:00' };
    expect(pulled({ refund_remind_timeout: timeout }).seen?.statusDeadline).toBeUndefined();
  });

  it('goes by the version where the time of the change is not given', () => {
    expect(pulled({ modified: undefined }).seen?.sourceUpdatedAt).toBe(1700000100000);
  });

  it.each([{ modified: '', refund_version: 0 }, { tid: 0 }, { refund_fee: 'much' }])(
    'says nothing of a refund that lacks what none can do without: %j',
    (more) => {
      expect(pulled(more)).toMatchObject({ unmapped: [{ what: 'after-sale', value: '9007199254740993' }] });
      expect(pulled(more).seen).toBeUndefined();
    },
  );

  it('says that the lines are not known', () => {
    expect(pulled({ num: undefined })).toMatchObject({
      seen: { lines: [] },
      unmapped: [{ what: 'after-sale-line', value: '9007199254740993' }],
    });
  });

  it('is a sign in a list: which, of what order, when it moved and where it is', () => {
    expect(toSign(refund())).toEqual({
      platformAfterSaleId: '9007199254740993',
      platformOrderId: '4714323456789012345',
      updatedAt: 1700000100000,
      status: 'WAIT_SELLER_AGREE',
    });
    expect(toSign(refund({ refund_id: 0 }))).toBeUndefined();
  });
});
