import { SILENCE, type Answering } from './fake-http.js';

type Wire = Record<string, unknown>;

const ok = (data: object) => ({ code: 10000, msg: 'success', log_id: 'log-3', data });
const refusal = (code: number, subCode: string) => ({
  code,
  msg: 'no',
  sub_code: subCode,
  sub_msg: subCode,
  log_id: 'log-4',
});

export interface FakeCase {
  readonly id: string;
  readonly orderId: string;
  readonly lineId: string;
  readonly type: number;
  readonly quantity: number;
  readonly reasonCode: number;
  readonly status: number;
  /** 1 waiting, 2 under way, 3 paid, 4 failed. */
  readonly refundStatus: number;
  readonly arbitration: number;
  readonly amountFen: number;
  /** Unix seconds, as everything here. */
  readonly updatedAt: number;
  readonly deadline: number;
  readonly parcel?: { readonly number: string; readonly code: string; readonly name: string };
  readonly goodsBack?: boolean;
}

/** How the next words to the desk end: refused, or with silence before or after they took effect. */
export type Fate = 'manual-only' | 'moved' | 'throttled' | 'lost' | 'lost-answer' | 'broken-answer';

const REFUSALS = {
  'manual-only': refusal(50002, 'isv.business-failed:11001'),
  moved: refusal(50002, 'isv.business-failed:20309541'),
  throttled: refusal(60000, 'isv.traffic-limited'),
} as const;

/** The platform's after-sale desk in small: cases with a version, what was said to it, and every refund it paid. */
export class FakeAfterSales {
  readonly cases = new Map<string, FakeCase>();
  readonly operations: Wire[] = [];
  readonly reports: Wire[] = [];
  readonly refunds: { readonly id: string; readonly amountFen: number }[] = [];
  /** For the next operations, first to first. */
  readonly fates: Fate[] = [];
  /** Of the next reports, how many take effect and are answered by nothing one can read. */
  brokenReports = 0;
  /** What a consented refund shows at once. */
  refundsShow: 2 | 3 = 3;
  /** Details as an older document shows them: the rest is in the list. */
  bare = false;

  put(given: Partial<FakeCase> & Pick<FakeCase, 'id' | 'orderId' | 'updatedAt'>): FakeCase {
    const whole: FakeCase = {
      lineId: `${given.orderId.slice(0, -1)}9`,
      type: 0,
      quantity: 1,
      reasonCode: 2,
      status: 6,
      refundStatus: 1,
      arbitration: 0,
      amountFen: 11990,
      deadline: given.updatedAt + 129_600,
      ...given,
    };
    this.cases.set(whole.id, whole);
    return whole;
  }

  /** The case moves on; its version with it. */
  move(id: string, change: Partial<FakeCase>): FakeCase {
    const held = this.cases.get(id);
    if (!held) throw new Error(`there is no case ${id}`);
    return this.put({ ...held, updatedAt: held.updatedAt + 1, ...change });
  }

  answer(path: string, params: Wire): Answering | undefined {
    switch (path) {
      case '/afterSale/Detail': {
        const held = this.cases.get(String(params['after_sale_id']));
        return held ? ok(this.detail(held)) : refusal(40004, 'isv.parameter-invalid:11000');
      }
      case '/afterSale/List':
        return ok(this.list(params));
      case '/afterSale/operate':
        return this.operate(params);
      case '/afterSale/returnGoodsToWareHouseSuccess':
        return this.report(params);
      default:
        return undefined;
    }
  }

  private report(params: Wire): Answering {
    this.reports.push(params);
    this.move(String(params['aftersale_id']), { goodsBack: true });
    if (this.brokenReports === 0) return ok({});
    this.brokenReports -= 1;
    return { status: 502 };
  }

