import { DAY, type Clock } from '@cartrail/kernel';
import { isLive } from '../after-sales/lookup.js';
import type { AfterSale } from '../state/after-sale.model.js';
import type { State } from '../state/state.js';
import type { Answer } from '../vendors/door.js';
import { refused, rejected, said } from './answers.js';
import type { Admitted } from './gate.js';
import { pageOf } from './pages.js';
import { refundView, refundWords } from './refund-view.js';

const SPAN = { longest: DAY, tooLong: { code: 300019, words: 'SEARCH TIME RANGE EXPAND LIMIT' } };
const PAGE = 100;
const WAITING = 8;
const ALL = 9;

/** Reading refunds, for one shop. */
export class RefundApi {
  constructor(
    private readonly state: State,
    private readonly clock: Clock,
  ) {}

  list({ shop, params }: Admitted): Answer {
    const type = params.whole('type') ?? 0;
    if (type !== WAITING && type !== ALL) throw rejected('type取值8或9');
    const [status, orderId] = [params.whole('status'), params.text('orderId')];
    const all = [...this.state.afterSales.values()].filter(
      (one) =>
        one.shopId === shop.shopId &&
        (type === ALL || isLive(one)) &&
        (status === undefined || refundWords(one).status === status) &&
        (orderId === '' || one.orderId === orderId),
    );
    const given = { largest: PAGE, span: SPAN, now: this.clock.now(), cursor: params.text('pcursor') };
    const rowOf = ({ id, appliedAt, updatedAt }: AfterSale) => ({ id, createdAt: appliedAt, updatedAt });
    const { rows, cursor, total } = pageOf(params, all, rowOf, given);
    const pageSize = params.whole('pageSize') ?? 10;
    return said({
      data: {
        refundOrderInfoList: rows.map((one) => this.view(one)),
        pcursor: cursor,
        currentPage: params.whole('currentPage') ?? 1,
        pageSize,
        totalPage: Math.ceil(total / pageSize),
        totalSize: total,
      },
    });
  }

  detail(call: Admitted): Answer {
    return said({ data: this.view(this.of(call)) });
  }

  /** The case a call names; it must be one of the shop's. */
  of({ shop, params }: Admitted): AfterSale {
    const one = this.state.afterSales.get(params.id('refundId'));
    if (!one) throw refused(300011, 'REFUND ORDER NOT FOUND');
    if (one.shopId !== shop.shopId) throw refused(300012, 'REFUND ORDER OPERATION REJECT');
    return one;
  }

  private view(one: AfterSale): object {
    const order = this.state.orders.get(one.orderId);
    if (!order) throw refused(300011, 'REFUND ORDER NOT FOUND');
    return refundView(one, order);
  }
}
