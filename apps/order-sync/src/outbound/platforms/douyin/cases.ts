import { SECOND } from '@cartrail/kernel';
import {
  PlatformFailure,
  type Ask,
  type CaseActions,
  type CaseRef,
  type CaseSign,
  type Listing,
  type PlatformCases,
  type PulledCase,
  type ShopRef,
  type Window,
} from '../../../application/ports.js';
import type { ReasonTable } from '../../../domain/reason-table.js';
import { lastPageFirst } from '../wire/paging.js';
import type { CasesBy, DouyinAfterSaleClient } from './after-sale-client.js';
import {
  fromDetail,
  fromListItem,
  isWhole,
  merged,
  toPulledCase,
  toSign,
  type WireCase,
} from './after-sale-mapping.js';
import { lists } from './manifest.js';

const PAGES_OF_AN_ORDER = 10;

export class DouyinCases implements PlatformCases {
  readonly changed: Listing<CaseSign>;
  readonly created: Listing<CaseSign>;

  constructor(
    private readonly client: DouyinAfterSaleClient,
    private readonly reasons: ReasonTable,
    readonly actions: CaseActions,
  ) {
    this.changed = this.listing('update');
    this.created = this.listing('apply');
  }

  async case(shop: ShopRef, accessToken: string, ref: CaseRef): Promise<PulledCase> {
    const askedAt = Date.now();
    const { platformAfterSaleId: id, platformOrderId: orderId, reasonCode } = ref;
    const detail = fromDetail(await this.client.detail(accessToken, id));
    if (detail.id !== undefined && detail.id !== id) {
      throw new PlatformFailure('invalid', 'douyin answered afterSale.Detail with another case');
    }
    const known = { ...detail, id, orderId: detail.orderId ?? orderId };
    const whole = isWhole(known) ? known : merged(known, await this.listed(accessToken, known));
    return toPulledCase(
      shop,
      { ...whole, reasonCode: whole.reasonCode ?? reasonCode },
      askedAt,
      this.reasons,
    );
  }

  private listing(by: CasesBy): Listing<CaseSign> {
    return {
      ...lists,
      pages: (_shop, window, ask) =>
        lastPageFirst({ first: 0, size: lists.pageSize, maxRows: lists.maxRows }, (page) =>
          this.page(window, ask, by, page),
        ),
    };
  }

  private async page(
    window: Window,
    ask: Ask,
    by: CasesBy,
    page: number,
  ): Promise<{ total: number; rows: readonly CaseSign[] }> {
    const query = {
      by,
      from: Math.floor(window.from / SECOND),
      to: Math.ceil(window.to / SECOND),
      page,
      size: lists.pageSize,
    };
    const { items = [], total = items.length } = await ask((token) => this.client.listed(token, query));
    return { total, rows: items.flatMap((item) => toSign(item) ?? []) };
  }

  private async listed(accessToken: string, { id, orderId }: WireCase): Promise<WireCase> {
    if (orderId === undefined) throw new PlatformFailure('invalid', 'douyin names no order of the case');
    for (let page = 0; page < PAGES_OF_AN_ORDER; page++) {
      const answer = await this.client.ofOrder(accessToken, orderId, page, lists.pageSize);
      const found = answer.items?.map(fromListItem).find((item) => item.id === id);
      if (found) return found;
      if (answer.has_more !== true) break;
    }
    throw new PlatformFailure('transient', 'douyin does not list the case of its own order yet');
  }
}
