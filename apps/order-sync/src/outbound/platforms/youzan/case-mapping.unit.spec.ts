import { describe, expect, it } from '@jest/globals';
import { toPulledCase, toSign } from './case-mapping.js';
import { youzanCompanies } from './companies.js';
import type { TradeData, WireRefund } from './wire.js';

const shop = { tenantId: 'tenant01', shopId: 'shop', vendorShopId: '111301484', platform: 'youzan' as const };
const reading = { shop, askedAt: 7, companies: youzanCompanies('') };
const refund: WireRefund = {
  refund_id: '202209011552353952310720',
  tid: 'E1',
  oid: '2893166363399291031',
  item_num: 1,
  status: 'WAIT_SELLER_AGREE',
  demand: 2,
  cs_status: 1,
  reason: 105,
  refund_fee: '45.00',
  version: 1662018756482,
  created: '2023-11-15 06:13:20',
  modified: '2023-11-15 06:15:00',
};
const left = { express_state: 1, oids: [{ oid: '2893166363399291031' }] };
const order: TradeData = {
  full_order_info: {
    orders: [
      { oid: '2893166363399291031', num: 2 },
      { oid: '2893166363399291032', num: 1 },
    ],
  },
  refund_order: [{ refund_id: '202209011552353952310720', oids: [{ oid: '2893166363399291031' }] }],
};
const read = (more: Partial<WireRefund> = {}, of: Partial<TradeData> = {}) =>
  toPulledCase(reading, { ...refund, ...more }, { ...order, ...of });

describe('a Youzan case in our words', () => {
  it('has its version, its lines and its money in fen', () => {
    expect(read()).toMatchObject({
      platformAfterSaleId: '202209011552353952310720',
      platformOrderId: 'E1',
      unmapped: [],
      seen: {
        kind: 'return_refund',
        status: 'requested',
        platformState: { type: '2', status: 'WAIT_SELLER_AGREE', arbitration: '1' },
        refundAmountFen: 4500,
        reason: 'quality',
        version: '1662018756482',
        appliedAt: 1700000000000,
        sourceUpdatedAt: 1700000100000,
        lines: [{ platformLineId: '2893166363399291031', quantity: 1 }],
      },
    });
  });

  it.each([
    ['WAIT_SELLER_AGREE', 'requested', undefined],
    ['WAIT_BUYER_RETURN_GOODS', 'awaiting_return', undefined],
    ['WAIT_SELLER_CONFIRM_GOODS', 'return_shipped', undefined],
    ['SELLER_REFUSE_BUYER', 'rejected', undefined],
    ['SELLER_REFUSE_BUYER_RETURN_GOODS', 'rejected', undefined],
    ['SUCCESS', 'refunded', 'refunded'],
    ['CLOSED', 'closed', 'closed'],
  ])('%s is %s', (status, expected, outcome) => {
    const { seen } = read({ status });
    expect([seen?.status, seen?.outcome, seen?.refunding]).toEqual([expected, outcome, false]);
  });

  it('goods for goods end completed, not refunded', () => {
    expect(read({ demand: 3, status: 'SUCCESS' }).seen).toMatchObject({
      kind: 'exchange',
      status: 'completed',
      outcome: 'completed',
    });
  });

  it('Youzan’s service in it is a dispute as long as the case is open', () => {
    expect(read({ cs_status: 2 }).seen?.status).toBe('in_dispute');
    expect(read({ cs_status: 2, status: 'SUCCESS' }).seen?.status).toBe('refunded');
    expect(read({ cs_status: 9 }).unmapped).toEqual([{ what: 'arbitration', value: '9' }]);
  });

  it('money only is of goods that left, or of goods that did not: the order tells', () => {
    const kind = (deliveries: TradeData['delivery_order']) =>
      read({ demand: 1 }, { delivery_order: deliveries }).seen?.kind;
    expect(kind([])).toBe('refund_only_unshipped');
    expect(kind([{ ...left, express_state: 0 }])).toBe('refund_only_unshipped');
    expect(kind([{ ...left, oids: [{ oid: '2893166363399291032' }] }])).toBe('refund_only_unshipped');
    expect(kind([left])).toBe('refund_only_shipped');
  });

  it('says what it is by return_goods where it has no demand', () => {
    expect(read({ demand: undefined, return_goods: true }).seen?.kind).toBe('return_refund');
    expect(read({ demand: undefined, return_goods: false }).seen?.kind).toBe('refund_only_unshipped');
  });

  it('of several lines takes each whole, and falls back on the one it names itself', () => {
    const oids = [{ oid: '2893166363399291031' }, { oid: '2893166363399291032' }];
    const many = read({}, { refund_order: [{ refund_id: refund.refund_id, oids }] });
    expect(many.seen?.lines.map(({ quantity }) => quantity)).toEqual([2, 1]);
    expect(read({}, { refund_order: [] }).seen?.lines).toEqual([
      { platformLineId: '2893166363399291031', quantity: 1 },
    ]);
  });

  it('tells the parcel on its way back', () => {
    const logistics = { logistics_no: 'SF1', company_code: '7' };
    expect(read({ logistics }).seen?.returnParcel).toMatchObject({ number: 'SF1', carrier: 'SF' });
    expect(read({ logistics: { ...logistics, company_code: 'x' } }).unmapped).toEqual([
      { what: 'carrier', value: 'x' },
    ]);
  });

  it('an unknown state, type or reason stays raw and changes nothing', () => {
    const { seen, unmapped } = read({ status: 'NEW', demand: 9, reason: 16 });
    expect(seen).toMatchObject({ kind: 'UNKNOWN', reason: 'UNKNOWN', platformReasonCode: '16' });
    expect(seen?.status).toBeUndefined();
    expect(unmapped.map(({ what }) => what)).toEqual(['after-sale-status', 'after-sale-type', 'reason-code']);
    expect(read({ demand: 9, status: 'SUCCESS' }).seen?.status).toBeUndefined();
  });

  it('without a time of change is no reading', () => {
    expect(read({ modified: undefined })).toMatchObject({
      platformOrderId: 'E1',
      unmapped: [{ what: 'after-sale' }],
    });
    expect(read({ modified: undefined }).seen).toBeUndefined();
  });

  it('in a list is a sign', () => {
    expect(toSign(refund)).toEqual([
      {
        platformAfterSaleId: refund.refund_id,
        platformOrderId: 'E1',
        updatedAt: 1700000100000,
        status: 'WAIT_SELLER_AGREE',
      },
    ]);
    expect(toSign({})).toEqual([]);
  });
});
