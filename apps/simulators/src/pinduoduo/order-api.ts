import { DAY, HOUR, MINUTE, SECOND } from '@cartrail/kernel';
import { casesOf } from '../after-sales/lookup.js';
import type { Faults } from '../delivery/faults.js';
import type { Orders } from '../orders/orders.js';
import { decrypt, virtualPhone } from '../orders/receiver.js';
import type { Order } from '../state/model.js';
import type { State } from '../state/state.js';
import { invalid, missing, refused } from './answers.js';
import { carrierOf } from './companies.js';
import type { Fields } from './fields.js';
import type { Call } from './gate.js';
import { mayBeShipped, orderView } from './order-view.js';
import { pageOf, windowOf } from './pages.js';

const kinds = { name: 5, phone: 6, address: 8 } as const;
const NUMBER = /^[A-Z0-9]{6,32}$/;
const ANY = 5;
const UNHEARD_OF = 9;
const SPAN = { changed: (30 * MINUTE) / SECOND, confirmed: (24 * HOUR) / SECOND } as const;
/** Three months back. */
const REACH = 92 * DAY;

/** The order calls, for one shop. */
export class OrderApi {
  constructor(
    private readonly state: State,
    private readonly orders: Orders,
    private readonly faults: Faults,
    private readonly now: () => number,
  ) {}

  information(call: Call, fields: Fields): object {
    const order = this.find(call, fields.need('order_sn'));
    if (order.createdAt < this.now() - REACH) throw refused('仅支持查询3个月内的订单');
    return { order_info: this.view(call, order) };
  }

  /** Changes within half an hour, oldest first: a row that changes leaves, and the ones behind it move up. */
  increment(call: Call, fields: Fields): object {
    const changed = windowOf(fields, ['start_updated_at', 'end_updated_at'], SPAN.changed);
    fields.needWhole('is_lucky_flag');
    const all = this.of(call, fields).filter((order) => changed(order.updatedAt));
    all.sort((a, b) => a.updatedAt - b.updatedAt || (a.id < b.id ? -1 : 1));
    return this.page(call, all, fields, 'order_sn_list');
  }

  list(call: Call, fields: Fields): object {
    const confirmed = windowOf(fields, ['start_confirm_at', 'end_confirm_at'], SPAN.confirmed);
    const all = this.of(call, fields).filter((order) => confirmed(order.paidAt));
    all.sort((a, b) => (a.paidAt ?? 0) - (b.paidAt ?? 0) || (a.id < b.id ? -1 : 1));
    return this.page(call, all, fields, 'order_list');
  }

  decrypt(call: Call, fields: Fields): object {
    const list = fields.list('data_list');
    if (list.length < 1 || list.length > 100) throw invalid('data_list', '列表大小为1到100');
    return {
      data_decrypt_list: list.map((one) =>
        this.decryptOne(call, one.need('data_tag'), one.need('encrypted_data')),
      ),
    };
  }

  ship(call: Call, fields: Fields): object {
    const order = this.find(call, fields.need('order_sn'));
    const carrier = carrierOf(fields.needWhole('logistics_id'));
    const number = fields.need('tracking_number');
    if (carrier === undefined) throw invalid('logistics_id', '快递公司不支持');
    if (!NUMBER.test(number)) throw invalid('tracking_number', '运单号格式不正确');
    if (!mayBeShipped(order)) throw refused('订单当前状态不能发货');
    this.orders.ship(order, [{ carrier, number }]);
    return { is_success: true };
  }

  private page(call: Call, all: readonly Order[], fields: Fields, name: string): object {
    const { total, rows, hasNext } = pageOf(all, fields);
    const count = fields.text('use_has_next') === 'true' ? { has_next: hasNext } : { total_count: total };
    return { ...count, [name]: rows.map((order) => this.view(call, order)) };
  }

  /** Those of the shop whose shipping and refund status is asked for. */
  private of(call: Call, fields: Fields): Order[] {
    const [status, refund] = [fields.needWhole('order_status'), fields.needWhole('refund_status')];
    if (![1, 2, 3, ANY].includes(status)) throw invalid('order_status', 'order_status不正确');
    if (![1, 2, 3, 4, ANY].includes(refund)) throw invalid('refund_status', 'refund_status不正确');
    const mine = [...this.state.orders.values()].filter((order) => order.shopId === call.shop?.shopId);
    if (status === ANY && refund === ANY) return mine;
    return mine.filter((order) => {
      const view = this.view(call, order) as { order_status: number; refund_status: number };
      return [ANY, view.order_status].includes(status) && [ANY, view.refund_status].includes(refund);
    });
  }

  private find(call: Call, id: string): Order {
    if (!call.shop) throw missing('access_token');
    const order = this.state.orders.get(id);
    if (order?.shopId !== call.shop.shopId) throw refused('订单不存在');
    return order;
  }

  private view({ secret }: Call, order: Order): object {
    const view = orderView(order, secret, casesOf(this.state, order.id));
    return this.faults.has('unknown-code', order.id) ? { ...view, order_status: UNHEARD_OF } : view;
  }

  private decryptOne({ secret, shop }: Call, orderSn: string, cipher: string): object {
    const mine = this.state.orders.get(orderSn)?.shopId === shop?.shopId;
    const told = mine ? decrypt(secret, orderSn, cipher) : undefined;
    const asked = { data_tag: orderSn, encrypted_data: cipher };
    if (!told) return { ...asked, decrypted_data: '', error_code: 50_001, error_msg: '密文与订单不匹配' };
    const fine = { ...asked, data_type: kinds[told.kind], error_code: 0, error_msg: '' };
    if (told.kind !== 'phone') return { ...fine, decrypted_data: told.plain, virtual_number_type: 0 };
    const { number, extension } = virtualPhone(orderSn);
    return {
      ...fine,
      decrypted_data: number,
      virtual_number_type: 1,
      virtual_identify_number: extension,
    };
  }
}
