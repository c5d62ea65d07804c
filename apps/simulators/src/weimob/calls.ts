import type { Clock } from '@cartrail/kernel';
import type { Cases } from '../after-sales/cases.js';
import { mayDo, type Merchant, type MerchantAct } from '../after-sales/merchant.js';
import { wantsGoodsBack } from '../after-sales/words.js';
import { decrypt } from '../orders/receiver.js';
import type { AfterSale } from '../state/after-sale.model.js';
import type { Order, Shop } from '../state/model.js';
import type { State } from '../state/state.js';
import type { Answer } from '../vendors/door.js';
import { done, invalid, notFound, said, stateMoved } from './answers.js';
import type { WeimobApps } from './apps.js';
import { queryTypes } from './enums.js';
import { fulfilments, orderInfo } from './order-view.js';
import type { Params } from './params.js';
import { rightsView } from './rights-view.js';

const LARGEST = 100;
const ADDRESS = ['receiverName', 'receiverPhone', 'provinceName', 'cityName', 'receiverAddress'];

export interface Call {
  readonly shop: Shop;
  readonly params: Params;
}

export interface Hands {
  readonly cases: Cases;
  readonly merchant: Merchant;
}

/** What a call may ask for, for one shop. */
export class Calls {
  constructor(
    private readonly state: State,
    private readonly clock: Clock,
    private readonly apps: WeimobApps,
    private readonly hands: Hands,
  ) {}

  order({ shop, params }: Call): Answer {
    const order = this.state.orders.get(params.id('orderNo'));
    if (order?.shopId !== shop.shopId) throw notFound('订单不存在');
    return said({ orderInfo: this.infoOf(shop, order), fulfillInfoList: fulfilments(order) });
  }

  orders({ shop, params }: Call): Answer {
    const mine = [...this.state.orders.values()].filter((order) => order.shopId === shop.shopId);
    return listed(
      params,
      mine,
      (order) => order,
      (order) => ({
        orderInfo: this.infoOf(shop, order),
        fulfillOrderList: fulfilments(order),
      }),
    );
  }

  rights(call: Call): Answer {
    return said({ rightsInfo: rightsView(this.caseOf(call)) });
  }

  rightsList({ shop, params }: Call): Answer {
    const mine = [...this.state.afterSales.values()].filter((one) => one.shopId === shop.shopId);
    const times = ({ id, appliedAt, updatedAt }: AfterSale) => ({ id, createdAt: appliedAt, updatedAt });
    return listed(params, mine, times, rightsView);
  }

  decrypt({ shop, params }: Call): Answer {
    const told = decrypt(this.secretOf(shop), shop.shopId, params.text('source'));
    if (!told) throw invalid('解密失败');
    return said({ result: told.plain });
  }

  /** Whatever waits for the merchant's yes: of goods that are to come back, where to. */
  agree(call: Call): Answer {
    return this.act(call, (one) => {
      if (!wantsGoodsBack(one)) return 'agree-refund';
      const address = call.params.inner('returnAddress');
      for (const name of ADDRESS) if (address.text(name) === '') throw invalid(`${name}不能为空`);
      return 'agree-return';
    });
  }

  refuse(call: Call): Answer {
    if (call.params.text('refuseReason') === '') throw invalid('refuseReason不能为空');
    return this.act(call, (one) => {
      if (one.status === 11) return 'refuse-receipt';
      return wantsGoodsBack(one) ? 'refuse-return' : 'refuse-refund';
    });
  }

  confirm(call: Call): Answer {
    return this.act(call, () => 'confirm-receipt');
  }

  private act(call: Call, actOn: (one: AfterSale) => MerchantAct): Answer {
    const one = this.caseOf(call);
    const act = actOn(one);
    const may = mayDo(one, act) && one.arbitrateStatus !== 1;
    one.calls.push({
      at: this.clock.now(),
      type: one.type,
      updateTime: null,
      outcome: may ? 'done' : '90409',
    });
    this.hands.cases.note(one);
    if (!may) throw stateMoved();
    this.hands.merchant.act(one, act);
    return done();
  }

  private caseOf({ shop, params }: Call): AfterSale {
    const one = this.state.afterSales.get(params.id('rightsId'));
    if (one?.shopId !== shop.shopId) throw notFound('售后单不存在');
    return one;
  }

  private infoOf(shop: Shop, order: Order): object {
    return orderInfo(order, this.secretOf(shop));
  }

  private secretOf(shop: Shop): string {
    return this.apps.get(shop.appKey)?.clientSecret ?? '';
  }
}

interface Times {
  readonly id: string;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** A page of what lies in the window, newest first. */
function listed<T>(
  params: Params,
  all: readonly T[],
  timesOf: (one: T) => Times,
  view: (one: T) => object,
): Answer {
  const [page, size] = [params.whole('pageNum'), params.whole('pageSize')];
  if (page < 1 || size < 1 || size > LARGEST) throw invalid('分页参数不正确');
  const time = params.inner('queryParameter').inner('queryTime');
  const [from, to, type] = [time.whole('startTime'), time.whole('endTime'), time.whole('type')];
  if (to < from) throw invalid('endTime早于startTime');
  if (type !== queryTypes.created && type !== queryTypes.changed) throw invalid('type不支持');
  const key = (one: T): number =>
    type === queryTypes.created ? timesOf(one).createdAt : timesOf(one).updatedAt;
  const found = all
    .filter((one) => key(one) >= from && key(one) <= to)
    .sort((a, b) => key(b) - key(a) || (timesOf(a).id < timesOf(b).id ? 1 : -1));
  return said({
    pageList: found.slice((page - 1) * size, page * size).map(view),
    pageNum: page,
    pageSize: size,
    totalCount: found.length,
  });
}
