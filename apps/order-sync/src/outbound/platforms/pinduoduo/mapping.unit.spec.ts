import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parsePlatformJson } from '../wire/json.js';
import { toPulledOrder } from './mapping.js';
import type { WireOrder } from './wire.js';

const shop = { tenantId: 'tenant01', shopId: 'shop', vendorShopId: '445566', platform: 'pinduoduo' } as const;

/** As the platform writes it: ids of goods and SKUs are bare numbers, money is yuan text. */
const BODY = `{
  "order_sn": "231115-452750051", "order_status": 1, "confirm_status": 1, "risk_control_status": 0,
  "refund_status": 1, "created_time": "2023-11-15 06:13:20", "confirm_time": "2023-11-15 06:14:20",
  "pay_time": "2023-11-15 06:14:20", "last_ship_time": "2023-11-17 06:14:20", "shipping_time": "",
  "updated_at": "2023-11-15 06:15:00", "goods_amount": "129.90", "pay_amount": "119.9", "postage": "0.00",
  "province": "浙江省", "city": "杭州市", "town": "西湖区",
  "receiver_name": "~cipher-name~", "receiver_phone": "$cipher-phone$", "receiver_address": "#cipher-address#",
  "receiver_name_mask": "张*", "receiver_phone_mask": "138****1234", "receiver_address_mask": "文一***",
  "tracking_number": "", "logistics_id": 0,
  "item_list": [ { "goods_id": 4714323456789012345, "sku_id": 9007199254740993, "outer_id": "TEE-RED-M",
    "goods_name": "T恤", "goods_spec": "红,M", "goods_count": 2, "goods_price": "64.95" } ],
  "gift_list": [ { "goods_id": 7, "sku_id": 9007199254740993, "goods_name": "袜子", "goods_count": 1,
    "goods_price": "9.90" } ] }`;

const wire = (more: WireOrder = {}): WireOrder => ({ ...(parsePlatformJson(BODY) as WireOrder), ...more });
const pulled = (more: WireOrder = {}) => toPulledOrder(shop, wire(more), 7);