  private operate(params: Wire): Answering {
    this.operations.push(params);
    const [item = {}] = params['items'] as Wire[];
    const fate = this.fates.shift();
    switch (fate) {
      case 'manual-only':
      case 'moved':
      case 'throttled':
        return REFUSALS[fate];
      case 'lost':
        return SILENCE;
      case 'lost-answer':
        this.carryOut(Number(params['type']), item);
        return SILENCE;
      case 'broken-answer':
        this.carryOut(Number(params['type']), item);
        return { status: 502 };
      case undefined:
        return this.carryOut(Number(params['type']), item);
    }
  }

  private carryOut(type: number, item: Wire): object {
    const id = String(item['aftersale_id']);
    const held = this.cases.get(id);
    if (held?.updatedAt !== item['update_time']) return REFUSALS.moved;
    if (type === 101 && held?.status === 6) {
      this.move(id, { status: 7, deadline: held.updatedAt + 604_800 });
    } else if (type === 111 && held?.status === 11) {
      this.refunds.push({ id, amountFen: held.amountFen });
      this.move(id, { status: 12, refundStatus: this.refundsShow });
    } else if (type === 201 && held?.status === 6) {
      this.refunds.push({ id, amountFen: held.amountFen });
      this.move(id, { status: 12, refundStatus: 3 });
    } else return REFUSALS.moved;
    return ok({ items: [{ aftersale_id: id, status_code: 0, status_msg: '' }] });
  }

  private list(params: Wire): object {
    const [from, to] = [Number(params['update_start_time'] ?? 0), Number(params['update_end_time'] ?? 1e11)];
    const [page, size] = [Number(params['page']), Number(params['size'])];
    const found = [...this.cases.values()]
      .filter(({ updatedAt }) => updatedAt >= from && updatedAt <= to)
      .filter(({ orderId }) => params['order_id'] === undefined || params['order_id'] === orderId);
    const items = found.slice(page * size, (page + 1) * size).map(toItem);
    return { items, has_more: found.length > (page + 1) * size, total: found.length, page, size };
  }

  private detail(held: FakeCase): object {
    const base = {
      after_sale_id: Number(held.id),
      after_sale_status: held.status,
      refund_total_amount: held.amountFen,
      real_refund_amount: held.refundStatus === 3 ? held.amountFen : 0,
    };
    const order_info = { shop_order_id: held.orderId };
    if (this.bare)
      return { process_info: { after_sale_info: { ...base, after_sale_id: held.id } }, order_info };
    const { parcel } = held;
    return {
      process_info: {
        after_sale_info: {
          ...base,
          after_sale_id: held.id,
          after_sale_type: held.type,
          refund_status: held.refundStatus,
          refund_post_amount: 0,
          reason_code: held.reasonCode,
          apply_time: held.updatedAt - 60,
          update_time: held.updatedAt,
          status_deadline: held.deadline,
          got_pkg: held.goodsBack === true ? 1 : 0,
        },
        arbitrate_info: { arbitrate_status: held.arbitration },
        logistics_info: {
          return: parcel && {
            tracking_no: parcel.number,
            company_code: parcel.code,
            company_name: parcel.name,
            logistics_time: held.updatedAt,
          },
        },
      },
      order_info: {
        ...order_info,
        sku_order_infos: [
          { sku_order_id: held.lineId, item_quantity: 1, after_sale_item_count: held.quantity },
        ],
      },
    };
  }
}

const toItem = (held: FakeCase): object => ({
  aftersale_info: {
    aftersale_id: held.id,
    aftersale_type: held.type,
    aftersale_status: held.status,
    refund_status: held.refundStatus,
    arbitrate_status: held.arbitration,
    apply_time: held.updatedAt - 60,
    update_time: held.updatedAt,
    status_deadline: held.deadline,
    refund_amount: held.amountFen,
    refund_post_amount: 0,
    return_logistics_code: held.parcel?.number ?? '',
    return_logistics_company_name: held.parcel?.name ?? '',
  },
  order_info: {
    shop_order_id: held.orderId,
    related_order_info: [{ sku_order_id: held.lineId, item_num: 1, aftersale_item_num: held.quantity }],
  },
  text_part: {},
});
