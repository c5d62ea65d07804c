import { MINUTE, SECOND } from '@cartrail/kernel';
import { addressesOf } from '../after-sales/addresses.js';
import type { Cases } from '../after-sales/cases.js';
import { isLive } from '../after-sales/lookup.js';
import { mayDo, type Merchant, type MerchantAct } from '../after-sales/merchant.js';
import type { Faults } from '../delivery/faults.js';
import { cityOf } from '../orders/cities.js';
import type { AfterSale } from '../state/after-sale.model.js';
import type { State } from '../state/state.js';
import { invalid, missing, refused } from './answers.js';
import { caseView, statusOf, typeOf } from './case-view.js';
import type { Fields } from './fields.js';
import type { Call } from './gate.js';
import { pageOf, windowOf } from './pages.js';
import { seconds } from './times.js';

const ALL = 1;
const UNHEARD_OF = 99;
const SPAN = (30 * MINUTE) / SECOND;
const types = [ALL, 2, 3, 4, 5];
/** What refund.agree can mean, the first that fits. */
const payingBack = ['confirm-receipt', 'agree-refund'] as const satisfies readonly MerchantAct[];

/** The after-sale calls, for one shop. */
export class CaseApi {
  constructor(
    private readonly state: State,
    private readonly cases: Cases,
    private readonly merchant: Merchant,
    private readonly faults: Faults,
    private readonly now: () => number,
  ) {}

  /** With an order's number the other filters count for nothing, though they have to be there. */
  list(call: Call, fields: Fields): object {
    const [type, status] = [fields.needWhole('after_sales_type'), fields.needWhole('after_sales_status')];
    if (!types.includes(type)) throw invalid('after_sales_type', 'after_sales_type不正确');
    const orderSn = fields.text('order_sn');
    const changed = windowOf(fields, ['start_updated_at', 'end_updated_at'], SPAN);
    const wanted = (one: AfterSale): boolean =>
      orderSn === undefined || orderSn === ''
        ? changed(one.updatedAt) && [ALL, typeOf(one)].includes(type) && [ALL, statusOf(one)].includes(status)
        : one.orderId === orderSn;
    const found = [...this.state.afterSales.values()].filter(
      (one) => one.shopId === call.shop?.shopId && wanted(one),
    );
    found.sort((a, b) => a.updatedAt - b.updatedAt || (a.id < b.id ? -1 : 1));
    const { total, rows } = pageOf(found, fields);
    return { total_count: total, refund_list: rows.flatMap((one) => this.view(one)) };
  }

  addresses({ shop }: Call): object {
    if (!shop) throw missing('access_token');
    return {
      refund_address_list: addressesOf(shop).map((address) => {
        const { province, city, district } = cityOf(address.region);
        return {
          id: BigInt(address.addressId),
          refund_address_id: address.addressId,
          mall_id: BigInt(shop.shopId),
          refund_name: address.receiver,
          refund_phone: address.phone,
          province_name: province,
          city_name: city,
          district_name: district,
          refund_address: address.detail,
          is_default: address.isDefault ? 'Y' : 'N',
        };
      }),
    };
  }

  agreeReturn(call: Call, fields: Fields): object {
    const request = fields.inner('request');
    const one = this.find(call, request);
    request.need('operate_desc');
    const addressId = request.need('return_address_id');
    const known = call.shop && addressesOf(call.shop).some((address) => address.addressId === addressId);
    const why = known ? this.whyNot(one, ['agree-return']) : '退货地址不存在';
    if (why !== undefined) return { success: false, error_code: 50_001, error_msg: why, result: null };
    this.merchant.act(one, 'agree-return', { addressId });
    return { success: true, error_code: 0, error_msg: '', result: { ...named(one), success: true } };
  }

  agreeRefund(call: Call, fields: Fields): object {
    const one = this.find(call, fields.inner('request'));
    const why = this.whyNot(one, payingBack);
    if (why !== undefined) return { result: { ...named(one), succ: false, message: why } };
    this.merchant.act(one, payingBack.find((act) => mayDo(one, act)) ?? 'agree-refund');
    return { result: { ...named(one), succ: true, message: '退款操作成功' } };
  }

  /** The goods are in the warehouse, or were not taken in; no money moves. */
  received(call: Call, fields: Fields): object {
    const request = fields.inner('request');
    const one = this.find(call, request);
    const [status, at] = [request.needWhole('warehouse_status'), request.needWhole('operate_time')];
    const number = request.need('reverse_tracking_number');
    if (status !== 1 && status !== 2) throw invalid('warehouse_status', 'warehouse_status不正确');
    if (at > seconds(this.now()) + 600) throw invalid('operate_time', 'operate_time不正确');
    if (one.parcel && one.parcel.number !== number) throw refused('退货运单号不一致');
    const why = this.whyNot(one, ['report-received']);
    if (why !== undefined) throw refused(why);
    if (status === 1) this.merchant.act(one, 'report-received', { opTime: at, trackingNo: number });
    return { result: named(one) };
  }

  private whyNot(one: AfterSale, acts: readonly MerchantAct[]): string | undefined {
    if (this.faults.has('manual-only', one.id, one.orderId, 'pinduoduo')) return '请到商家后台处理';
    if (isLive(one) && one.arbitrateStatus === 1) return '平台处理中';
    return acts.some((act) => mayDo(one, act)) ? undefined : '售后单状态已变更';
  }

  private find(call: Call, request: Fields): AfterSale {
    const one = this.state.afterSales.get(request.need('after_sales_id'));
    if (!one || one.shopId !== call.shop?.shopId || one.orderId !== request.need('order_sn')) {
      throw refused('售后单不存在');
    }
    return this.cases.get(one.id);
  }

  private view(one: AfterSale): object[] {
    const order = this.state.orders.get(one.orderId);
    if (!order) return [];
    const view = caseView(one, order);
    return [this.faults.has('unknown-code', one.id) ? { ...view, after_sales_status: UNHEARD_OF } : view];
  }
}

const named = (one: AfterSale): object => ({ after_sales_id: BigInt(one.id), order_sn: one.orderId });
