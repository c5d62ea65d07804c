import { DAY } from '@cartrail/kernel';
import {
  PlatformFailure,
  TooManyRows,
  type CaseActions,
  type CaseRef,
  type CaseSign,
  type Listing,
  type PlatformCases,
  type PulledCase,
  type ShopRef,
} from '../../../application/ports.js';
import type { ReasonTable } from '../../../domain/reason-table.js';
import { byCursor } from '../wire/paging.js';
import { codeOf, textOf } from '../wire/values.js';
import { KuaishouActions } from './actions.js';
import { toPulledCase, toSign } from './case-mapping.js';
import { times, type KuaishouClient, type ListQuery } from './client.js';
import { KuaishouFailure } from './errors.js';
import { nextOf, REACH } from './orders.js';

export class KuaishouCases implements PlatformCases {
  readonly changed: Listing<CaseSign>;
  readonly created: Listing<CaseSign>;
  readonly actions: CaseActions;

  constructor(
    private readonly client: KuaishouClient,
    private readonly reasons: ReasonTable,
  ) {
    this.changed = this.listing(times.updated);
    this.created = this.listing(times.created);
    this.actions = new KuaishouActions(client);
  }

  async case(shop: ShopRef, accessToken: string, ref: CaseRef): Promise<PulledCase> {
    const askedAt = Date.now();
    const wire = await this.client.refund(accessToken, ref.platformAfterSaleId);
    if (textOf(wire.refundId) !== ref.platformAfterSaleId) {
      throw new PlatformFailure('invalid', 'kuaishou answered refund.detail with another case');
    }
    const orderId = textOf(wire.oid) ?? ref.platformOrderId;
    if (orderId === undefined) throw new PlatformFailure('invalid', 'kuaishou names no order of the case');
    const order = await this.client.order(accessToken, orderId);
    return toPulledCase(shop, { wire, order, askedAt }, this.reasons);
  }

  private listing(by: ListQuery['by']): Listing<CaseSign> {
    return {
      maxSpanMs: DAY,
      maxAgeMs: REACH,
      pages: (_shop, window, ask) =>
        byCursor(async (cursor = '') => {
          const data = await ask((token) => this.client.refunds(token, { ...window, by, cursor })).catch(
            halved,
          );
          const rows = data.refundOrderInfoList ?? data.dataList ?? [];
          return { rows: rows.flatMap(toSign), next: nextOf(codeOf(data.pcursor)) };
        }),
    };
  }
}

/** The platform may cut the span it takes: how many rows the window holds it does not say. */
function halved(error: unknown): never {
  if (error instanceof KuaishouFailure && error.spanCut) throw new TooManyRows(Number.POSITIVE_INFINITY);
  throw error;
}
