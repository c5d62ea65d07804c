import { describe, expect, it } from '@jest/globals';
import { fenToYuan } from '@cartrail/kernel';
import fc from 'fast-check';
import { parsePlatformJson } from '../wire/json.js';
import { toPulledOrder } from './mapping.js';
import type { WireSubOrder, WireTrade } from './wire.js';

const shop = { tenantId: 'tenant01', shopId: 'shop', vendorShopId: '706388888', platform: 'taobao' } as const;

const line = (more: Partial<WireSubOrder> = {}): WireSubOrder => ({
  oid: '4714323456789012346',
  num_iid: 520000000001,
  sku_id: '1700000000001',
  outer_sku_id: 'TEE-RED-M',
  title: 'T恤',
  price: '64.95',
  num: 2,
  payment: '129.90',
  divide_order_fee: '113.90',
  store_code: 'WH-330100',
  ...more,
});

const trade = (more: Partial<WireTrade> = {}): WireTrade => ({
  tid: '4714323456789012345',
  status: 'WAIT_SELLER_SEND_GOODS',
  created: '2023-11-15 06:13:20',
  modified: '2023-11-15 06:15:00',
  pay_time: '2023-11-15 06:14:20',
  end_time: '0000-00-00 00:00:00',
  delivery_time: '2023-11-17 06:14:20',
  total_fee: '129.90',
  payment: '119.90',
  post_fee: '6.00',
  buyer_open_uid: 'AAE-buyer',
  receiver_name: '张**',
  receiver_mobile: '138****1234',
  receiver_state: '浙江省',
  receiver_city: '杭州市',
  receiver_district: '西湖区',
  receiver_town: '文新街道',
  receiver_address: '文***号',
  oaid: 'oaid-1',
  orders: { order: [line()] },
  ...more,
});

const order = (more: Partial<WireTrade> = {}) => toPulledOrder(shop, trade(more), 7).order;
const sent = { invoice_no: 'YT0001', logistics_company: '圆通速递', consign_time: '2023-11-15 06:14:50' };

