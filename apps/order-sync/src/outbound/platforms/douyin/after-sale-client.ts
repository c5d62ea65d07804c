import type { DouyinClient } from './client.js';
import type { Json } from './canonical-json.js';
import type { AfterSaleDetailData, AfterSaleListData, AfterSaleOperateData } from './after-sale-wire.js';

/** What `afterSale.operate` is told to do. The document gives 101 and 201; 111 stands there as its example value only. */
export const operations = { agreeReturn: 101, secondConsent: 111, agreeRefund: 201 } as const;

export type CasesBy = 'apply' | 'update';

export interface CaseQuery {
  readonly by: CasesBy;
  /** Unix seconds, as is the next. */
  readonly from: number;
  readonly to: number;
  readonly page: number;
  readonly size: number;
}

export interface OperateItem {
  readonly afterSaleId: string;
  /** The version read before: refused when the case has moved since. */
  readonly updateTime: number;
  readonly receiverAddressId?: bigint;
}

export interface ReceivedReport {
  readonly afterSaleId: string;
  readonly opTime: number;
  readonly trackingNo?: string;
  readonly companyCode?: string;
}

/** Transport of the after-sale API: one method per call. */
export class DouyinAfterSaleClient {
  constructor(private readonly client: Pick<DouyinClient, 'call'>) {}

  detail(accessToken: string, afterSaleId: string): Promise<AfterSaleDetailData> {
    return this.call('afterSale.Detail', { after_sale_id: afterSaleId }, accessToken);
  }

  ofOrder(accessToken: string, orderId: string, page: number, size: number): Promise<AfterSaleListData> {
    return this.call('afterSale.List', { order_id: orderId, page, size }, accessToken);
  }

  listed(accessToken: string, { by, from, to, page, size }: CaseQuery): Promise<AfterSaleListData> {
    const window =
      by === 'update'
        ? { update_start_time: from, update_end_time: to, order_by: ['update_time asc'] }
        : { start_time: from, end_time: to, order_by: ['apply_time asc'] };
    return this.call('afterSale.List', { ...window, page, size }, accessToken);
  }

  /** One case a call, as the document advises: a list is all or nothing. */
  operate(accessToken: string, type: number, item: OperateItem): Promise<AfterSaleOperateData> {
    const { afterSaleId, updateTime, receiverAddressId } = item;
    const wire = {
      aftersale_id: afterSaleId,
      update_time: updateTime,
      ...(receiverAddressId !== undefined && { logistics: { receiver_address_id: receiverAddressId } }),
    };
    return this.call('afterSale.operate', { type, items: [wire] }, accessToken);
  }

  async reportReceived(accessToken: string, report: ReceivedReport): Promise<void> {
    const params = {
      aftersale_id: report.afterSaleId,
      op_time: report.opTime,
      tracking_no: report.trackingNo,
      logistics_company_code: report.companyCode,
    };
    await this.call('afterSale.returnGoodsToWareHouseSuccess', params, accessToken);
  }

  private call<T>(method: string, params: Json, accessToken: string): Promise<T> {
    return this.client.call<T>(method, params, accessToken);
  }
}
