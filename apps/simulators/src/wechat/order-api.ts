import { DAY, SECOND } from '@cartrail/kernel';
import { casesOf } from '../after-sales/lookup.js';
import type { NewParcel, Orders } from '../orders/orders.js';
import type { Order, Shop } from '../state/model.js';
import type { State } from '../state/state.js';
import { badArgument, wrongState } from './answers.js';
import { carrierOf } from './carriers.js';
import type { Fields } from './fields.js';
import { decodedView, orderView, statusOf } from './order-view.js';
import { pageOf, seconds } from './rows.js';

const LONGEST_S = (7 * DAY) / SECOND;

/** The order calls, for one shop. */
export class OrderApi {
  constructor(
    private readonly state: State,
    private readonly orders: Orders,
  ) {}

  list(shop: Shop, fields: Fields): object {
    const [created, updated] = [fields.inner('create_time_range'), fields.inner('update_time_range')];
    const range = updated ?? created;
    if (!range || (created && updated)) throw badArgument('one time range is needed');
    const [from, to] = [range.whole('start_time') ?? 0, range.whole('end_time') ?? 0];
    if (from <= 0 || to < from || to - from > LONGEST_S) throw badArgument('time range, 7 days at most');
    const size = fields.whole('page_size') ?? 0;
    if (size < 1 || size > 100) throw badArgument('page_size is 1 to 100');
    const [status, openid] = [fields.whole('status'), fields.text('openid')];
    const rows = [...this.state.orders.values()]
      .filter((order) => order.shopId === shop.shopId)
      .filter((order) => status === undefined || statusOf(order) === status)
      .filter((order) => openid === '' || order.buyer === openid)
      .map((order) => ({ id: order.id, at: updated ? order.updatedAt : order.createdAt }))
      .filter(({ at }) => seconds(at) >= from && seconds(at) <= to);
    const { ids, ...rest } = pageOf(rows, size, fields.text('next_key'));
    return { order_id_list: ids, ...rest };
  }

  get(shop: Shop, fields: Fields): object {
    const order = this.orderOf(shop, fields);
    return { order: orderView(order, casesOf(this.state, order.id)) };
  }

  decode(shop: Shop, fields: Fields): object {
    const order = this.orderOf(shop, fields);
    if (order.paidAt === null) throw badArgument('the order is not paid');
    return decodedView(order);
  }

  /** All of the parcels or none. */
  send(shop: Shop, fields: Fields): object {
    const order = this.orderOf(shop, fields);
    const deliveries = fields.list('delivery_list');
    if (deliveries.length < 1) throw badArgument('delivery_list');
    if (order.status !== 2 && order.status !== 101) throw wrongState();
    const left = new Map(order.lines.map((line) => [line.platformLineId, line.quantity - line.shipped]));
    const parcels = deliveries.map((delivery) => parcelOf(order, delivery, left));
    this.orders.ship(order, parcels);
    return {};
  }

  private orderOf(shop: Shop, fields: Fields): Order {
    const order = this.state.orders.get(fields.text('order_id'));
    if (order?.shopId !== shop.shopId) throw badArgument('order_id');
    return order;
  }
}

function parcelOf(order: Order, delivery: Fields, left: Map<string, number>): NewParcel {
  const carrier = carrierOf(delivery.text('delivery_id'));
  const number = delivery.text('waybill_id');
  if (!carrier) throw badArgument('delivery_id');
  if (number === '') throw badArgument('waybill_id');
  if (delivery.whole('deliver_type') !== 1) throw badArgument('deliver_type');
  const products = delivery.list('product_infos');
  if (products.length < 1) throw badArgument('product_infos');
  const lines = products.map((product) => {
    const count = product.whole('product_cnt') ?? 0;
    const line = order.lines.find(
      (one) =>
        one.skuId === product.text('sku_id') &&
        one.productId === product.text('product_id') &&
        (left.get(one.platformLineId) ?? 0) >= count,
    );
    if (!line || count < 1) throw badArgument('product_infos');
    left.set(line.platformLineId, (left.get(line.platformLineId) ?? 0) - count);
    return { skuCode: line.skuCode, quantity: count };
  });
  return { carrier, number, lines };
}
