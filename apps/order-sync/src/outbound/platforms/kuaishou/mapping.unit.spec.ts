import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parsePlatformJson } from '../wire/json.js';
import { toPulledOrder } from './mapping.js';
import type { WireOrder } from './wire.js';

const shop = {
  platform: 'kuaishou',
  tenantId: 'tenant01',
  shopId: 'shop',
  vendorShopId: '1000000001',
} as const;

const wire = (base: object = {}, more: object = {}): WireOrder => ({
  orderBaseInfo: {
    oid: '4714323456789012345',
    status: 30,
    createTime: 1700000000123,
    payTime: 1700000060123,
    sendTime: 0,
    updateTime: 1700000100456,
    totalFee: 11000,
    expressFee: 600,
    discountFee: 1380,
    buyerOpenId: 'buyer-1',
    disableDeliveryReasonCode: [],
    ...base,
  },
  orderItemInfo: {
    skuId: '1700000000000000001',
    skuNick: 'TEE-RED-M',
    itemId: '3600000000000000001',
    itemTitle: 'T恤',
    num: 2,
    price: 6190,
  },
  orderAddress: {
    encryptedConsignee: 'cipher-name',
    desensitiseConsignee: '张*',
    encryptedMobile: 'cipher-tel',
    desensitiseMobile: '184****3965',
    encryptedAddress: 'cipher-detail',
    desensitiseAddress: '文一路***',
    province: '浙江省',
    city: '杭州市',
    district: '西湖区',
  },
  orderCpsInfo: { distributorId: 88001, distributorName: '达人' },
  ...more,
});
const pull = (base: object = {}, more: object = {}) => toPulledOrder(shop, wire(base, more), 7);
const parcel = { expressNo: 'YT0001', expressCode: 6, logisticsId: 9001 };

