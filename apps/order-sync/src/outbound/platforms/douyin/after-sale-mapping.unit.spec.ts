import { describe, expect, it } from '@jest/globals';
import { readReasons } from '../../../domain/reason-table.js';
import {
  fromDetail,
  fromListItem,
  isWhole,
  merged,
  toPulledCase,
  toSign,
  type WireCase,
} from './after-sale-mapping.js';
import type { AfterSaleDetailData, WireListItem } from './after-sale-wire.js';
import { parsePlatformJson } from '../wire/json.js';

const shop = { tenantId: 'tenant01', shopId: 'shop', vendorShopId: '123456', platform: 'douyin' } as const;
const reasons = readReasons('2:quality');

/** As the platform writes it: ids are bare int64 numbers. */
const DETAIL = `{
  "process_info": {
    "after_sale_info": {
      "after_sale_id": 7311111111111111111, "after_sale_type": 0, "after_sale_status": 11, "refund_status": 1,
      "refund_total_amount": 11990, "refund_post_amount": 600, "real_refund_amount": 0, "reason_code": 2,
      "apply_time": 1700000000, "update_time": 1700000100, "status_deadline": 1700600000 },
    "logistics_info": { "return": { "tracking_no": "YT1", "company_code": "yuantong", "company_name": "圆通快递",
      "logistics_time": 1700000090 }, "order": [] },
    "arbitrate_info": { "arbitrate_status": 0 } },
  "order_info": { "shop_order_id": 4714323456789012345, "sku_order_infos": [
    { "sku_order_id": 4714323456789012346, "item_quantity": 3, "after_sale_item_count": 2 } ] } }`;

const LISTED: WireListItem = {
  aftersale_info: {
    aftersale_id: '7311111111111111111',
    aftersale_type: 0,
    aftersale_status: 11,
    refund_status: 1,
    arbitrate_status: 0,
    apply_time: 1700000000,
    update_time: 1700000100,
    status_deadline: 1700600000,
    refund_amount: 11990,
    refund_post_amount: 600,
    return_logistics_code: 'YT1',
    return_logistics_company_name: '圆通快递',
  },
  order_info: {
    shop_order_id: '4714323456789012345',
    related_order_info: [{ sku_order_id: '4714323456789012346', item_num: 3, aftersale_item_num: 2 }],
  },
};

const detail = fromDetail(parsePlatformJson(DETAIL) as AfterSaleDetailData);
const read = (more: Partial<WireCase> = {}) => toPulledCase(shop, { ...detail, ...more }, 7, reasons);

describe('a Douyin case in our words', () => {
  it('keeps ids exactly, money in fen, time in UTC, lines with what is asked back, and the buyer’s parcel', () => {
    expect(isWhole(detail)).toBe(true);
    expect(read()).toEqual({
      platformAfterSaleId: '7311111111111111111',
      platformOrderId: '4714323456789012345',
      unmapped: [],
      seen: {
        platform: 'douyin',
        shopId: 'shop',
        platformAfterSaleId: '7311111111111111111',
        platformOrderId: '4714323456789012345',
        kind: 'return_refund',
        status: 'return_shipped',
        refunding: false,
        platformState: { type: '0', status: '11', refund: '1', arbitration: '0' },
        reason: 'quality',
        platformReasonCode: '2',
        refundAmountFen: 11990,
        refundPostFen: 600,
        statusDeadline: 1700600000000,
        appliedAt: 1700000000000,
        returnParcel: {
          number: 'YT1',
          carrier: 'YTO',
          platformCarrierCode: 'yuantong',
          shippedAt: 1700000090000,
        },
        sourceUpdatedAt: 1700000100000,
        askedAt: 7,
        lines: [{ platformLineId: '4714323456789012346', quantity: 2 }],
      },
    });
  });

  it('completes a detail that says too little from the list, and takes neither where they disagree', () => {
    const bare = fromDetail({
      process_info: { after_sale_info: { after_sale_id: '7311111111111111111', after_sale_status: 11 } },
      order_info: { shop_order_id: '4714323456789012345' },
    });
    expect(isWhole(bare)).toBe(false);
    const whole = merged(bare, fromListItem(LISTED));
    expect(isWhole(whole)).toBe(true);
    expect(toPulledCase(shop, whole, 7, reasons).seen).toMatchObject({
      kind: 'return_refund',
      refundAmountFen: 11990,
      lines: [{ quantity: 2 }],
      // The list names the company without its code.
      returnParcel: { number: 'YT1', carrier: 'YTO', platformCarrierCode: '圆通快递' },
    });
    expect(() => merged({ ...bare, status: '7' }, fromListItem(LISTED))).toThrow('moved');
  });

  it('counts what no table knows, and says nothing for it', () => {
    expect(read({ status: '99' })).toMatchObject({
      seen: { status: undefined, platformState: { status: '99' } },
      unmapped: [{ what: 'after-sale-status', value: '99/1' }],
    });
    expect(read({ type: '5', status: '28' })).toMatchObject({
      seen: { kind: 'UNKNOWN', status: 'closed' },
      unmapped: [{ what: 'after-sale-type', value: '5' }],
    });
    expect(read({ reasonCode: '77' })).toMatchObject({
      seen: { reason: 'UNKNOWN', platformReasonCode: '77' },
      unmapped: [{ what: 'reason-code', value: '77' }],
    });
    expect(read({ parcel: { number: 'X', code: 'pigeon' } })).toMatchObject({
      seen: { returnParcel: { carrier: 'UNKNOWN', platformCarrierCode: 'pigeon' } },
      unmapped: [{ what: 'carrier', value: 'pigeon' }],
    });
    expect(read({ updatedAt: undefined })).toMatchObject({ unmapped: [{ what: 'after-sale' }] });
    expect(read({ updatedAt: undefined })).not.toHaveProperty('seen');
  });

  it('reads out of the list only whether to ask', () => {
    expect(toSign(LISTED)).toEqual({
      platformAfterSaleId: '7311111111111111111',
      platformOrderId: '4714323456789012345',
      updatedAt: 1700000100000,
      status: '11',
      refund: '1',
    });
    expect(toSign({ aftersale_info: { aftersale_id: '1' } })).toBeUndefined();
  });
});
