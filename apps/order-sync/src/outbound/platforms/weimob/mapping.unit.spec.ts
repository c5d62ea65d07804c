import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fenToYuan } from '@cartrail/kernel';
import { parsePlatformJson } from '../wire/json.js';
import { toPulledOrder } from './mapping.js';
import { readMeanings } from './settings.js';
import type { OrderData } from './wire.js';

const shop = { tenantId: 'tenant01', shopId: 'shop', vendorShopId: '4021', platform: 'weimob' as const };
const settings = { timeUnit: 'ms', orderStatuses: '3:awaiting_shipment,4:partly_shipped,6:cancelled' };
const json = (status: number, update: number): string =>
  `{"orderInfo":{
    "orderBaseInfo":{"orderNo":4714323456789012345,"orderStatus":${status},"createTime":1700000000000,
      "payTime":1700000060000,"finishTime":0,"updateTime":${update}},
    "payInfo":{"payAmount":"119.90","totalAmount":"129.90","amountInfos":[{"amount":"5.00"},{"type":7,"amount":"10.00"}]},
    "items":[{"itemId":9007199254740993,"goodsId":11,"skuId":12,"skuCode":"TEE","goodsTitle":"T恤","skuNum":"2",
      "payInfo":{"payAmount":"109.90","totalAmount":"119.90"}}],
    "buyerInfo":{"wid":10001},
    "orderFulfill":{"receiverInfo":{"name":"张小明","phone":"13812341234","address":"文一路1号",
      "province":"浙江省","city":"杭州市","county":"西湖区"}}},
   "fulfillInfoList":[
     {"fulfillNo":21,"deliveryTime":1700000090000,"deliveryInfo":{"number":"YT0001","companyCode":"x1","companyName":"圆通速递"},
      "fulfillItemList":[{"orderItemId":9007199254740993,"deliveryNum":"1"}]},
     {"fulfillNo":22,"cancelTime":1700000095000,"deliveryInfo":{"number":"YT0002","companyName":"圆通速递"}},
     {"fulfillNo":23,"deliveryInfo":{"companyName":"圆通速递"}}]}`;
const read = (given: Readonly<Record<string, string>>, status = 3, update = 1700000100123) =>
  toPulledOrder(shop, parsePlatformJson(json(status, update)) as OrderData, 7, readMeanings(given));

describe('a Weimob order in our words', () => {
  it('keeps int64 ids exactly, yuan in fen and the place as GB/T 2260', () => {
    const { order, skuCodes, buyerId, unmapped } = read({ ...settings, freightType: '7' });
    expect(order).toMatchObject({
      platform: 'weimob',
      platformOrderId: '4714323456789012345',
      status: 'awaiting_shipment',
      createdAt: 1700000000000,
      paidAt: 1700000060000,
      sourceUpdatedAt: 1700000100123,
      orderAmountFen: 12990,
      payAmountFen: 11990,
      postAmountFen: 1000,
      receiver: { nameMask: '张**', phoneMask: '138****1234', regionCode: '330106' },
      lines: [{ platformLineId: '9007199254740993', quantity: 2, amountFen: 11990, payAmountFen: 10990 }],
      parcels: [{ number: 'YT0001', carrier: 'YTO', platformCarrierCode: 'x1', shippedAt: 1700000090000 }],
    });
    expect(order?.closedAt).toBeUndefined();
    expect(order?.parcels).toHaveLength(1);
    expect(order?.parcels[0]?.lines).toEqual([{ platformLineId: '9007199254740993', quantity: 1 }]);
    expect([skuCodes, buyerId, unmapped]).toEqual([['TEE'], '10001', []]);
  });

  it('without a type for freight has it in its lines: they add up all the same', () => {
    const { order } = read(settings);
    expect(order?.postAmountFen).toBe(0);
    expect(order?.lines.map((line) => [line.amountFen, line.payAmountFen])).toEqual([[12990, 11990]]);
  });

  it('keeps no plain text in the state it hands on', () => {
    expect(JSON.stringify(read(settings).order)).not.toMatch(/小明|1381234|文一路/);
    expect(read(settings).cipher).toMatchObject({ name: '张小明', area: '浙江省杭州市西湖区' });
  });

  it('is partly shipped or closed as the table says', () => {
    expect(read(settings, 4).order).toMatchObject({ status: 'shipped', partial: true });
    expect(read(settings, 6).order).toMatchObject({
      status: 'closed',
      closeReason: 'cancelled',
      closedAt: 1700000100123,
    });
  });

  it('changes nothing on a status the table has no row for, and says which', () => {
    for (const given of [settings, { timeUnit: 'ms' }]) {
      const { order, unmapped } = read(given, 99);
      expect([order, unmapped]).toEqual([undefined, [{ what: 'order-status', value: '99' }]]);
    }
  });

  it('changes nothing while nobody has said what unit its times are in', () => {
    const { order, unmapped } = read({ orderStatuses: settings.orderStatuses });
    expect([order, unmapped]).toEqual([undefined, [{ what: 'order', value: '4714323456789012345' }]]);
    expect(read({ ...settings, timeUnit: 's' }, 3, 1700000100).order?.sourceUpdatedAt).toBe(1700000100000);
  });

  it('lines add up to the order, whatever shares it gives', () => {
    const fen = fc.integer({ min: 0, max: 10_000_000 });
    const meanings = readMeanings(settings);
    fc.assert(
      fc.property(
        fc.array(fc.option(fen, { nil: undefined }), { minLength: 1, maxLength: 8 }),
        fen,
        (given, paid) => {
          const items = given.map((share) => ({
            payInfo: share === undefined ? {} : { payAmount: fenToYuan(share) },
          }));
          const orderBaseInfo = { orderNo: '1', orderStatus: 3, updateTime: 1700000000000 };
          const orderInfo = {
            orderBaseInfo,
            items,
            payInfo: { payAmount: fenToYuan(paid), totalAmount: fenToYuan(paid) },
          };
          const lines = toPulledOrder(shop, { orderInfo }, 7, meanings).order?.lines ?? [];
          expect(lines.reduce((sum, line) => sum + line.payAmountFen, 0)).toBe(paid);
          expect(lines.reduce((sum, line) => sum + line.amountFen, 0)).toBe(paid);
        },
      ),
    );
  });
});
