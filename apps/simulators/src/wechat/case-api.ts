import { DAY, SECOND, type Clock } from '@cartrail/kernel';
import type { AfterSale } from '../state/after-sale.model.js';
import type { Shop } from '../state/model.js';
import type { State } from '../state/state.js';
import { badArgument, badRange, noSuchCase } from './answers.js';
import { caseIdOf, caseView, complaintView } from './case-view.js';
import type { Fields } from './fields.js';
import { pageOf, seconds } from './rows.js';

const LONGEST_S = DAY / SECOND;
/** The platform's own, and not told. */
const PAGE = 20;

/** The after-sale calls that read, for one shop. */
export class CaseApi {
  constructor(
    private readonly state: State,
    private readonly clock: Clock,
  ) {}

  list(shop: Shop, fields: Fields): object {
    const [created, updated] = [rangeOf(fields, 'create'), rangeOf(fields, 'update')];
    const range = updated ?? created;
    if (!range || (created && updated)) throw badRange();
    const rows = [...this.state.afterSales.values()]
      .filter((one) => one.shopId === shop.shopId)
      .map((one) => ({ id: one.id, at: updated ? one.updatedAt : one.appliedAt }))
      .filter(({ at }) => seconds(at) >= range.from && seconds(at) <= range.to);
    const { ids, ...rest } = pageOf(rows, PAGE, fields.text('next_key'));
    return { after_sale_order_id_list: ids, ...rest };
  }

  get(shop: Shop, fields: Fields): object {
    const one = caseOf(this.state, shop, fields);
    const order = this.state.orders.get(one.orderId);
    if (!order) throw noSuchCase();
    return { after_sale_order: caseView(one, order, this.clock.now()) };
  }

  complaint(shop: Shop, fields: Fields): object {
    const one = this.state.afterSales.get(caseIdOf(fields.text('complaint_id')));
    if (one?.shopId !== shop.shopId || one.arbitrateStatus === 0) throw badArgument('complaint_id');
    const { complaint_status: status, ...rest } = complaintView(one);
    return { ...rest, status, history: [] };
  }
}

/** Another shop's case does not exist for this one. */
export function caseOf(state: State, shop: Shop, fields: Fields): AfterSale {
  const one = state.afterSales.get(fields.text('after_sale_order_id'));
  if (one?.shopId !== shop.shopId) throw noSuchCase();
  return one;
}

function rangeOf(fields: Fields, what: 'create' | 'update'): { from: number; to: number } | undefined {
  const [from, to] = [fields.whole(`begin_${what}_time`), fields.whole(`end_${what}_time`)];
  if (from === undefined && to === undefined) return undefined;
  if (from === undefined || to === undefined || from <= 0 || to < from || to - from > LONGEST_S)
    throw badRange();
  return { from, to };
}
