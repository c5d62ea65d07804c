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
import type { Companies } from '../wire/companies.js';
import { lastPageFirst, type NumberedPage } from '../wire/paging.js';
import { textOf } from '../wire/values.js';
import { toPulledCase, toSign } from './case-mapping.js';
import type { YouzanClient } from './client.js';
import { caseList } from './manifest.js';
import { totalOf } from './orders.js';

export class YouzanCases implements PlatformCases {
  readonly changed: Listing<CaseSign>;
  readonly created: Listing<CaseSign>;

  constructor(
    private readonly client: Pick<YouzanClient, 'refund' | 'refunds' | 'trade'>,
    private readonly companies: Companies,
    readonly actions: CaseActions,
  ) {
    this.changed = this.listing('update');
    this.created = this.listing('create');
  }

  /** With its order: a case says neither all its lines nor whether they had left. */
  async case(shop: ShopRef, accessToken: string, ref: CaseRef): Promise<PulledCase> {
    const askedAt = Date.now();
    const refund = await this.client.refund(accessToken, ref.platformAfterSaleId);
    if (textOf(refund.refund_id) !== ref.platformAfterSaleId) {
      throw new PlatformFailure('invalid', 'youzan answered refund.get with another case');
    }
    const tid = textOf(refund.tid) ?? ref.platformOrderId;
    if (tid === undefined) throw new PlatformFailure('invalid', 'youzan names no order of the case');
    const order = await this.client.trade(accessToken, tid);
    return toPulledCase({ shop, askedAt, companies: this.companies }, { ...refund, tid }, order);
  }

  private listing(by: 'update' | 'create'): Listing<CaseSign> {
    const { pageSize: size, maxRows } = caseList;
    return {
      ...caseList,
      pages: (_shop, window, ask) =>
        lastPageFirst({ first: 1, size, maxRows }, (page) => this.page(by, window, ask, page)),
    };
  }

  private async page(
    by: 'update' | 'create',
    window: Window,
    ask: Ask,
    page: number,
  ): Promise<NumberedPage<CaseSign>> {
    const bounds = {
      [`${by}_time_start`]: Math.floor(window.from / SECOND),
      [`${by}_time_end`]: Math.ceil(window.to / SECOND),
    };
    const { pageSize: size } = caseList;
    const { total, refunds = [] } = await ask((token) => this.client.refunds(token, bounds, { page, size }));
    return { total: totalOf(total), rows: refunds.flatMap(toSign) };
  }
}
