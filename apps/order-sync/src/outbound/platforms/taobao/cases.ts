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
import { textOf } from '../wire/values.js';
import { toPulledCase, toSign } from './case-mapping.js';
import { isUntold } from './case-status.js';
import type { TaobaoClient } from './client.js';
import { numberedPages } from './listing.js';
import { changedLimits } from './manifest.js';
import { lineIdOf } from './mapping.js';
import type { WireRefund } from './wire.js';

export class TaobaoCases implements PlatformCases {
  readonly actions: CaseActions = {};
  readonly changed: Listing<CaseSign> = {
    ...changedLimits,
    pages: (_shop, window, ask) =>
      numberedPages(window, async (question) => {
        const { total_results: total, refunds } = await ask((token) =>
          this.client.refundsChanged(token, question),
        );
        return { total, rows: (refunds?.refund ?? []).flatMap((refund) => toSign(refund) ?? []) };
      }),
  };

  constructor(
    private readonly client: Pick<TaobaoClient, 'refund' | 'refundsChanged' | 'trade'>,
    private readonly reasons: ReasonTable,
  ) {}

  async case(shop: ShopRef, accessToken: string, ref: CaseRef): Promise<PulledCase> {
    const askedAt = Date.now();
    const refund = await this.client.refund(accessToken, ref.platformAfterSaleId);
    if (!refund || textOf(refund.refund_id) !== ref.platformAfterSaleId) {
      throw new PlatformFailure('invalid', 'taobao answered taobao.refund.get without the refund');
    }
    const shipped = isUntold(refund) ? await this.hadLeft(accessToken, refund) : undefined;
    return toPulledCase(shop, refund, { askedAt, reasons: this.reasons, shipped });
  }

  /** Whether the goods of the refund had left, by the sub-order. */
  private async hadLeft(accessToken: string, { tid, oid }: WireRefund): Promise<boolean | undefined> {
    const [tradeId, lineId] = [textOf(tid), textOf(oid)];
    if (tradeId === undefined || lineId === undefined) return undefined;
    const trade = await this.client.trade(accessToken, tradeId);
    const line = trade?.orders?.order?.find((one) => lineIdOf(one) === lineId);
    if (!line) return undefined;
    return textOf(line.invoice_no) !== undefined || textOf(line.consign_time) !== undefined;
  }
}
