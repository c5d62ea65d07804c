import { describe, expect, it } from '@jest/globals';
import { phoneTail } from '../../../domain/phone-tail.js';
import { toPulledOrder } from './mapping.js';
import { parsePlatformJson } from '../wire/json.js';
import type { WireOrder } from './wire.js';

const shop = { tenantId: 'tenant01', shopId: 'shop', vendorShopId: '123456', platform: 'douyin' } as const;

const wire = (more: object = {}): WireOrder => ({
  order_id: '4714323456789012345',
  order_status: 2,
  main_status: 2,
  create_time: 1700000000,
  pay_time: 1700000060,
  finish_time: 0,
  update_time: 1700000100,
  order_amount: 12990,
  pay_amount: 11990,
  post_amount: 0,
  mask_post_receiver: '张*',
  mask_post_tel: '184****3965-7576',
  mask_post_addr: '浙江省杭州市西湖区***',
  encrypt_post_receiver: 'cipher-name',
  encrypt_post_tel: 'cipher-tel',
  post_addr: {
    province: { name: '浙江省', id: '33' },
    city: { name: '杭州市' },
    town: { name: '西湖区' },
    encrypt_detail: 'cipher-detail',
  },
  sku_order_list: [
    {
      order_id: '4714323456789012346',
      product_id_str: '3600000000000000001',
      sku_id: 1700000000001,
      code: 'TEE-RED-M',
      item_num: 2,
      order_amount: 12990,
      pay_amount: 11990,
      author_id: '88001',
      author_name: '主播',
      room_id_str: '7300000000000000001',
    },
  ],
  ...more,
});

const parcel = {
  tracking_no: 'YT0001',
  company: 'yuantong',
  ship_time: 1700000090,
  delivery_id: '9001',
  product_info: [{ sku_id: 1700000000001, product_count: 2 }],
};

describe('a Douyin order in our words', () => {
  it('keeps ids exactly, money in fen, time in UTC and the place as GB/T 2260', () => {
    const raw = JSON.stringify(wire()).replace('"4714323456789012345"', '4714323456789012345');
    const { order, skuCodes, cipher } = toPulledOrder(shop, parsePlatformJson(raw) as WireOrder, 7);
    expect(order).toMatchObject({
      platformOrderId: '4714323456789012345',
      status: 'awaiting_shipment',
      createdAt: 1700000000000,
      paidAt: 1700000060000,
      payAmountFen: 11990,
      attribution: { by: 'platform', anchorId: '88001', liveRoomId: '7300000000000000001' },
      receiver: { nameMask: '张*', regionCode: '330106', phoneTail: '7576' },
      lines: [{ platformLineId: '4714323456789012346', merchantSkuCode: 'TEE-RED-M', quantity: 2 }],
    });
    expect(order?.closedAt).toBeUndefined();
    expect(skuCodes).toEqual(['TEE-RED-M']);
    expect(cipher).toEqual({
      name: 'cipher-name',
      phone: 'cipher-tel',
      address: 'cipher-detail',
      area: '浙江省杭州市西湖区',
    });
  });

  it('keeps no ciphertext in the state it hands on', () => {
    expect(JSON.stringify(toPulledOrder(shop, wire(), 7).order)).not.toContain('cipher-');
  });

  it('joins a parcel to its lines', () => {
    const { order } = toPulledOrder(shop, wire({ logistics_info: [parcel], main_status: 3 }), 7);
    expect(order).toMatchObject({
      status: 'shipped',
      parcels: [
        {
          number: 'YT0001',
          carrier: 'YTO',
          platformParcelId: '9001',
          lines: [{ platformLineId: '4714323456789012346', quantity: 2 }],
        },
      ],
    });
  });

  it('lets a parcel of an unknown company through as UNKNOWN, and says so', () => {
    const { order, unmapped } = toPulledOrder(
      shop,
      wire({ logistics_info: [{ ...parcel, company: 'pigeon' }] }),
      7,
    );
    expect(order?.parcels[0]).toMatchObject({ carrier: 'UNKNOWN', platformCarrierCode: 'pigeon' });
    expect(unmapped).toEqual([{ what: 'carrier', value: 'pigeon' }]);
  });

  it('changes nothing on a status no document lists', () => {
    const { order, unmapped } = toPulledOrder(shop, wire({ main_status: 777, order_status: 777 }), 7);
    expect(order).toBeUndefined();
    expect(unmapped).toEqual([{ what: 'order-status', value: '777' }]);
  });

  it.each([
    [1, 'created', undefined],
    [105, 'paid', undefined],
    [101, 'shipped', undefined],
    [4, 'closed', 'cancelled'],
    [5, 'finished', 'finished'],
    [21, 'closed', 'refunded'],
    [22, 'closed', 'refunded'],
    [39, 'closed', 'refunded'],
  ])('reads main_status %s as %s', (main, status, closeReason) => {
    expect(toPulledOrder(shop, wire({ main_status: main }), 7).order).toMatchObject({ status, closeReason });
  });

  it('leaves an order without a host unattributed', () => {
    expect(toPulledOrder(shop, wire({ sku_order_list: [] }), 7).order?.attribution).toEqual({
      by: 'UNATTRIBUTED',
    });
  });

  it('knows a changed address even where the mask is the same', () => {
    const [before, after] = ['a', 'b'].map(
      (detail) => toPulledOrder(shop, wire({ post_addr: { encrypt_detail: detail } }), 7).order,
    );
    expect(before?.receiver.fingerprint).not.toBe(after?.receiver.fingerprint);
  });
});

describe('the phone’s tail', () => {
  it.each([
    ['18400913965-7576', '7576'],
    ['138****1234', '1234'],
    ['138******34', undefined],
    ['', undefined],
  ])('of %s is %s', (phone, tail) => {
    expect(phoneTail(phone)).toBe(tail);
  });
});
