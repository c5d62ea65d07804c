import type { Shop } from '../state/model.js';
import type { Call, Door, Incoming } from '../vendors/door.js';
import { failed, refused, said } from './answers.js';
import type { Gate } from './gate.js';
import type { Oauth } from './oauth.js';
import { Params } from './params.js';
import type { Permits } from './permits.js';
import type { RefundApi } from './refund-api.js';
import type { TradeApi } from './trade-api.js';

type Operation = (shop: Shop, params: Params) => object;

export interface Desks {
  readonly gate: Gate;
  readonly oauth: Oauth;
  readonly trades: TradeApi;
  readonly refunds: RefundApi;
  readonly permits: Permits;
}

const throttled: Door['throttled'] = () =>
  failed(7, 'accesscontrol.limited-by-api-access-count', 'This ban will last for 1 more seconds');

export function doorsOf({ gate, oauth, trades, refunds, permits }: Desks): readonly Door[] {
  const operations: Readonly<Record<string, Operation>> = {
    'taobao.trade.fullinfo.get': (shop, params) => trades.fullInfo(shop, params),
    'taobao.trades.sold.get': (shop, params) => trades.sold(shop, params),
    'taobao.trades.sold.increment.get': (shop, params) => trades.increment(shop, params),
    'taobao.refund.get': (shop, params) => refunds.get(shop, params),
    'taobao.refunds.receive.get': (shop, params) => refunds.received(shop, params),
    'taobao.tmc.user.permit': (shop) => {
      permits.allow(shop.shopId);
      return { is_success: true };
    },
  };
  const call = ({ form }: Incoming): Call => {
    const { method, shop } = gate.admit(form);
    const operation = operations[method];
    if (!operation) throw refused(22, '', method);
    const about = { shopId: shop.shopId, orderId: form.get('tid'), afterSaleId: form.get('refund_id') };
    return { method, about, run: () => said(method, operation(shop, new Params(form))) };
  };
  return [
    { path: '/taobao/router/rest', throttled, admit: call },
    {
      path: '/taobao/token',
      throttled,
      admit: ({ form }) => ({
        method: form.get('grant_type') ?? '',
        about: {},
        writes: true,
        run: () => oauth.token(form),
      }),
    },
  ];
}
