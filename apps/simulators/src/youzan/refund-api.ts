import { DAY, type Clock } from '@cartrail/kernel';
import type { Buyer } from '../after-sales/buyer.js';
import type { Cases } from '../after-sales/cases.js';
import { mayDo, type Merchant, type MerchantAct } from '../after-sales/merchant.js';
import { wantsGoodsBack } from '../after-sales/words.js';
import type { AfterSale } from '../state/after-sale.model.js';
import type { State } from '../state/state.js';
import type { Answer } from '../vendors/door.js';
import { invalid, refused, said } from './answers.js';
import { carrierOf } from './companies.js';
import { cut, isIn, pageOf, secondsWindow } from './lists.js';
import type { Call } from './order-api.js';
import { demandOf, detailView, refundStatusOf, rowView, versionOf } from './refund-view.js';

/** Without a window, what was made in the last three months. */
const REACH = 92 * DAY;
const DEEPEST = 3_000;

export interface Hands {
  readonly cases: Cases;
  readonly merchant: Merchant;
  readonly buyer: Buyer;
}

/** The refund calls, for one shop. */
export class RefundApi {
  constructor(
    private readonly state: State,
    private readonly clock: Clock,
    private readonly hands: Hands,
  ) {}

  search({ shop, fields }: Call): Answer {
    const page = pageOf(fields);
    if (page.page * page.size > DEEPEST) throw invalid('超过ES搜索最大深度');
    const updatedOnly = fields.text('update_time_start') !== '' || fields.text('update_time_end') !== '';
    const earliest = updatedOnly ? 0 : this.clock.now() - REACH;
    const created = secondsWindow(fields, 'create_time_start', 'create_time_end', earliest);
    const updated = secondsWindow(fields, 'update_time_start', 'update_time_end', 0);
    const [status, tid, demand] = [fields.text('status'), fields.text('tid'), fields.text('demand')];
    const found = [...this.state.afterSales.values()]
      .filter(
        (one) =>
          one.shopId === shop.shopId &&
          isIn(created, one.appliedAt) &&
          isIn(updated, one.updatedAt) &&
          (status === '' || refundStatusOf(one) === status) &&
          (tid === '' || one.orderId === tid) &&
          (demand === '' || String(demandOf(one)) === demand),
      )
      .sort((a, b) => b.appliedAt - a.appliedAt || (a.id < b.id ? 1 : -1));
    return said({ total: found.length, refunds: cut(found, page).map(rowView) });
  }

  get(call: Call): Answer {
    return said(detailView(this.caseOf(call)));
  }

  /** Pays the buyer, before goods come back or after they have. */
  agree(call: Call): Answer {
    return this.act(call, (one) => (one.status === 11 ? 'confirm-receipt' : 'agree-refund'));
  }

  refuse(call: Call): Answer {
    assertWords(call);
    return this.act(call, (one) => (wantsGoodsBack(one) ? 'refuse-return' : 'refuse-refund'));
  }

  agreeReturn(call: Call): Answer {
    const { fields } = call;
    for (const name of ['name', 'mobile', 'address']) {
      if (fields.text(name) === '') throw invalid(`${name}不能为空`);
    }
    return this.act(call, () => 'agree-return');
  }

  refuseReceipt(call: Call): Answer {
    assertWords(call);
    return this.act(call, () => 'refuse-receipt');
  }

  /** The number of the parcel, in the buyer's place. */
  fill(call: Call): Answer {
    const { fields } = call;
    const one = this.judged(call);
    const [number, carrier] = [
      fields.text('logistics_waybill_no'),
      carrierOf(fields.text('logistics_company_code')),
    ];
    if (number === '' || !carrier) throw invalid('物流信息不正确');
    if (one.status !== 7) throw moved();
    this.hands.buyer.ship(one, { number, carrier });
    return said({ is_success: true });
  }

  private act(call: Call, actOn: (one: AfterSale) => MerchantAct): Answer {
    const one = this.judged(call);
    const act = actOn(one);
    if (!mayDo(one, act) || one.arbitrateStatus === 1) throw moved();
    this.hands.merchant.act(one, act);
    return said({ is_success: true });
  }

  /** The case, if the word follows from its newest version; every word is on record with it. */
  private judged(call: Call): AfterSale {
    const one = this.caseOf(call);
    const version = Number(call.fields.text('version'));
    const same = version === versionOf(one);
    one.calls.push({
      at: this.clock.now(),
      type: demandOf(one),
      updateTime: version,
      outcome: same ? 'done' : '103010039',
    });
    this.hands.cases.note(one);
    if (!same) throw refused(103010039, '退款版本号错误');
    return one;
  }

  private caseOf({ shop, fields }: Call): AfterSale {
    const one = this.state.afterSales.get(fields.text('refund_id'));
    if (!one) throw refused(103011024, '退款记录不存在');
    if (one.shopId !== shop.shopId) throw refused(103010054, '查询的店铺不符合该退款单权限');
    return one;
  }
}

const moved = () => refused(102010002, '操作过期，请刷新后确认最新退款状态');

function assertWords({ fields }: Call): void {
  if (fields.text('remark') === '') throw invalid('remark不能为空');
}
