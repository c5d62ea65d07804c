import { casesOf, isLive } from '../after-sales/lookup.js';
import { carriers } from '../orders/catalogue.js';
import type { Orders } from '../orders/orders.js';
import { carrierCodes, type Shop } from '../state/model.js';
import type { State } from '../state/state.js';
import { businessFailed, invalidParameter } from './answers.js';
import type { Params } from './params.js';

const NUMBER = /^[A-Z0-9]{6,32}$/;

/** A whole order under one number. What the platform's refusals are called is our choice. */
export class ShippingApi {
  constructor(
    private readonly state: State,
    private readonly orders: Orders,
  ) {}

  add(shop: Shop, params: Params): object {
    const order = this.state.orders.get(params.text('order_id') ?? '');
    if (order?.shopId !== shop.shopId) throw businessFailed(2010, '订单不存在');
    const code = params.text('company_code');
    const carrier = carrierCodes.find((one) => carriers[one].douyinCode === code);
    if (carrier === undefined) throw invalidParameter('company_code不正确');
    const number = params.text('logistics_code') ?? '';
    if (!NUMBER.test(number)) throw invalidParameter('logistics_code不正确');
    if (order.status !== 2) throw businessFailed(2011, '订单当前状态不可发货');
    const held = casesOf(this.state, order.id).some(isLive);
    if (held && !params.flag('is_refund_reject')) throw businessFailed(2012, '订单存在售后，不可发货');
    this.orders.ship(order, [{ carrier, number }]);
    return {};
  }
}
