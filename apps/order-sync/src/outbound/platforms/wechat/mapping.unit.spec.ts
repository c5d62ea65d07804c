import { describe, expect, it } from '@jest/globals';
import { parsePlatformJson } from '../wire/json.js';
import { toPulledOrder } from './mapping.js';
import type { WireAddress, WireOrder } from './wire.js';

const shop = { tenantId: 'tenant01', shopId: 'shop', vendorShopId: 'wx1', platform: 'wechat' as const };

const address: WireAddress = {
  user_name: '张**',
  tel_number: '183****2807',
  province_name: '浙江省',
  city_name: '杭州市',
  county_name: '西湖区',
  detail_info: '****',
  hash_code: 'hash-1',
};

const delivery = {
  waybill_id: 'YT0001',
  delivery_id: 'YTO',
  delivery_time: 1700000090,
  product_infos: [{ sku_id: '501', product_cnt: 2 }],
};

const wire = (more: Partial<WireOrder> = {}, detail: WireOrder['order_detail'] = {}): WireOrder => ({
  order_id: '3705115058471208928',
  status: 20,
  openid: 'o_buyer',
  create_time: 1700000000,
  update_time: 1700000100,
  order_detail: {
    product_infos: [
      {
        product_id: '401',
        sku_id: '501',
        sku_cnt: 2,
        sale_price: 6495,
        real_price: 11990,
        title: 'T恤',
        sku_code: 'TEE-RED-M',
        delivery_deadline: 1700172800,
        out_warehouse_id: 'WH-1',
      },
    ],
    price_info: { product_price: 12990, order_price: 12590, freight: 600 },
    pay_info: { pay_time: 1700000060 },
    delivery_info: { address_info: address },
    commission_infos: [{ finder_id: 'finder-1', nickname: '主播' }],
    ...detail,
  },
  ...more,
});
const read = (more?: Partial<WireOrder>, detail?: WireOrder['order_detail']) =>
  toPulledOrder(shop, wire(more, detail), 7);

describe('a WeChat order in our words', () => {
  it('keeps ids exactly, money in fen, time in UTC and the place as GB/T 2260', () => {
    const raw = JSON.stringify(wire()).replace('"3705115058471208928"', '3705115058471208928');
    const pulled = toPulledOrder(shop, parsePlatformJson(raw) as WireOrder, 7);
    expect(pulled).toMatchObject({
      platformOrderId: '3705115058471208928',
      skuCodes: ['TEE-RED-M'],
      warehouseId: 'WH-1',
      buyerId: 'o_buyer',
      unmapped: [],
      order: {
        platform: 'wechat',
        status: 'awaiting_shipment',
        createdAt: 1700000000000,
        paidAt: 1700000060000,
        promisedShipAt: 1700172800000,
        orderAmountFen: 13590,
        payAmountFen: 12590,
        postAmountFen: 600,
        attribution: { by: 'platform', anchorId: 'finder-1', anchorName: '主播' },
        sourceUpdatedAt: 1700000100000,
        askedAt: 7,
        lines: [
          {
            platformLineId: '3705115058471208928/501',
            productId: '401',
            skuId: '501',
            quantity: 2,
            amountFen: 12990,
            payAmountFen: 11990,
            gift: false,
          },
        ],
      },
    });
    expect(pulled.order?.closedAt).toBeUndefined();
  });

  it('leaves an order without a commissioned host unattributed', () => {
    expect(read({}, { commission_infos: [] }).order?.attribution).toEqual({ by: 'UNATTRIBUTED' });
  });

  it.each([
    [10, 'created', false, undefined],
    [20, 'awaiting_shipment', false, undefined],
    [21, 'shipped', true, undefined],
    [30, 'shipped', false, undefined],
    [100, 'finished', false, 'finished'],
    [190, 'closed', false, 'cancelled'],
    [200, 'closed', false, 'refunded'],
    [250, 'closed', false, 'cancelled'],
  ])('reads status %s as %s', (status, expected, partial, closeReason) => {
    expect(read({ status }).order).toMatchObject({ status: expected, partial, closeReason });
  });

  it('changes nothing on a status no document lists, or without a time', () => {
    expect(read({ status: 777 })).not.toHaveProperty('order');
    expect(read({ status: 777 }).unmapped).toEqual([{ what: 'order-status', value: '777' }]);
    expect(read({ update_time: 0 })).not.toHaveProperty('order');
    expect(read({ update_time: 0 }).unmapped).toEqual([{ what: 'order', value: '3705115058471208928' }]);
  });

  it('joins a parcel to its lines, once per number', () => {
    const twice = { delivery_product_info: [delivery, delivery], address_info: address };
    expect(read({ status: 30 }, { delivery_info: twice }).order?.parcels).toMatchObject([
      {
        number: 'YT0001',
        carrier: 'YTO',
        platformCarrierCode: 'YTO',
        shippedAt: 1700000090000,
        lines: [{ platformLineId: '3705115058471208928/501', quantity: 4 }],
      },
    ]);
  });

  it('lets a parcel of an unknown company through as UNKNOWN, and says so', () => {
    const by = { delivery_product_info: [{ ...delivery, delivery_id: 'PIGEON' }] };
    const { order, unmapped } = read({}, { delivery_info: by });
    expect(order?.parcels[0]).toMatchObject({ carrier: 'UNKNOWN', platformCarrierCode: 'PIGEON' });
    expect(unmapped).toEqual([{ what: 'carrier', value: 'PIGEON' }]);
  });
});

describe('the receiver of a WeChat order', () => {
  const at = (more: WireAddress) => read({}, { delivery_info: { address_info: { ...address, ...more } } });

  it('is shown by the platform’s masks, and asked for by field and address', () => {
    expect(read().order?.receiver).toMatchObject({
      nameMask: '张**',
      phoneMask: '183****2807',
      addressMask: '浙江省杭州市西湖区***',
      regionCode: '330106',
      phoneTail: '2807',
    });
    expect(read().cipher).toEqual({
      name: 'user_name:hash-1',
      phone: 'tel_number:hash-1',
      address: 'detail_info:hash-1',
      area: '浙江省杭州市西湖区',
    });
  });

  it('has the tail of the virtual number where the parcel carries that', () => {
    const virtual = { use_tel_number: 1, tel_number_ext_info: { virtual_tel_number: '13212345774-1234' } };
    expect(at(virtual).order?.receiver.phoneTail).toBe('1234');
    expect(at({ ...virtual, use_tel_number: 0 }).order?.receiver.phoneTail).toBe('2807');
  });

  it('never keeps what the platform did not mask', () => {
    const plain = {
      user_name: '张三丰',
      tel_number: '18312342807',
      detail_info: '文三路1号',
      house_number: '5幢',
      hash_code: '',
    };
    const text = JSON.stringify(at(plain));
    for (const word of ['张三丰', '18312342807', '文三路', '5幢']) expect(text).not.toContain(word);
    expect(at(plain).order?.receiver).toMatchObject({ nameMask: '张**', phoneMask: '183****2807' });
  });

  it('is another one when the address is, even where the masks are the same', () => {
    const print = (more: WireAddress) => at(more).order?.receiver.fingerprint;
    expect(print({ hash_code: 'hash-2' })).not.toBe(print({}));
    expect(print({ hash_code: '', tel_number: '183****0000' })).not.toBe(print({ hash_code: '' }));
  });

  it('is nobody on an order without an address', () => {
    expect(read({}, { delivery_info: {} }).cipher).toEqual({ name: '', phone: '', address: '', area: '' });
  });
});