describe('a Pinduoduo order in our words', () => {
  it('keeps ids beyond 2^53 exactly, money in fen, Beijing time as UTC and the place as GB/T 2260', () => {
    expect(pulled().order).toMatchObject({
      platform: 'pinduoduo',
      platformOrderId: '231115-452750051',
      status: 'awaiting_shipment',
      partial: false,
      createdAt: Date.UTC(2023, 10, 14, 22, 13, 20),
      paidAt: Date.UTC(2023, 10, 14, 22, 14, 20),
      promisedShipAt: Date.UTC(2023, 10, 16, 22, 14, 20),
      sourceUpdatedAt: Date.UTC(2023, 10, 14, 22, 15, 0),
      askedAt: 7,
      orderAmountFen: 12_990,
      payAmountFen: 11_990,
      postAmountFen: 0,
      attribution: { by: 'UNATTRIBUTED' },
      receiver: { nameMask: '张*', phoneMask: '138****1234', phoneTail: '1234', regionCode: '330106' },
      parcels: [],
    });
    expect(pulled().skuCodes).toEqual(['TEE-RED-M']);
    expect(pulled().unmapped).toEqual([]);
  });

  it('names a line by order and SKU, and a gift of the same SKU apart from it', () => {
    expect(pulled().order?.lines).toMatchObject([
      {
        platformLineId: '231115-452750051/9007199254740993',
        productId: '4714323456789012345',
        skuId: '9007199254740993',
        quantity: 2,
        amountFen: 12_990,
        payAmountFen: 11_990,
        gift: false,
      },
      { platformLineId: '231115-452750051/9007199254740993/gift', quantity: 1, payAmountFen: 0, gift: true },
    ]);
  });

  it('makes one line of a SKU listed twice', () => {
    const item = { sku_id: 5, goods_count: 1, goods_price: '1.00' };
    const { order } = pulled({ item_list: [item, { ...item, goods_count: '2' }], gift_list: null });
    expect(order?.lines).toMatchObject([{ platformLineId: '231115-452750051/5', quantity: 3 }]);
  });

  it('shares what was paid out over the lines to the last fen, whatever was bought', () => {
    const fen = fc.integer({ min: 0, max: 10_000_000 });
    const yuan = (amount: number): string => (amount / 100).toFixed(2);
    const items = fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 999 }), fen), {
      minLength: 1,
      maxLength: 6,
      selector: ([sku]) => sku,
    });
    fc.assert(
      fc.property(items, fen, fen, (bought, goods, paid) => {
        const item_list = bought.map(([sku_id, price]) => ({
          sku_id,
          goods_count: 1,
          goods_price: yuan(price),
        }));
        const { order } = pulled({ item_list, goods_amount: yuan(goods), pay_amount: yuan(paid) });
        const sum = (of: 'amountFen' | 'payAmountFen') =>
          order?.lines.reduce((all, line) => all + line[of], 0);
        expect([sum('amountFen'), sum('payAmountFen')]).toEqual([goods, paid]);
      }),
    );
  });

  it('gives the ciphertexts on as they came', () => {
    expect(pulled().cipher).toEqual({
      name: '~cipher-name~',
      phone: '$cipher-phone$',
      address: '#cipher-address#',
      area: '浙江省杭州市西湖区',
    });
  });

  it('says that the receiver is hidden when his ciphertexts go away with the goods, and knows another when he moves', () => {
    const none = { receiver_name: '', receiver_phone: '', receiver_address: '' };
    const print = (more: WireOrder) => pulled(more).order?.receiver.fingerprint;
    expect(pulled({ ...none, order_status: 2 }).order?.receiver.hidden).toBe(true);
    expect(pulled().order?.receiver.hidden).toBeUndefined();
    expect(print({ receiver_address: '#another#' })).not.toBe(print({}));
    expect(print({ town: '拱墅区' })).not.toBe(print({}));
  });

  it('puts every line into the only parcel, and nothing into one of several', () => {
    const first = {
      tracking_number: 'YT1',
      logistics_id: 85,
      shipping_time: '2023-11-15 08:00:00',
      order_status: 2,
    };
    expect(pulled(first).order).toMatchObject({
      status: 'shipped',
      parcels: [
        {
          number: 'YT1',
          carrier: 'YTO',
          platformCarrierCode: '85',
          shippedAt: Date.UTC(2023, 10, 15, 0, 0, 0),
          lines: [
            { platformLineId: '231115-452750051/9007199254740993', quantity: 2 },
            { platformLineId: '231115-452750051/9007199254740993/gift', quantity: 1 },
          ],
        },
      ],
    });
    const several = { ...first, extra_delivery_list: [{ tracking_number: 'ZT2', logistics_id: '115' }] };
    expect(pulled(several).order?.parcels).toMatchObject([
      { number: 'YT1', lines: [] },
      { number: 'ZT2', carrier: 'ZTO', lines: [] },
    ]);
  });

  it('keeps the id of a carrier it does not know, and reports it', () => {
    const { order, unmapped } = pulled({ tracking_number: 'X1', logistics_id: 99_999, order_status: 2 });
    expect(order?.parcels).toMatchObject([{ carrier: 'UNKNOWN', platformCarrierCode: '99999' }]);
    expect(unmapped).toEqual([{ what: 'carrier', value: '99999' }]);
  });

  it('is no order where its state is in no list, and says which it was', () => {
    const { order, unmapped } = pulled({ confirm_status: 7 });
    expect(order).toBeUndefined();
    expect(unmapped).toEqual([{ what: 'order-status', value: 'order 1, confirm 7, risk 0, refund 1' }]);
  });

  it.each([{ updated_at: '' }, { updated_at: '0000-00-00 00:00:00' }, { pay_amount: 'free' }])(
    'is no order without its time and its amounts: %j',
    (more) => {
      const { order, unmapped } = pulled(more);
      expect(order).toBeUndefined();
      expect(unmapped).toEqual([{ what: 'order', value: '231115-452750051' }]);
    },
  );
});
