import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parsePlatformJson } from '../wire/json.js';
import { readCompanies } from './companies.js';
import { toPulledOrder } from './mapping.js';
import type { WireOrder, WireReceiver } from './wire.js';

const shop = { tenantId: 'tenant01', shopId: 'shop', vendorShopId: 's-1', platform: 'xiaohongshu' } as const;
const companies = readCompanies('yuantong:YTO');

const wire = (more: object = {}): WireOrder => ({
  orderId: 'P700000000000000001',
  orderStatus: 4,
  createdTime: 1700000000000,
  paidTime: 1700000060000,
  updateTime: 1700000100123,
  promiseLastDeliveryTime: 1700172800000,
  totalPayAmount: 12990,
  totalShippingFree: 1000,
  openAddressId: 'addr-1',
  receiverProvinceName: '浙江',
  receiverCityName: '杭州市',
  receiverDistrictName: '西湖区',
  skuList: [
    { skuId: 'k1', itemId: 'i1', skuName: 'T恤', erpcode: 'TEE', skuQuantity: 2, totalPaidAmount: 10000 },
    { skuId: 'k2', itemId: 'i2', skuQuantity: 1, totalPaidAmount: 1990, kolId: 'u9', kolName: '达人' },
  ],
  ...more,
});
const told: WireReceiver = {
  orderId: 'P700000000000000001',
  matched: true,
  receiverName: '#idx#name#2##',
  receiverPhone: '#idx#phone#3##',
  receiverAddress: '#idx#address#1##',
};
const read = (more: object = {}, receiver?: WireReceiver) =>
  toPulledOrder({ shop, wire: wire(more), told: receiver, askedAt: 7 }, companies);
const printOf = (more: object, receiver?: WireReceiver) => read(more, receiver).order?.receiver.fingerprint;

describe('a Xiaohongshu order in our words', () => {
  it('keeps ids, money in fen, time in UTC, the host and the place as GB/T 2260', () => {
    const { order, skuCodes, cipher, unmapped } = read({}, told);
    expect(unmapped).toEqual([]);
    expect(order).toMatchObject({
      platform: 'xiaohongshu',
      platformOrderId: 'P700000000000000001',
      status: 'awaiting_shipment',
      partial: false,
      createdAt: 1700000000000,
      paidAt: 1700000060000,
      promisedShipAt: 1700172800000,
      sourceUpdatedAt: 1700000100123,
      askedAt: 7,
      payAmountFen: 12990,
      postAmountFen: 1000,
      attribution: { by: 'platform', anchorId: 'u9', anchorName: '达人' },
      receiver: { regionCode: '330106', addressMask: '浙江省杭州市西湖区***' },
      lines: [
        {
          platformLineId: 'P700000000000000001/k1',
          skuId: 'k1',
          productId: 'i1',
          merchantSkuCode: 'TEE',
          quantity: 2,
          payAmountFen: 10000,
        },
        { platformLineId: 'P700000000000000001/k2', payAmountFen: 1990 },
      ],
    });
    expect(skuCodes).toEqual(['TEE']);
    expect(cipher).toEqual({
      name: '#idx#name#2##',
      phone: '#idx#phone#3##',
      address: '#idx#address#1##',
      area: '浙江省杭州市西湖区',
    });
  });

  it('takes an id for text even where it comes as a number of more than 53 bits', () => {
    const raw = JSON.stringify(wire()).replace('"P700000000000000001"', '4714323456789012345');
    const { platformOrderId } = toPulledOrder(
      { shop, wire: parsePlatformJson(raw) as WireOrder, askedAt: 7 },
      companies,
    );
    expect(platformOrderId).toBe('4714323456789012345');
  });

  it('shares what was paid without freight over the lines, to the fen', () => {
    const fen = fc.integer({ min: 0, max: 10_000_000 });
    fc.assert(
      fc.property(
        fen,
        fc.integer({ min: 0, max: 5_000 }),
        fc.array(fen, { minLength: 1, maxLength: 9 }),
        (paid, freight, shares) => {
          const skuList = shares.map((totalPaidAmount, index) => ({ skuId: `k${index}`, totalPaidAmount }));
          const { order } = read({ totalPayAmount: paid + freight, totalShippingFree: freight, skuList });
          const sum = order?.lines.reduce((all, { payAmountFen }) => all + payAmountFen, 0);
          expect(sum).toBe(paid);
        },
      ),
    );
  });

  it.each([
    [1, 'created', false, undefined],
    [2, 'paid', false, undefined],
    [3, 'paid', false, undefined],
    [4, 'awaiting_shipment', false, undefined],
    [5, 'shipped', true, undefined],
    [6, 'shipped', false, undefined],
    [7, 'finished', false, 'finished'],
    [8, 'closed', false, 'refunded'],
    [9, 'closed', false, 'cancelled'],
    [10, 'shipped', false, undefined],
  ])('reads status %s as %s, partial %s', (orderStatus, status, partial, closeReason) => {
    expect(read({ orderStatus }).order).toMatchObject({ status, partial });
    expect(read({ orderStatus }).order?.closeReason).toBe(closeReason);
  });

  it('changes nothing on a status no document lists, or without what an order cannot do without', () => {
    expect(read({ orderStatus: 77 })).toMatchObject({ unmapped: [{ what: 'order-status', value: '77' }] });
    expect(read({ orderStatus: 77 }).order).toBeUndefined();
    for (const missing of [{ updateTime: 0 }, { totalPayAmount: null }]) {
      expect(read(missing)).toMatchObject({ unmapped: [{ what: 'order', value: 'P700000000000000001' }] });
      expect(read(missing).order).toBeUndefined();
    }
  });

  it('leaves an order without a host unattributed', () => {
    expect(read({ skuList: [{ skuId: 'k1' }] }).order?.attribution).toEqual({ by: 'UNATTRIBUTED' });
  });
});

