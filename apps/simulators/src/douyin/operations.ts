import { AfterSaleActions } from './after-sale-actions.js';
import { AfterSaleApi } from './after-sale-api.js';
import { missing } from './answers.js';
import type { Call } from './gate.js';
import { OrderApi } from './order-api.js';
import type { Params } from './params.js';
import type { PlatformSurroundings } from '../platforms/surroundings.js';
import { ShippingApi } from './shipping-api.js';
import type { Tokens } from './tokens.js';

export interface Operation {
  run: (call: Call, params: Params) => unknown;
  /** A call whose effect outlives its answer. */
  writes?: true;
}

/** Every call the Open API knows. */
export function operationsOf(world: PlatformSurroundings, tokens: Tokens): ReadonlyMap<string, Operation> {
  const { state, clock, cases, merchant, faults } = world;
  const orders = new OrderApi(state, clock);
  const shipping = new ShippingApi(state, world.orders);
  const afterSales = new AfterSaleApi(state, clock);
  const actions = new AfterSaleActions(state, clock, cases, merchant, faults);
  return new Map<string, Operation>([
    ['/token/create', { run: (call, params) => tokens.create(call.appKey, params) }],
    ['/token/refresh', { run: (call, params) => tokens.refresh(call.appKey, params) }],
    ['/order/searchList', { run: (call, params) => orders.searchList(shopOf(call), params) }],
    ['/order/orderDetail', { run: (call, params) => orders.orderDetail(shopOf(call), params) }],
    ['/order/batchDecrypt', { run: (call, params) => orders.batchDecrypt(shopOf(call), params) }],
    ['/order/logisticsCompanyList', { run: () => orders.companies() }],
    ['/order/logisticsAdd', { run: (call, params) => shipping.add(shopOf(call), params), writes: true }],
    ['/address/list', { run: (call, params) => afterSales.addresses(shopOf(call), params) }],
    ['/afterSale/List', { run: (call, params) => afterSales.list(shopOf(call), params) }],
    ['/afterSale/Detail', { run: (call, params) => afterSales.detail(shopOf(call), params) }],
    ['/afterSale/operate', { run: (call, params) => actions.operate(shopOf(call), params), writes: true }],
    [
      '/afterSale/returnGoodsToWareHouseSuccess',
      { run: (call, params) => actions.goodsReceived(shopOf(call), params), writes: true },
    ],
  ]);
}

function shopOf(call: Call): NonNullable<Call['shop']> {
  if (!call.shop) throw missing('access-token');
  return call.shop;
}

/** The ids a call is about, for the faults and the ledger. */
export function subjectOf(params: Params): { orderId: string | undefined; afterSaleIds: string[] } {
  const items = params.list('items')?.map((item) => item.text('aftersale_id')) ?? [];
  const ids = [params.text('after_sale_id'), params.text('aftersale_id'), ...items];
  return {
    orderId: params.text('shop_order_id') ?? params.text('order_id'),
    afterSaleIds: ids.filter((id) => id !== undefined && id !== '').map(String),
  };
}
