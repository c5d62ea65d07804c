import { describe, expect, it } from '@jest/globals';
import { readReasons } from '../../../domain/reason-table.js';
import { parsePlatformJson } from '../wire/json.js';
import { toPulledCase, toSign } from './case-mapping.js';
import type { WireRefund } from './wire.js';

const shop = { tenantId: 'tenant01', shopId: 'shop', vendorShopId: '445566', platform: 'pinduoduo' } as const;
const context = { shop, askedAt: 7, reasons: readReasons('质量问题:quality') };

const BODY = `{ "id": 9007199254740993, "order_sn": "231115-452750051", "after_sales_status": 3,
  "after_sales_type": 3, "after_sale_reason": "质量问题", "dispute_refund_status": 0, "refund_amount": "59.9",
  "sku_id": "9007199254740995", "goods_number": "1", "tracking_number": "YT123", "shipping_name": "圆通快递",
  "created_time": "2023-11-15 06:13:20", "updated_time": "2023-11-16 06:13:20" }`;

const wire = (more: WireRefund = {}): WireRefund => ({ ...(parsePlatformJson(BODY) as WireRefund), ...more });
const seen = (more: WireRefund = {}) => toPulledCase(wire(more), context);

describe('a Pinduoduo case in our words', () => {
  it('keeps ids exactly, money in fen and the parcel that comes back', () => {
    expect(seen()).toEqual({
      platformAfterSaleId: '9007199254740993',
      platformOrderId: '231115-452750051',
      unmapped: [],
      seen: {
        platform: 'pinduoduo',
        shopId: 'shop',
        platformAfterSaleId: '9007199254740993',
        platformOrderId: '231115-452750051',
        kind: 'return_refund',
        status: 'return_shipped',
        refunding: false,
        platformState: { type: '3', status: '3', arbitration: '0' },
        reason: 'quality',
        platformReasonCode: '质量问题',
        refundAmountFen: 5_990,
        refundPostFen: 0,
        appliedAt: Date.UTC(2023, 10, 14, 22, 13, 20),
        sourceUpdatedAt: Date.UTC(2023, 10, 15, 22, 13, 20),
        askedAt: 7,
        returnParcel: {
          number: 'YT123',
          carrier: 'YTO',
          platformCarrierCode: '圆通快递',
          shippedAt: Date.UTC(2023, 10, 15, 22, 13, 20),
        },
        lines: [{ platformLineId: '231115-452750051/9007199254740995', quantity: 1 }],
      },
    });
  });

  it('is asked for, not shipped, while no parcel is named', () => {
    expect(seen({ tracking_number: '' }).seen).toMatchObject({
      status: 'requested',
      returnParcel: undefined,
    });
  });

  it('tells what was refunded once it was', () => {
    expect(seen({ after_sales_status: 10 }).seen).toMatchObject({ status: 'refunded', refundedFen: 5_990 });
  });

  it.each([
    ['邮政EMS', 'EMS'],
    ['京东配送', 'JD'],
    ['极兔速递', 'JTSD'],
    ['德邦快递', 'DBL'],
  ])('knows the carrier %s by its name', (name, carrier) => {
    expect(seen({ shipping_name: name }).seen?.returnParcel).toMatchObject({ carrier });
  });

  it('keeps raw what is in no table, and reports each of it', () => {
    const odd = {
      after_sales_status: 31,
      after_sales_type: 9,
      after_sale_reason: '其他',
      shipping_name: '某某',
    };
    const answer = seen({ ...odd, dispute_refund_status: 5 });
    expect(answer.seen).toMatchObject({ status: undefined, kind: 'UNKNOWN', reason: 'UNKNOWN' });
    expect(answer.unmapped).toEqual([
      { what: 'after-sale-status', value: '31' },
      { what: 'after-sale-type', value: '9' },
      { what: 'arbitration', value: '5' },
      { what: 'reason-code', value: '其他' },
      { what: 'carrier', value: '某某' },
    ]);
  });

  it.each([{ updated_time: '' }, { refund_amount: 'x' }, { order_sn: '' }])(
    'is no case without what it cannot do without: %j',
    (more) => {
      const answer = seen(more);
      expect(answer.seen).toBeUndefined();
      expect(answer.unmapped).toContainEqual({ what: 'after-sale', value: '9007199254740993' });
    },
  );

  it('gives a sign of a row, and none of a row without an id', () => {
    expect(toSign(wire())).toEqual({
      platformAfterSaleId: '9007199254740993',
      platformOrderId: '231115-452750051',
      updatedAt: Date.UTC(2023, 10, 15, 22, 13, 20),
      status: '3',
    });
    expect(toSign({ order_sn: '231115-1' })).toBeUndefined();
  });
});
