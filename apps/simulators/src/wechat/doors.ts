import type { Shop } from '../state/model.js';
import type { State } from '../state/state.js';
import type { Answer, Call, Door, Incoming } from '../vendors/door.js';
import { quotaReached } from './answers.js';
import { Fields } from './fields.js';
import type { StableTokens } from './tokens.js';

export interface Operation {
  run(shop: Shop, fields: Fields): object;
  /** A call whose effect outlives its answer. */
  readonly writes?: true;
}

/** The call for a token, and one door for every operation behind it. */
export const doorsOf = (
  state: State,
  tokens: StableTokens,
  operations: Readonly<Record<string, Operation>>,
): Door[] => [
  doorOf('/cgi-bin/stable_token', ({ text }) => {
    const fields = Fields.read(text);
    return {
      method: 'stable_token',
      about: { shopId: fields.text('appid') },
      run: () => ({ code: '0', body: tokens.give(fields) }),
    };
  }),
  ...Object.entries(operations).map(([method, operation]) =>
    doorOf(`/channels/ec/${method}`, ({ query, text }) => {
      const shop = tokens.shopOf(query.get('access_token') ?? '');
      const fields = Fields.read(text);
      return {
        method,
        about: { shopId: shop.shopId, ...aboutOf(state, fields) },
        writes: operation.writes ?? false,
        run: () => ok(operation.run(shop, fields)),
      };
    }),
  ),
];

const doorOf = (path: string, admit: (incoming: Incoming) => Call): Door => ({
  path: `/wechat${path}`,
  throttled: () => quotaReached().answer,
  admit,
});

const ok = (result: object): Answer => ({ code: '0', body: { errcode: 0, errmsg: 'ok', ...result } });

/** A case misbehaves by its own name and by that of its order. */
function aboutOf(state: State, fields: Fields): Record<string, string> {
  const [orderId, afterSaleId] = [fields.text('order_id'), fields.text('after_sale_order_id')];
  const caseOrderId = state.afterSales.get(afterSaleId)?.orderId ?? '';
  const about = { orderId: orderId === '' ? caseOrderId : orderId, afterSaleId };
  return Object.fromEntries(Object.entries(about).filter(([, id]) => id !== ''));
}
