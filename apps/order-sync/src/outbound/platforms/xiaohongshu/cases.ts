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
import { lastPageFirst } from '../wire/paging.js';
import { fromFen, textOf } from '../wire/values.js';
import { actionsOf } from './actions.js';
import { toPulledCase, toSigns, type CaseTables } from './case-mapping.js';
import type { TimeType, XiaohongshuClient } from './client.js';
import { lists } from './manifest.js';
import type { CaseListData } from './wire.js';

export class XiaohongshuCases implements PlatformCases {
  readonly changed = this.listing(2, lists.cases.changedMs);
  readonly created = this.listing(1, lists.cases.createdMs);
  readonly actions: CaseActions;

  constructor(
    private readonly client: XiaohongshuClient,
    private readonly tables: CaseTables,
  ) {
    this.actions = actionsOf(client);
  }

  async case(shop: ShopRef, accessToken: string, { platformAfterSaleId }: CaseRef): Promise<PulledCase> {
    const askedAt = Date.now();
    const data = await this.client.caseInfo(accessToken, platformAfterSaleId);
    if (textOf(data.afterSaleInfo?.returnsId) !== platformAfterSaleId) {
      throw new PlatformFailure(
        'invalid',
        'xiaohongshu answered afterSale.getAfterSaleInfo without the case',
      );
    }
    return toPulledCase(shop, data, askedAt, this.tables);
  }

  private listing(timeType: TimeType, maxSpanMs: number): Listing<CaseSign> {
    const { pageSize, maxAgeMs, cases } = lists;
    return {
      maxSpanMs,
      maxAgeMs,
      pages: (_shop, { from, to }, ask) =>
        lastPageFirst({ first: 1, size: pageSize, maxRows: cases.maxRows }, (pageNo) =>
          ask(async (token) => {
            const query = { startTime: from, endTime: to, timeType, pageNo, pageSize };
            return toPage(await this.client.caseList(token, query));
          }),
        ),
    };
  }
}

function toPage(data: CaseListData) {
  const total = fromFen(data.totalCount);
  if (total === undefined) {
    throw new PlatformFailure('invalid', 'xiaohongshu answered a list of cases without their number');
  }
  return { total, rows: toSigns(data) };
}
