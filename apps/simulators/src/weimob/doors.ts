import type { State } from '../state/state.js';
import type { Answer, Call as Admitted, Door } from '../vendors/door.js';
import { notFound, throttled } from './answers.js';
import type { Call, Calls } from './calls.js';
import { Params } from './params.js';
import type { WeimobTokens } from './tokens.js';

interface Operation {
  readonly run: (call: Call) => Answer;
  readonly writes?: true;
}

/** By path behind the gateway's. */
export const operationsOf = (calls: Calls): ReadonlyMap<string, Operation> =>
  new Map<string, Operation>([
    ['weimob_shop/v2.0/order/detail/get', { run: (call) => calls.order(call) }],
    ['weimob_shop/v2.0/order/list/search', { run: (call) => calls.orders(call) }],
    ['weimob_shop/v2.0/rights/detail/get', { run: (call) => calls.rights(call) }],
    ['weimob_shop/v2.0/rights/list/search', { run: (call) => calls.rightsList(call) }],
    ['weimob_shop/v2.0/rights/agree', { run: (call) => calls.agree(call), writes: true }],
    ['weimob_shop/v2.0/rights/refuse', { run: (call) => calls.refuse(call), writes: true }],
    ['weimob_shop/v2.0/rights/return/confirm', { run: (call) => calls.confirm(call), writes: true }],
    ['bos/v2.0/security/decrypt', { run: (call) => calls.decrypt(call) }],
  ]);

const API = '/weimob/apigw/';

export const doorsOf = (
  tokens: WeimobTokens,
  operations: ReadonlyMap<string, Operation>,
  state: State,
): Door[] => [
  {
    path: '/weimob/fuwu/b/oauth2/token',
    throttled,
    admit: ({ query }): Admitted => ({
      method: 'oauth2/token',
      about: {},
      writes: true,
      run: () => tokens.answer(query),
    }),
  },
  {
    path: `${API}*`,
    throttled,
    admit: ({ path, query, text }): Admitted => {
      const method = path.slice(API.length);
      const operation = operations.get(method);
      if (!operation) throw notFound('接口不存在');
      const shop = tokens.shopOf(query.get('accesstoken') ?? '');
      const params = Params.read(text);
      return {
        method,
        about: { shopId: shop.shopId, ...subjectOf(text, state) },
        writes: operation.writes === true,
        run: () => operation.run({ shop, params }),
      };
    },
  },
];

/** A case misbehaves by its own name and by that of its order. */
function subjectOf(text: string, state: State): { orderId?: string; afterSaleId?: string } {
  const id = (name: string): string => new RegExp(`"${name}":(\\d+)`).exec(text)?.[1] ?? '';
  const [afterSaleId, named] = [id('rightsId'), id('orderNo')];
  const orderId = state.afterSales.get(afterSaleId)?.orderId ?? named;
  return { ...(orderId !== '' && { orderId }), ...(afterSaleId !== '' && { afterSaleId }) };
}