describe('a Kuaishou order in our words', () => {
  it('keeps ids exactly, money in fen, time to the millisecond and the place as GB/T 2260', () => {
    const raw = JSON.stringify(wire()).replaceAll(/"(\d{19})"/g, '$1');
    const { order, skuCodes, buyerId, cipher, unmapped } = toPulledOrder(
      shop,
      parsePlatformJson(raw) as WireOrder,
      7,
    );
    expect(order).toMatchObject({
      platform: 'kuaishou',
      platformOrderId: '4714323456789012345',
      status: 'awaiting_shipment',
      partial: false,
      createdAt: 1700000000123,
      paidAt: 1700000060123,
      sourceUpdatedAt: 1700000100456,
      attribution: { by: 'platform', anchorId: '88001', anchorName: '达人' },
      receiver: { nameMask: '张*', regionCode: '330106', phoneTail: '3965' },
      lines: [
        {
          platformLineId: '4714323456789012345-1700000000000000001',
          productId: '3600000000000000001',
          merchantSkuCode: 'TEE-RED-M',
          quantity: 2,
        },
      ],
    });
    expect(order?.closedAt).toBeUndefined();
    expect(skuCodes).toEqual(['TEE-RED-M']);
    expect(buyerId).toBe('buyer-1');
    expect(cipher).toEqual({
      name: 'cipher-name',
      phone: 'cipher-tel',
      address: 'cipher-detail',
      area: '浙江省杭州市西湖区',
    });
    expect(unmapped).toEqual([]);
  });

  it('keeps no ciphertext in the state it hands on', () => {
    expect(JSON.stringify(pull().order)).not.toContain('cipher-');
  });

  it('reads the paid amount with the freight, whether or not totalFee has it', () => {
    const amounts = { orderAmountFen: 12980, payAmountFen: 11600, postAmountFen: 600 };
    expect(pull({ totalFee: 11000 }).order).toMatchObject(amounts);
    expect(pull({ totalFee: 11600 }).order).toMatchObject(amounts);
  });

  it('has lines that add up to the order, whatever the amounts', () => {
    const fen = fc.integer({ min: 0, max: 10_000_000 });
    fc.assert(
      fc.property(fen, fen, fen, fen, fc.integer({ min: 1, max: 9 }), (total, post, discount, price, num) => {
        const base = { totalFee: total + post, expressFee: post, discountFee: discount };
        const { order } = pull(base, { orderItemInfo: { skuId: 1, num, price } });
        const sum = (of: 'amountFen' | 'payAmountFen') =>
          (order?.lines ?? []).reduce((all, line) => all + line[of], order?.postAmountFen ?? 0);
        expect(sum('payAmountFen')).toBe(order?.payAmountFen);
        expect(sum('amountFen')).toBe(order?.orderAmountFen);
        expect((order?.orderAmountFen ?? 0) - (order?.payAmountFen ?? 0)).toBe(discount);
      }),
    );
  });

  it.each([
    [10, {}, 'created', undefined],
    [30, {}, 'awaiting_shipment', undefined],
    [30, { disableDeliveryReasonCode: [3] }, 'paid', undefined],
    [40, {}, 'shipped', undefined],
    [50, {}, 'shipped', undefined],
    [70, {}, 'finished', 'finished'],
    [80, {}, 'closed', undefined],
    [80, { payTime: 0 }, 'closed', 'cancelled'],
  ])('reads status %s with %j as %s', (status, more, expected, closeReason) => {
    expect(pull({ status, ...more }).order).toMatchObject({ status: expected });
    expect(pull({ status, ...more }).order?.closeReason).toBe(closeReason);
  });

  it.each(['orderRefundList', 'orderDetailRefundList'])('reads why it failed from %s', (list) => {
    expect(pull({ status: 80 }, { [list]: [{ refundId: 1, refundStatus: 60 }] }).order?.closeReason).toBe(
      'refunded',
    );
  });

  it.each([0, 777])('changes nothing on the status %s', (status) => {
    expect(pull({ status }).order).toBeUndefined();
    expect(pull({ status }).unmapped).toEqual([{ what: 'order-status', value: String(status) }]);
  });

  it('changes nothing without a time, an id or an article', () => {
    for (const lacking of [pull({ updateTime: 0 }), pull({ oid: null }), pull({}, { orderItemInfo: {} })]) {
      expect(lacking.order).toBeUndefined();
      expect(lacking.unmapped).toMatchObject([{ what: 'order' }]);
    }
  });

  it('sees no parcel in a number that shows before anything has left', () => {
    expect(pull({ status: 30 }, { orderLogisticsInfo: [parcel] }).order?.parcels).toEqual([]);
    expect(
      pull({ status: 40, sendTime: 1700000090000 }, { orderLogisticsInfo: [parcel] }).order,
    ).toMatchObject({
      parcels: [
        {
          number: 'YT0001',
          carrier: 'YTO',
          platformParcelId: '9001',
          shippedAt: 1700000090000,
          lines: [{ quantity: 2 }],
        },
      ],
    });
  });

  it('says of several parcels only that they are', () => {
    const two = [parcel, { ...parcel, expressNo: 'YT0002' }];
    expect(pull({ status: 40 }, { orderLogisticsInfo: two }).order?.parcels).toMatchObject([
      { number: 'YT0001', lines: [] },
      { number: 'YT0002', lines: [] },
    ]);
  });

  it('lets a parcel of an unknown company through as UNKNOWN, and says so', () => {
    const { order, unmapped } = pull(
      { status: 40 },
      { orderLogisticsInfo: [{ ...parcel, expressCode: 9999 }] },
    );
    expect(order?.parcels[0]).toMatchObject({ carrier: 'UNKNOWN', platformCarrierCode: '9999' });
    expect(unmapped).toEqual([{ what: 'carrier', value: '9999' }]);
  });

  it.each([null, { distributorId: 0 }])('leaves an order with %j for a host unattributed', (orderCpsInfo) => {
    expect(pull({}, { orderCpsInfo }).order?.attribution).toEqual({ by: 'UNATTRIBUTED' });
  });
});
