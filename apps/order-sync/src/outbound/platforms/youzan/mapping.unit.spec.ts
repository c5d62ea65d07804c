import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fenToYuan } from '@cartrail/kernel';
import { youzanCompanies } from './companies.js';
import { toPulledOrder } from './mapping.js';
import type { TradeData, WireOrder } from './wire.js';

const shop = { tenantId: 'tenant01', shopId: 'shop', vendorShopId: '111301484', platform: 'youzan' as const };
const companies = youzanCompanies('');

const info = {
  tid: 'E20231115061320000100001',
  status: 'WAIT_SELLER_SEND_GOODS',
  created: '2023-11-15 06:13:20',
  pay_time: '2023-11-15 06:14:20',
  update_time: '2023-11-15 06:15:00',
  success_time: '1970-01-01 08:00:00',
  consign_time: '',
  refund_state: 0,
};
const wire: WireOrder = {
  order_info: info,
  pay_info: { payment: '119.90', post_fee: '0.00', total_fee: '129.90' },
  address_info: {
    receiver_name: 'cipher-name=$1$',
    receiver_tel: 'cipher-tel=$1$',
    delivery_address: 'cipher-detail=$1$',
    delivery_province: '浙江省',
    delivery_city: '杭州市',
    delivery_district: '西湖区',
  },
  buyer_info: { yz_open_id: 'yz-1' },
  orders: [
    {
      oid: '2893166363399291031',
      item_id: 410405681,
      sku_id: 36203237,
      outer_sku_id: 'TEE',
      title: 'T恤',
      num: 2,
      price: '50.00',
      payment: '90.00',
    },
    {
      oid: '2893166363399291032',
      item_id: 410405682,
      sku_id: 0,
      num: 1,
      price: '29.90',
      payment: '29.90',
      is_present: true,
    },
  ],
};
const delivery = {
  express_state: 1,
  oids: [{ oid: '2893166363399291031' }],
  dists: [{ dist_id: '9001', express_info: { express_id: 2, express_no: 'YT0001' } }],
};
const pulled = (more: object = {}, data: Partial<TradeData> = {}) =>
  toPulledOrder(
    shop,
    { full_order_info: { ...wire, order_info: { ...info, ...more } }, ...data },
    7,
    companies,
  );

