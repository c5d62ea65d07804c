import { addressesOf } from '../after-sales/addresses.js';
import type { Cases } from '../after-sales/cases.js';
import { mayDo, type Merchant, type MerchantAct, type Terms } from '../after-sales/merchant.js';
import type { Clock } from '@cartrail/kernel';
import type { AfterSale } from '../state/after-sale.model.js';
import type { Order, Shop } from '../state/model.js';
import type { State } from '../state/state.js';
import type { Fields } from '../vendors/fields.js';
import { refused } from './answers.js';
import { caseView, rowView, statusOf, typeOf } from './case-view.js';
import { whole } from './gate.js';
import { pageOf } from './lists.js';

const MAX_ROWS = 50_000;
/** 退货, 换货. */
const COMES_BACK = [1, 2];
const UNSHIPPED = 5;

interface CaseDesk {
  readonly state: State;
  readonly clock: Clock;
  readonly cases: Cases;
  readonly merchant: Merchant;
}

/** The after-sale calls, for one shop. */
export class CaseApi {
  constructor(private readonly desk: CaseDesk) {}

  list(shop: Shop, fields: Fields): object {
    const all = [...this.desk.state.afterSales.values()]
      .filter((one) => one.shopId === shop.shopId)
      .map((one) => ({ id: one.id, made: one.appliedAt, changed: one.updatedAt, one }));
    const { rows, total, ...page } = pageOf(fields, 1, (size) => Math.floor(MAX_ROWS / size), all);
    const afterSaleBasicInfos = rows.map(({ one }) => rowView(one, this.orderOf(one)));
    return { ...page, totalCount: total, afterSaleBasicInfos };
  }

  info(shop: Shop, fields: Fields): object {
    const one = this.caseOf(shop, fields);
    return caseView(one, this.orderOf(one));
  }

  /** Only while the merchant is asked: 1 pays where nothing comes back, 2 lets come back, 3 refuses what is not unshipped. */
  audit(shop: Shop, fields: Fields): object {
    const one = this.caseOf(shop, fields);
    const action = whole(fields, 'action', 1, 3);
    if (statusOf(one) !== 1) throw refused('state', '售后状态不允许审核');
    const comesBack = COMES_BACK.includes(typeOf(one));
    if (action === 1 ? comesBack : action === 2 && !comesBack) throw refused('state', '售后类型不允许此操作');
    if (action === 3 && typeOf(one) === UNSHIPPED) throw refused('state', '未发货仅退款只能通过发货拒绝');
    if (action === 3) whole(fields, 'reason', 1, 999_999);
    const refusal = comesBack ? 'refuse-return' : 'refuse-refund';
    const act = action === 1 ? 'agree-refund' : action === 2 ? 'agree-return' : refusal;
    const terms = action === 2 ? { addressId: addressFor(shop, fields) } : {};
    return this.act(one, action, act, terms);
  }

  /** Only while the goods are to be received: 1 pays a return, 2 refuses; an exchange is received by shipping anew. */
  receive(shop: Shop, fields: Fields): object {
    const one = this.caseOf(shop, fields);
    const action = whole(fields, 'action', 1, 2);
    if (statusOf(one) !== 3) throw refused('state', '售后状态不允许确认收货');
    if (action === 2) whole(fields, 'reason', 1, 999_999);
    return this.act(one, action, action === 1 ? 'confirm-receipt' : 'refuse-receipt', {});
  }

  private act(one: AfterSale, type: number, act: MerchantAct, terms: Terms): object {
    if (!mayDo(one, act)) throw refused('state', '售后状态不允许此操作');
    one.calls.push({ at: this.desk.clock.now(), type, updateTime: null, outcome: 'done' });
    this.desk.cases.note(one);
    this.desk.merchant.act(one, act, terms);
    return {};
  }

  private caseOf(shop: Shop, fields: Fields): AfterSale {
    const one = this.desk.state.afterSales.get(fields.text('returnsId'));
    if (one?.shopId !== shop.shopId) throw refused('unknown', '售后单不存在');
    return one;
  }

  private orderOf(one: AfterSale): Order {
    const order = this.desk.state.orders.get(one.orderId);
    if (!order) throw refused('unknown', '订单不存在');
    return order;
  }
}

function addressFor(shop: Shop, fields: Fields): string {
  const id = fields.inner('receiverInfo').text('sellerAddressRecordId');
  if (!addressesOf(shop).some(({ addressId }) => addressId === id)) {
    throw refused('parameter', '寄回地址不存在');
  }
  return id;
}
