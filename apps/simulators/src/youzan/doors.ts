import type { State } from '../state/state.js';
import type { Answer, Call as Admitted, Door } from '../vendors/door.js';
import { Fields } from '../vendors/fields.js';
import { refused, throttled, turnedAway } from './answers.js';
import type { Call, OrderApi } from './order-api.js';
import type { RefundApi } from './refund-api.js';
import type { YouzanTokens } from './tokens.js';

interface Operation {
  readonly run: (call: Call) => Answer;
  readonly writes?: true;
}

/** By name and version, as the path has them. */
export const operationsOf = (orders: OrderApi, refunds: RefundApi): ReadonlyMap<string, Operation> =>
  new Map<string, Operation>([
    ['youzan.trade.get/4.0.2', { run: (call) => orders.trade(call) }],
    ['youzan.trades.sold.get/4.0.4', { run: (call) => orders.sold(call) }],
    ['youzan.cloud.secret.decrypt.single/1.0.0', { run: (call) => orders.decrypt(call) }],
    ['youzan.logistics.online.confirm/3.0.0', { run: (call) => orders.confirm(call), writes: true }],
    ['youzan.trade.refund.search/3.0.1', { run: (call) => refunds.search(call) }],
    ['youzan.trade.refund.get/3.0.1', { run: (call) => refunds.get(call) }],
    ['youzan.trade.refund.agree/3.0.0', { run: (call) => refunds.agree(call), writes: true }],
    ['youzan.trade.refund.refuse/3.0.0', { run: (call) => refunds.refuse(call), writes: true }],
    ['youzan.trade.returngoods.agree/3.0.0', { run: (call) => refunds.agreeReturn(call), writes: true }],
    ['youzan.trade.returngoods.refuse/3.0.0', { run: (call) => refunds.refuseReceipt(call), writes: true }],
    ['youzan.trade.returngoods.fill/3.0.0', { run: (call) => refunds.fill(call), writes: true }],
  ]);

const API = '/youzan/api/';

export const doorsOf = (
  tokens: YouzanTokens,
  operations: ReadonlyMap<string, Operation>,
  state: State,
): Door[] => [
  {
    path: '/youzan/auth/token',
    throttled,
    admit: ({ text }): Admitted => {
      const fields = Fields.parse(text);
      if (!fields) throw refused(1000, 'Content type not supported');
      return { method: 'auth/token', about: {}, writes: true, run: () => tokens.answer(fields) };
    },
  },
  {
    path: `${API}*`,
    throttled,
    admit: ({ path, query, text, header }): Admitted => {
      const method = path.slice(API.length);
      const operation = operations.get(method);
      if (!operation) throw turnedAway(4005, '非法的API');
      if (!(header('content-type') ?? '').includes('json')) throw turnedAway(4007, '非法的请求姿势');
      const shop = tokens.shopOf(query.get('access_token') ?? '');
      const fields = Fields.parse(text);
      if (!fields) throw turnedAway(4004, '非法的Content');
      return {
        method,
        about: { shopId: shop.shopId, ...subjectOf(fields, state) },
        writes: operation.writes === true,
        run: () => operation.run({ shop, fields }),
      };
    },
  },
];

/** A case misbehaves by its own name and by that of its order. */
function subjectOf(fields: Fields, state: State): { orderId?: string; afterSaleId?: string } {
  const afterSaleId = fields.text('refund_id');
  const orderId = state.afterSales.get(afterSaleId)?.orderId ?? fields.text('tid');
  return { ...(orderId !== '' && { orderId }), ...(afterSaleId !== '' && { afterSaleId }) };
}