describe('the parcels of a Xiaohongshu order', () => {
  it('are those of its split, or the one of the whole', () => {
    const split = [
      { deliveryOrderIndex: 0, expressTrackingNo: 'YT1', expressCompanyCode: 'yuantong', skuIdList: ['k2'] },
      { deliveryOrderIndex: 1, status: 4, skuIdList: ['k1'] },
    ];
    const order = { orderStatus: 5, deliveryTime: 1700000090000 };
    expect(read({ ...order, simpleDeliveryOrderList: split }).order?.parcels).toMatchObject([
      {
        platformParcelId: '0',
        number: 'YT1',
        carrier: 'YTO',
        shippedAt: 1700000090000,
        lines: [{ platformLineId: 'P700000000000000001/k2', quantity: 1 }],
      },
    ]);
    const whole = { expressTrackingNo: '78', expressCompanyCode: 'zto', simpleDeliveryOrderList: [] };
    expect(read({ orderStatus: 6, ...whole }).order?.parcels).toMatchObject([
      { number: '78', carrier: 'ZTO', lines: [{ quantity: 2 }, { quantity: 1 }] },
    ]);
  });

  it('of an unknown company is UNKNOWN and counted; of no company it is no parcel', () => {
    const unknown = read({ expressTrackingNo: 'X', expressCompanyCode: 'pigeon' });
    expect(unknown.order?.parcels).toMatchObject([{ carrier: 'UNKNOWN', platformCarrierCode: 'pigeon' }]);
    expect(unknown.unmapped).toEqual([{ what: 'carrier', value: 'pigeon' }]);
    const none = read({ expressTrackingNo: '上门送达', expressCompanyCode: 'selfdelivery' });
    expect([none.order?.parcels, none.unmapped]).toEqual([[], []]);
  });
});

describe('the receiver of a Xiaohongshu order', () => {
  it('stays the same person when the platform stops telling, and is another with another address', () => {
    const read4 = printOf({ orderStatus: 4 }, told);
    expect(printOf({ orderStatus: 6 })).toBe(read4);
    expect(printOf({ orderStatus: 6, openAddressId: 'addr-2' })).not.toBe(read4);
  });

  it('is not taken for read before it was', () => {
    const read4 = printOf({ orderStatus: 4 }, told);
    for (const orderStatus of [1, 2, 4]) expect(printOf({ orderStatus })).not.toBe(read4);
  });

  it('keeps no ciphertext in the state handed on, and no plaintext where an old application is told it', () => {
    expect(JSON.stringify(read({}, told).order)).not.toContain('#idx#');
    const plain = {
      ...told,
      receiverName: '王小二',
      receiverPhone: '13812345678',
      receiverAddress: '文一路1号',
    };
    const { order, cipher } = read({}, plain);
    expect(order?.receiver).toMatchObject({ nameMask: '王**', phoneMask: '138****5678', phoneTail: '5678' });
    expect(JSON.stringify(order)).not.toMatch(/王小二|13812345678|文一路/);
    expect(cipher).toMatchObject({ name: '王小二', address: '文一路1号' });
  });

  it.each([
    ['江苏', '苏州', '姑苏区', '320508'],
    ['新疆', '乌鲁木齐', '天山区', '650102'],
    ['北京', '北京市', '东城区', '110101'],
    ['火星', '苏州', '姑苏区', undefined],
  ])('lives in %s %s %s: %s', (receiverProvinceName, receiverCityName, receiverDistrictName, code) => {
    const named = { receiverProvinceName, receiverCityName, receiverDistrictName };
    expect(read(named).order?.receiver.regionCode).toBe(code);
  });
});
