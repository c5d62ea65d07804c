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
import { MINUTE, type Clock } from '@cartrail/kernel';
import type { ReasonTable } from '../../../domain/reason-table.js';
import { lastPageFirst } from '../wire/paging.js';
import { codeOf, textOf } from '../wire/values.js';
import { toPulledCase, toSign, stateOf } from './case-mapping.js';
import { needsOrder } from './case-status.js';
import type { PinduoduoClient } from './client.js';
import { changedList } from './manifest.js';
import { queryOf } from './orders.js';
import type { WireRefund } from './wire.js';

const { pageSize: size, maxRows, maxSpanMs, maxAgeMs } = changedList;
const UNSHIPPED = '1';

/** One case of an order's, of which there are never more than a page. `undefined`: none is of that name. */
export async function findCase(
  client: PinduoduoClient,
  token: string,
  now: number,
  { platformAfterSaleId: id, platformOrderId }: CaseRef,
): Promise<WireRefund | undefined> {
  const query = queryOf({ from: now - MINUTE, to: now }, 1, size);
  const { refund_list: rows = [] } = await client.refunds(token, query, platformOrderId);
  return rows.find((row) => textOf(row.id) === id);
}

export class PinduoduoCases implements PlatformCases {
  readonly changed: Listing<CaseSign> = {
    maxSpanMs,
    maxAgeMs,
    pages: (_shop, window, ask) =>
      lastPageFirst({ first: 1, size, maxRows }, (page) => this.page(window, ask, page)),
  };

  constructor(
    private readonly client: PinduoduoClient,
    private readonly clock: Clock,
    private readonly reasons: ReasonTable,
    readonly actions: CaseActions,
  ) {}

  async case(shop: ShopRef, accessToken: string, ref: CaseRef): Promise<PulledCase> {
    if (ref.platformOrderId === undefined) {
      throw new PlatformFailure('invalid', 'pinduoduo is asked for a case by its order, which is not known');
    }
    const askedAt = Date.now();
    const wire = await findCase(this.client, accessToken, this.clock.now(), ref);
    if (!wire)
      throw new PlatformFailure('transient', 'pinduoduo does not list the case of its own order yet');
    const shipped = needsOrder(stateOf(wire).type)
      ? await this.isShipped(accessToken, ref.platformOrderId)
      : undefined;
    return toPulledCase(wire, { shop, askedAt, reasons: this.reasons, shipped });
  }

  private async isShipped(accessToken: string, orderSn: string): Promise<boolean | undefined> {
    const { order_info: order } = await this.client.order(accessToken, orderSn);
    const status = codeOf(order?.order_status);
    return status === undefined ? undefined : status !== UNSHIPPED;
  }

  private async page(window: Window, ask: Ask, page: number) {
    const query = queryOf(window, page, size);
    const { total_count: total = 0, refund_list: rows = [] } = await ask((token) =>
      this.client.refunds(token, query),
    );
    return { total, rows: rows.flatMap((row) => toSign(row) ?? []) };
  }
}
