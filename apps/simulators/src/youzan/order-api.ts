import { SECOND, type Clock } from '@cartrail/kernel';
import { casesOf, isLive } from '../after-sales/lookup.js';
import { decrypt } from '../orders/receiver.js';
import type { Orders } from '../orders/orders.js';
import type { Order, Shop } from '../state/model.js';
import type { State } from '../state/state.js';
import type { Answer } from '../vendors/door.js';
import type { Fields } from '../vendors/fields.js';
import { invalid, refused, said } from './answers.js';
import type { YouzanApps } from './apps.js';
import { carrierOf } from './companies.js';
import { cut, isIn, pageOf, wallWindow } from './lists.js';
import { orderView, refundStateOf, statusOf, tradeView } from './order-view.js';

/** The list hears of a change later than who is pushed it. */
const LATER = 30 * SECOND;
const NUMBER = /^[A-Za-z0-9-]{1,40}$/;

export interface Call {
  readonly shop: Shop;
  readonly fields: Fields;
}

/** The order calls, for one shop. */
export class OrderApi {
  constructor(
    private readonly state: State,
    private readonly clock: Clock,
    private readonly apps: YouzanApps,
    private readonly orders: Orders,
  ) {}

  trade({ shop, fields }: Call): Answer {
    return said(tradeView(this.orderOf(shop, fields.text('tid')), this.secretOf(shop), this.state));
  }

  sold({ shop, fields }: Call): Answer {
    const page = pageOf(fields);
    if (page.size > 100) throw invalid('每页最多显示100条数据');
    const [created, updated] = [
      wallWindow(fields, 'start_created', 'end_created'),
      wallWindow(fields, 'start_update', 'end_update'),
    ];
    const status = fields.text('status');
    const known = this.clock.now() - LATER;
    const found = [...this.state.orders.values()]
      .filter(
        (order) =>
          order.shopId === shop.shopId &&
          isIn(created, order.createdAt) &&
          isIn(updated, order.updatedAt) &&
          (updated ? order.updatedAt : order.createdAt) <= known &&
          (status === '' || statusOf(order) === status),
      )
      .sort((a, b) => (updated ? b.updatedAt - a.updatedAt : b.createdAt - a.createdAt) || byId(a, b));
    return said({
      total_results: found.length,
      full_order_info_list: cut(found, page).map((order) => ({
        full_order_info: orderView(order, this.secretOf(shop), refundStateOf(order, this.state)),
      })),
    });
  }

  decrypt({ shop, fields }: Call): Answer {
    const told = decrypt(this.secretOf(shop), shop.shopId, fields.text('source'));
    if (!told) throw refused(10500, '解密失败');
    return said(told.plain);
  }

  /** Lines leave whole; without any named, all that have not left yet. */
  confirm({ shop, fields }: Call): Answer {
    const order = this.orderOf(shop, fields.text('tid'), 105000016, '该订单不存在!');
    const [number, carrier] = [fields.text('out_sid'), carrierOf(fields.text('out_stype'))];
    if (!NUMBER.test(number)) throw refused(105000003, '快递单号只能包含字母、数字或中划线!');
    if (!carrier) throw invalid('物流公司编号不正确');
    const waits = statusOf(order) === 'WAIT_SELLER_SEND_GOODS';
    if (!waits || casesOf(this.state, order.id).some(isLive)) throw invalid('订单状态不允许发货');
    const oids = fields.text('oids').split(',').filter(Boolean);
    const lines = oids.map((oid) => {
      const line = order.lines.find((one) => one.platformLineId === oid);
      if (!line || line.shipped > 0) throw invalid('交易明细编号不正确');
      return { skuCode: line.skuCode, quantity: line.quantity };
    });
    this.orders.ship(order, [{ carrier, number, ...(lines.length > 0 && { lines }) }]);
    return said({ is_success: true });
  }

  private orderOf(shop: Shop, tid: string, code = 5000, words = 'trade not found'): Order {
    const order = this.state.orders.get(tid);
    if (order?.shopId !== shop.shopId) throw refused(code, words);
    return order;
  }

  private secretOf(shop: Shop): string {
    return this.apps.get(shop.appKey)?.clientSecret ?? '';
  }
}

const byId = (a: Order, b: Order): number => (a.id < b.id ? 1 : -1);
