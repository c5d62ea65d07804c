import type { Clock } from '@cartrail/kernel';
import {
  PlatformFailure,
  type CaseActions,
  type CaseRef,
  type CaseSign,
  type Listing,
  type PlatformCases,
  type PulledCase,
  type ShopRef,
} from '../../../application/ports.js';
import type { ReasonTable } from '../../../domain/reason-table.js';
import { codeOf, textOf } from '../wire/values.js';
import { needsOrder, toPulledCase } from './case-mapping.js';
import type { ListedSpan, WeChatClient } from './client.js';
import { idPages } from './listing.js';
import { caseLists } from './manifest.js';
import { readOrder } from './orders.js';

export class WeChatCases implements PlatformCases {
  readonly changed: Listing<CaseSign>;
  readonly created: Listing<CaseSign>;

  constructor(
    private readonly client: Pick<WeChatClient, 'case' | 'cases' | 'complaint' | 'order'>,
    private readonly reasons: ReasonTable,
    readonly actions: CaseActions,
    private readonly clock: Clock,
  ) {
    this.changed = this.listing('update');
    this.created = this.listing('create');
  }

  async case(shop: ShopRef, accessToken: string, ref: CaseRef): Promise<PulledCase> {
    const askedAt = Date.now();
    const { after_sale_order: wire } = await this.client.case(accessToken, ref.platformAfterSaleId);
    if (!wire || textOf(wire.after_sale_order_id) !== ref.platformAfterSaleId) {
      throw new PlatformFailure('invalid', 'wechat answered getaftersaleorder without the case');
    }
    const orderId = textOf(wire.order_id);
    const order =
      needsOrder(wire) && orderId !== undefined
        ? await readOrder(this.client, accessToken, orderId)
        : undefined;
    const complaintId = textOf(wire.complaint_id);
    const complaint =
      complaintId === undefined
        ? undefined
        : codeOf((await this.client.complaint(accessToken, complaintId)).status);
    const context = { askedAt, now: this.clock.now(), reasons: this.reasons, order, complaint };
    return toPulledCase(shop, wire, context);
  }

  private listing(by: ListedSpan['by']): Listing<CaseSign> {
    const fetch = async (token: string, span: ListedSpan) => {
      const { after_sale_order_id_list: ids, ...rest } = await this.client.cases(token, span);
      return { ids, ...rest };
    };
    return {
      ...caseLists,
      pages: async function* (_shop, window, ask) {
        for await (const ids of idPages(by, window, ask, fetch))
          yield ids.map((platformAfterSaleId) => ({ platformAfterSaleId }));
      },
    };
  }
}
