import { DAY, type Clock } from '@cartrail/kernel';
import { casesOf, isLive } from '../after-sales/lookup.js';
import { decrypt } from '../orders/receiver.js';
import type { Orders } from '../orders/orders.js';
import type { Order } from '../state/model.js';
import type { State } from '../state/state.js';
import type { Answer } from '../vendors/door.js';
import { refused, rejected, said } from './answers.js';
import { carrierOf } from './companies.js';
import type { Admitted } from './gate.js';
import { orderView, refundMarks, statusOf } from './order-view.js';
import { pageOf } from './pages.js';
import type { Params } from './params.js';

const SPAN = { longest: 7 * DAY, tooLong: { code: 300004, words: 'SEARCH TIME RANGE EXPAND 7 DAYS' } };
const PAGE = 50;
const AT_ONCE = 100;
const READABLE_MS = 14 * DAY;
const NUMBER = /^[A-Z0-9]{6,32}$/;
/** What a list may be asked for, by the state of the orders in it; 1 is all. */
const views: Readonly<Record<number, number>> = { 2: 10, 3: 30, 4: 40, 5: 50, 6: 70, 7: 80 };

/** The order calls, for one shop. */
export class OrderApi {
  constructor(
    private readonly state: State,
    private readonly clock: Clock,
    private readonly orders: Orders,
  ) {}

  list(call: Admitted): Answer {
    const { shop, params } = call;
    const view = params.whole('orderViewStatus') ?? 1;
    const wanted = views[view];
    if (wanted === undefined && view !== 1) throw rejected('orderViewStatus不支持');
    const all = [...this.state.orders.values()].filter(
      (order) => order.shopId === shop.shopId && (wanted === undefined || statusOf(order) === wanted),
    );
    const given = { largest: PAGE, span: SPAN, now: this.clock.now(), cursor: params.text('cursor') };
    const { rows, cursor } = pageOf(params, all, (order) => order, given);
    const orderList = rows.map((order) => ({
      ...this.view(call, order),
      orderRefundList: refundMarks(casesOf(this.state, order.id)),
    }));
    return said({ data: { orderList, cursor, pageSize: params.whole('pageSize') ?? 0 } });
  }

  detail(call: Admitted): Answer {
    const order = this.orderOf(call, call.params.id('oid'));
    const refunds = refundMarks(casesOf(this.state, order.id));
    return said({ data: { ...this.view(call, order), orderDetailRefundList: refunds } });
  }

  decrypt(call: Admitted): Answer {
    const asked = call.params.list('batchDecryptList');
    if (asked.length < 1 || asked.length > AT_ONCE) throw rejected('batchDecryptList为1到100条');
    return said({ batchDecryptResultList: asked.map((one) => this.decryptOne(call, one)) });
  }

  deliver(call: Admitted): Answer {
    const { params } = call;
    const order = this.orderOf(call, params.id('orderId'));
    const [number, carrier] = [params.text('expressNo'), carrierOf(params.whole('expressCode'))];
    if (!carrier) throw refused(11, '快递公司不存在');
    if (!NUMBER.test(number)) throw refused(11, '运单号和快递公司不匹配');
    const held = casesOf(this.state, order.id).some(isLive);
    if (statusOf(order) !== 30 || held) throw rejected('订单当前状态不可发货');
    this.orders.ship(order, [{ carrier, number }]);
    return said({ data: null });
  }

  private orderOf({ shop }: Admitted, id: string): Order {
    const order = this.state.orders.get(id);
    if (order?.shopId !== shop.shopId) throw rejected('order operation reject');
    return order;
  }

  private view({ app, shop }: Admitted, order: Order): object {
    return orderView(order, shop, app.appSecret);
  }

  private decryptOne({ app, shop }: Admitted, one: Params): object {
    const [bizId, encryptedData] = [one.text('bizId'), one.text('encryptedData')];
    const order = this.state.orders.get(bizId);
    const told = order?.shopId === shop.shopId ? decrypt(app.appSecret, bizId, encryptedData) : undefined;
    const asked = { bizId, encryptedData };
    if (!told || !order) return { ...asked, decryptedData: '', errorCode: 0, errorMsg: '密文与订单不匹配' };
    const tooLate = order.finishedAt !== null && order.finishedAt < this.clock.now() - READABLE_MS;
    if (tooLate) return { ...asked, decryptedData: '', errorCode: 0, errorMsg: '订单状态不允许解密' };
    return { ...asked, decryptedData: told.plain, errorCode: 1, errorMsg: '' };
  }
}
