import { DAY, type Clock } from '@cartrail/kernel';
import { casesOf } from '../after-sales/lookup.js';
import type { Merchant } from '../after-sales/merchant.js';
import { cityOf } from '../orders/cities.js';
import type { Orders } from '../orders/orders.js';
import { virtualPhone } from '../orders/receiver.js';
import type { Order, Shop } from '../state/model.js';
import type { State } from '../state/state.js';
import type { Fields } from '../vendors/fields.js';
import { codes, refused } from './answers.js';
import type { App } from './apps.js';
import { open, openAddressId, seal } from './ciphers.js';
import { carrierOf } from './companies.js';
import { pageOf } from './lists.js';
import { orderView, rowView, statusOf } from './order-view.js';

const TO_BE_SHIPPED = 4;
const PARTLY_SHIPPED = 5;

interface Desk {
  readonly state: State;
  readonly clock: Clock;
  readonly orders: Orders;
  readonly merchant: Merchant;
}

/** The order calls, for one shop. */
export class OrderApi {
  constructor(private readonly desk: Desk) {}

  list(shop: Shop, fields: Fields): object {
    const all = [...this.desk.state.orders.values()]
      .filter((order) => order.shopId === shop.shopId)
      .map((order) => ({ id: order.id, made: order.createdAt, changed: order.updatedAt, order }));
    const { rows, ...page } = pageOf(fields, 1_000, () => 100, all);
    return {
      ...page,
      maxPageNo: Math.ceil(page.total / page.pageSize),
      orderList: rows.map(({ order }) => rowView(order, casesOf(this.desk.state, order.id))),
    };
  }

  detail(shop: Shop, fields: Fields): object {
    const order = this.orderOf(shop, fields.text('orderId'));
    return orderView(order, casesOf(this.desk.state, order.id));
  }

  receivers(shop: Shop, fields: Fields, app: App): object {
    if (!['true', 'false'].includes(fields.text('isReturn'))) throw refused('parameter', 'isReturn不正确');
    const queries = fields.list('receiverQueries');
    if (queries.length === 0) throw refused('parameter', 'receiverQueries不能为空');
    return {
      receiverInfos: queries.map((query) => {
        const order = this.orderOf(shop, query.text('orderId'));
        if (statusOf(order) !== TO_BE_SHIPPED) throw refused('state', '待发货才可以拉到收件人信息');
        const matched = query.text('openAddressId') === openAddressId(order);
        return { orderId: order.id, matched, ...(matched && receiverView(order, app)) };
      }),
    };
  }

  deliver(shop: Shop, fields: Fields): object {
    const order = this.orderOf(shop, fields.text('orderId'));
    const carrier = carrierOf(fields.text('expressCompanyCode'));
    const number = fields.text('expressNo');
    if (!carrier || number === '') throw refused('parameter', '快递公司或单号不正确');
    const status = statusOf(order);
    const isSplit = fields.text('unpack') === 'true';
    if (status !== TO_BE_SHIPPED && (status !== PARTLY_SHIPPED || !isSplit)) {
      throw refused('state', '订单状态不允许发货');
    }
    const lines = isSplit ? { lines: leftOf(order, fields.texts('skuIdList')) } : {};
    this.desk.orders.ship(order, [{ carrier, number, ...lines }]);
    // A refund asked for before shipping is refused by this, and by nothing else.
    for (const one of casesOf(this.desk.state, order.id)) {
      if (one.type === 2 && one.status === 6) this.desk.merchant.act(one, 'refuse-refund');
    }
    return {};
  }

  decrypt(shop: Shop, fields: Fields, app: App): object {
    const infos = fields.list('baseInfos');
    if (infos.length < 1 || infos.length > 100) throw refused('parameter', 'baseInfos为1到100条');
    if (!['1', '2', '3', '4'].includes(fields.text('actionType')))
      throw refused('parameter', 'actionType不正确');
    if (fields.text('appUserId') === '') throw refused('parameter', 'appUserId不能为空');
    return {
      dataInfoList: infos.map((info) =>
        this.decryptOne(shop, app, info.text('dataTag'), info.text('encryptedData')),
      ),
    };
  }

  private decryptOne(shop: Shop, app: App, dataTag: string, encryptedData: string): object {
    const { state, clock } = this.desk;
    const order = state.orders.get(state.afterSales.get(dataTag)?.orderId ?? dataTag);
    const told = order?.shopId === shop.shopId ? open(app, order.id, encryptedData) : undefined;
    const asked = { dataTag, encryptedData };
    if (!order || !told) return { ...asked, errorCode: codes.decrypt, errorMsg: '密文与单号不匹配' };
    if (told.kind !== 'phone') return { ...asked, decryptedData: told.plain, virtualNumberFlag: false };
    const { number, extension } = virtualPhone(order.id);
    const virtualNumber = `${number}-${extension}`;
    const expireAt = clock.now() + 30 * DAY;
    return { ...asked, decryptedData: '', virtualNumber, virtualNumberFlag: true, expireAt };
  }

  private orderOf(shop: Shop, id: string): Order {
    const order = this.desk.state.orders.get(id);
    if (order?.shopId !== shop.shopId) throw refused('unknown', '订单不存在');
    return order;
  }
}

function receiverView({ id, receiver }: Order, app: App): object {
  const city = cityOf(receiver.region);
  return {
    receiverProvinceName: city.province,
    receiverCityName: city.city,
    receiverDistrictName: city.district,
    receiverName: seal(app, 'name', id, receiver.name),
    receiverPhone: seal(app, 'phone', id, receiver.phone),
    receiverAddress: seal(app, 'address', id, receiver.detail),
  };
}

/** All that is left of the named SKUs; each of them has to have some. */
function leftOf(order: Order, skuIds: readonly string[]): { skuCode: string; quantity: number }[] {
  if (skuIds.length === 0) throw refused('parameter', '拆包发货时skuIdList必填');
  return skuIds.flatMap((skuId) => {
    const lines = order.lines.filter((line) => line.skuId === skuId && line.quantity > line.shipped);
    if (lines.length === 0) throw refused('state', `商品${skuId}不可发货`);
    return lines.map(({ skuCode, quantity, shipped }) => ({ skuCode, quantity: quantity - shipped }));
  });
}