describe('a trade of Taobao in our words', () => {
  it('keeps ids exactly, money in fen, time in UTC and the place as GB/T 2260', () => {
    const raw = JSON.stringify(trade()).replace('"4714323456789012345"', '4714323456789012345');
    const pulled = toPulledOrder(shop, parsePlatformJson(raw) as WireTrade, 7);
    expect(pulled.order).toMatchObject({
      platform: 'taobao',
      shopId: 'shop',
      platformOrderId: '4714323456789012345',
      status: 'awaiting_shipment',
      partial: false,
      createdAt: 1700000000000,
      paidAt: 1700000060000,
      promisedShipAt: 1700172860000,
      sourceUpdatedAt: 1700000100000,
      askedAt: 7,
      orderAmountFen: 13590,
      payAmountFen: 11990,
      postAmountFen: 600,
      attribution: { by: 'UNATTRIBUTED' },
      receiver: { regionCode: '330106', phoneTail: '1234' },
    });
    expect(pulled).toMatchObject({
      platformOrderId: '4714323456789012345',
      skuCodes: ['TEE-RED-M'],
      warehouseId: 'WH-330100',
      buyerId: 'AAE-buyer',
      unmapped: [],
    });
    expect(pulled.order?.lines).toMatchObject([
      {
        platformLineId: '4714323456789012346',
        productId: '520000000001',
        skuId: '1700000000001',
        quantity: 2,
        amountFen: 12990,
        payAmountFen: 11390,
        gift: false,
      },
    ]);
  });

  it.each([
    ['TRADE_NO_CREATE_PAY', 'created', false, undefined],
    ['WAIT_BUYER_PAY', 'created', false, undefined],
    ['PAY_PENDING', 'created', false, undefined],
    ['WAIT_SELLER_SEND_GOODS', 'awaiting_shipment', false, undefined],
    ['SELLER_CONSIGNED_PART', 'shipped', true, undefined],
    ['WAIT_BUYER_CONFIRM_GOODS', 'shipped', false, undefined],
    ['TRADE_BUYER_SIGNED', 'shipped', false, undefined],
    ['TRADE_FINISHED', 'finished', false, 'finished'],
    ['TRADE_CLOSED', 'closed', false, 'refunded'],
    ['TRADE_CLOSED_BY_TAOBAO', 'closed', false, 'cancelled'],
  ])('%s is %s', (status, ours, partial, closeReason) => {
    expect(order({ status })).toMatchObject({ status: ours, partial });
    expect(order({ status })?.closeReason).toBe(closeReason);
    expect(order({ status, end_time: '2023-11-15 06:14:59' })?.closedAt).toBe(
      closeReason === undefined ? undefined : 1700000099000,
    );
  });

  it('keeps a status that no table has raw, says so, and says nothing else of the order', () => {
    const pulled = toPulledOrder(shop, trade({ status: 'PAID_FORBID_CONSIGN' }), 7);
    expect(pulled.order).toBeUndefined();
    expect(pulled.unmapped).toEqual([{ what: 'order-status', value: 'PAID_FORBID_CONSIGN' }]);
  });

  it.each([{ modified: '' }, { tid: 0 }, { payment: 'free' }, { total_fee: undefined }])(
    'says nothing of an order that lacks what none can do without: %j',
    (more) => {
      const pulled = toPulledOrder(shop, trade(more), 7);
      expect(pulled.order).toBeUndefined();
      expect(pulled.unmapped).toMatchObject([{ what: 'order' }]);
    },
  );

  it('makes one parcel of the sub-orders that share a number, and another of each other number', () => {
    const orders = [
      line({ ...sent }),
      line({ ...sent, oid: 2, num: 1 }),
      line({ oid: 3, num: 1, invoice_no: 'ZT0002', logistics_company: '中通快递' }),
      line({ oid: 4, num: 1 }),
    ];
    const parcels = order({ consign_time: '2023-11-15 06:14:55', orders: { order: orders } })?.parcels;
    expect(parcels).toMatchObject([
      {
        number: 'YT0001',
        carrier: 'YTO',
        platformCarrierCode: '圆通速递',
        shippedAt: 1700000090000,
        lines: [
          { platformLineId: '4714323456789012346', quantity: 2 },
          { platformLineId: '2', quantity: 1 },
        ],
      },
      {
        number: 'ZT0002',
        carrier: 'ZTO',
        shippedAt: 1700000095000,
        lines: [{ platformLineId: '3', quantity: 1 }],
      },
    ]);
  });

  it('keeps the name of a company that it does not know, and says so', () => {
    const orders = { order: [line({ ...sent, logistics_company: '火星快递' })] };
    const pulled = toPulledOrder(shop, trade({ orders }), 7);
    expect(pulled.order?.parcels).toMatchObject([{ carrier: 'UNKNOWN', platformCarrierCode: '火星快递' }]);
    expect(pulled.unmapped).toEqual([{ what: 'carrier', value: '火星快递' }]);
  });

  it('tells a gift', () => {
    expect(order({ orders: { order: [line({ is_free_gift: true })] } })?.lines[0]?.gift).toBe(true);
  });

  it('adds the lines up to the order without its freight, whatever the platform shares out', () => {
    const fen = fc.nat(1_000_000);
    const one = fc.record({ price: fen, num: fc.integer({ min: 1, max: 9 }), share: fc.option(fen) });
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 6 }), fen, fen, fen, (lines, goods, net, post) => {
        const orders = lines.map(({ price, num, share }, oid) =>
          line({
            oid: oid + 1,
            price: fenToYuan(price),
            num,
            payment: undefined,
            divide_order_fee: share === null ? undefined : fenToYuan(share),
          }),
        );
        const got = order({
          total_fee: fenToYuan(goods),
          payment: fenToYuan(net + post),
          post_fee: fenToYuan(post),
          orders: { order: orders },
        });
        const sum = (pick: 'amountFen' | 'payAmountFen') =>
          got?.lines.reduce((total, each) => total + each[pick], 0);
        expect([sum('amountFen'), sum('payAmountFen')]).toEqual([goods, net]);
      }),
    );
  });
});

describe('the receiver of a trade', () => {
  const receiver = (more: Partial<WireTrade>) => order(more)?.receiver;

  it('masks what is plain, and keeps what came as ciphertext is kept', () => {
    const plain = { receiver_name: '张三丰', receiver_mobile: '13812341234', receiver_address: '文三路1号' };
    expect(receiver(plain)).toMatchObject({
      nameMask: '张**',
      phoneMask: '138****1234',
      addressMask: '浙江省杭州市西湖区***',
    });
    expect(toPulledOrder(shop, trade(plain), 7).cipher).toEqual({
      area: '浙江省杭州市西湖区文新街道',
      name: '张三丰',
      phone: '13812341234',
      address: '文三路1号',
    });
  });

  it('shows the masks of the platform, and nothing of a ciphertext', () => {
    expect(receiver({})).toMatchObject({ nameMask: '张**', phoneMask: '138****1234' });
    const sealed = { receiver_name: '~KQ9cQ2Jw7p1s0u8eRz4f~1~', receiver_mobile: '$138$kq9cQ2==$1$' };
    expect(receiver(sealed)).toMatchObject({ nameMask: '***', phoneMask: '****' });
  });

  it('is another one when the address is, though the masks are the same', () => {
    expect(receiver({})?.fingerprint).toBe(receiver({})?.fingerprint);
    expect(receiver({})?.fingerprint).not.toBe(receiver({ oaid: 'oaid-2' })?.fingerprint);
    expect(receiver({})?.fingerprint).not.toBe(receiver({ receiver_town: '古荡街道' })?.fingerprint);
  });

  it('is known by the fixed line where there is no mobile number', () => {
    expect(receiver({ receiver_mobile: '', receiver_phone: '010-12345678' })?.phoneMask).toBe('010-****5678');
  });
});