describe('a Youzan order in our words', () => {
  it('keeps ids exactly, yuan in fen, wall time in UTC and the place as GB/T 2260', () => {
    const { order, skuCodes, buyerId, unmapped } = pulled();
    expect(order).toMatchObject({
      platform: 'youzan',
      platformOrderId: 'E20231115061320000100001',
      status: 'awaiting_shipment',
      partial: false,
      createdAt: 1700000000000,
      paidAt: 1700000060000,
      sourceUpdatedAt: 1700000100000,
      orderAmountFen: 12990,
      payAmountFen: 11990,
      attribution: { by: 'UNATTRIBUTED' },
      receiver: {
        regionCode: '330106',
        nameMask: '*',
        phoneMask: '****',
        addressMask: '浙江省杭州市西湖区***',
      },
      lines: [
        {
          platformLineId: '2893166363399291031',
          merchantSkuCode: 'TEE',
          amountFen: 10000,
          payAmountFen: 9000,
          gift: false,
        },
        { platformLineId: '2893166363399291032', amountFen: 2990, payAmountFen: 2990, gift: true },
      ],
    });
    expect([skuCodes, buyerId, unmapped]).toEqual([['TEE'], 'yz-1', []]);
  });

  it('takes the epoch and an empty text for never', () => {
    expect(pulled({ pay_time: '' }).order?.paidAt).toBeUndefined();
    expect(pulled({ status: 'TRADE_SUCCESS' }).order).toMatchObject({ closedAt: 1700000100000 });
  });

  it('keeps no ciphertext and no plain text in the state it hands on', () => {
    const plain = {
      ...wire,
      address_info: { receiver_name: '张小明', receiver_tel: '13812341234', delivery_address: '文一路1号' },
    };
    const { order, cipher } = toPulledOrder(shop, { full_order_info: plain }, 7, companies);
    expect(JSON.stringify(order)).not.toMatch(/小明|1381234|文一路/);
    expect(order?.receiver).toMatchObject({ phoneMask: '138****1234', phoneTail: '1234' });
    expect(cipher.phone).toBe('13812341234');
    expect(JSON.stringify(pulled().order)).not.toContain('cipher-');
  });

  it('is partly shipped while it waits for goods of which some have left', () => {
    const { order } = pulled({}, { delivery_order: [delivery, { ...delivery, express_state: 0 }] });
    expect(order).toMatchObject({ status: 'shipped', partial: true });
    expect(order?.parcels).toMatchObject([
      {
        number: 'YT0001',
        carrier: 'YTO',
        platformParcelId: '9001',
        lines: [{ platformLineId: '2893166363399291031', quantity: 2 }],
      },
    ]);
  });

  it('says nothing of what is in which of several parcels', () => {
    const dists = ['YT1', 'YT2'].map((express_no) => ({ express_info: { express_id: 2, express_no } }));
    const { order } = pulled({}, { delivery_order: [{ ...delivery, dists }] });
    expect(order?.parcels.map(({ number, lines }) => [number, lines])).toEqual([
      ['YT1', []],
      ['YT2', []],
    ]);
  });

  it('lets a parcel of an unknown company through as UNKNOWN, unless the merchant names it', () => {
    const dists = [{ express_info: { express_id: 999, express_no: 'JT1' } }];
    const data = { delivery_order: [{ ...delivery, dists }] };
    expect(pulled({}, data)).toMatchObject({ unmapped: [{ what: 'carrier', value: '999' }] });
    const known = toPulledOrder(shop, { full_order_info: wire, ...data }, 7, youzanCompanies('999:JTSD'));
    expect([known.order?.parcels[0]?.carrier, known.unmapped]).toEqual(['JTSD', []]);
  });

  it.each([
    ['WAIT_BUYER_PAY', 0, 'created', undefined],
    ['TRADE_PAID', 0, 'paid', undefined],
    ['WAIT_CONFIRM', 0, 'paid', undefined],
    ['WAIT_SELLER_SEND_GOODS', 2, 'awaiting_shipment', undefined],
    ['WAIT_BUYER_CONFIRM_GOODS', 0, 'shipped', undefined],
    ['TRADE_SUCCESS', 0, 'finished', 'finished'],
    ['TRADE_CLOSED', 0, 'closed', 'cancelled'],
    ['TRADE_CLOSED', 12, 'closed', 'refunded'],
  ])('%s with refund state %s is %s, closed as %s', (status, refund, expected, closeReason) => {
    expect(pulled({ status, refund_state: refund }).order).toMatchObject({ status: expected, closeReason });
  });

  it.each(['TRADE_REFUND', '60', ''])('changes nothing on %j, which is no status of an order', (status) => {
    const { order, unmapped } = pulled({ status });
    expect([order, unmapped]).toEqual([undefined, [{ what: 'order-status', value: status }]]);
  });

  it('changes nothing without a time of change', () => {
    expect(pulled({ update_time: undefined })).toMatchObject({ unmapped: [{ what: 'order' }] });
    expect(pulled({ update_time: undefined }).order).toBeUndefined();
  });

  it('lines add up to the order, with freight and without, whatever shares it gives', () => {
    const fen = fc.integer({ min: 0, max: 10_000_000 });
    const lines = fc.array(fc.record({ price: fen, payment: fc.option(fen, { nil: undefined }) }), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(lines, fen, fen, (given, paid, post) => {
        const orders = given.map(({ price, payment }, index) => ({
          oid: String(index + 1),
          num: 3,
          price: fenToYuan(price),
          ...(payment !== undefined && { payment: fenToYuan(payment) }),
        }));
        const pay_info = {
          payment: fenToYuan(paid + post),
          post_fee: fenToYuan(post),
          total_fee: fenToYuan(paid),
        };
        const { order } = toPulledOrder(
          shop,
          { full_order_info: { ...wire, orders, pay_info } },
          7,
          companies,
        );
        const sum = (amounts: readonly number[]) => amounts.reduce((a, b) => a + b, 0);
        expect(sum((order?.lines ?? []).map((line) => line.amountFen))).toBe(paid);
        expect([paid, paid + post]).toContain(sum((order?.lines ?? []).map((line) => line.payAmountFen)));
      }),
    );
  });
});
