import type { Answer } from '../vendors/door.js';
import { said } from './answers.js';
import type { Admitted } from './gate.js';
import { openIdOf } from './oauth.js';
import type { OrderApi } from './order-api.js';
import type { RefundActions } from './refund-actions.js';
import type { RefundApi } from './refund-api.js';

export interface Operation {
  readonly run: (call: Admitted) => Answer;
  /** By POST only, and with an effect that outlives its answer. */
  readonly writes?: true;
}

/** Every call the Open API knows. */
export function operationsOf(
  orders: OrderApi,
  refunds: RefundApi,
  actions: RefundActions,
): ReadonlyMap<string, Operation> {
  const refund = 'open.seller.order.refund';
  return new Map<string, Operation>([
    ['open.user.seller.get', { run: seller }],
    ['open.order.cursor.list', { run: (call) => orders.list(call) }],
    ['open.order.detail', { run: (call) => orders.detail(call) }],
    ['open.order.decrypt.batch', { run: (call) => orders.decrypt(call) }],
    ['open.seller.order.goods.deliver', { run: (call) => orders.deliver(call), writes: true }],
    [`${refund}.pcursor.list`, { run: (call) => refunds.list(call) }],
    [`${refund}.detail`, { run: (call) => refunds.detail(call) }],
    [`${refund}.returngoods.approve`, { run: (call) => actions.agreeReturn(call), writes: true }],
    [`${refund}.approve`, { run: (call) => actions.agreeRefund(call), writes: true }],
    [`${refund}.confirm.receipt`, { run: (call) => actions.confirmReceipt(call), writes: true }],
    ['open.refund.direct.refund', { run: (call) => actions.refundDirectly(call), writes: true }],
    ['open.refund.reject', { run: (call) => actions.reject(call), writes: true }],
    ['open.refund.submit.returnInfo', { run: (call) => actions.fillReturn(call), writes: true }],
  ]);
}

const seller = ({ shop }: Admitted): Answer =>
  said({ data: { sellerId: BigInt(shop.shopId), name: shop.name, openId: openIdOf(shop), sex: 'U' } });
