import { addressesOf } from '../after-sales/addresses.js';
import { mayDo, type MerchantAct, type Terms } from '../after-sales/merchant.js';
import { carrierCodes, type Shop } from '../state/model.js';
import type { AfterSale } from '../state/after-sale.model.js';
import type { PlatformSurroundings } from '../platforms/surroundings.js';
import { Refused, type Answer, type Call, type Door, type Incoming } from '../vendors/door.js';
import type { MallApps } from './apps.js';
import { claimView, companyOf, saleView } from './views.js';

const ROOT = '/mall/v1/';
const PAGE = 20;

const ok = (result: object): Answer => ({ code: 'OK', body: { ok: true, result } });
const no = (status: number, code: string): Refused =>
  new Refused({ code, status, body: { ok: false, error: { code } } });

interface Asked {
  readonly shop: Shop;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Sales and claims of one store: a list by when they were touched, each by its name, and what may be done. */
export class MallDoors {
  constructor(
    private readonly world: PlatformSurroundings,
    private readonly apps: MallApps,
  ) {}

  doors(): Door[] {
    const throttled = (): Answer => no(429, 'SLOW_DOWN').answer;
    return [
      { path: `${ROOT}*`, methods: ['GET', 'POST'], throttled, admit: (incoming) => this.admit(incoming) },
    ];
  }

  private admit(incoming: Incoming): Call {
    const { path, query, text, header } = incoming;
    const token = (header('authorization') ?? '').replace(/^Token /, '');
    const app = this.apps.byToken(token);
    if (!app) throw no(401, 'WHO_ARE_YOU');
    const shop = [...this.world.state.shops.values()].find(
      (one) => one.platform === 'mall' && one.appKey === app.appKey,
    );
    if (!shop) throw no(404, 'NO_STORE');
    const [things = '', id = '', verb = ''] = path.slice(ROOT.length).split('/');
    const about = {
      shopId: shop.shopId,
      ...(things === 'sales' && id !== '' && { orderId: id }),
      ...(things === 'claims' && id !== '' && { afterSaleId: id }),
    };
    const asked = { shop, query, body: text === '' ? {} : (JSON.parse(text) as Asked['body']) };
    const run = (): Answer => this.answer(things, id, verb, asked);
    return { method: [things, verb].filter(Boolean).join('.'), about, writes: verb !== '', run };
  }

  private answer(things: string, id: string, verb: string, asked: Asked): Answer {
    const { state, orders } = this.world;
    const { shop, body } = asked;
    if (things === 'sales') {
      if (id === '') return page(ofShop(state.orders.values(), shop), saleView, asked);
      const order = state.orders.get(id);
      if (order?.shopId !== shop.shopId) throw no(404, 'NO_SUCH_SALE');
      if (verb === '') return ok(saleView(order));
      const carrier = carrierCodes.find((code) => companyOf(code) === body['by']);
      if (verb !== 'dispatch' || carrier === undefined || order.status !== 2) throw no(409, 'NOT_NOW');
      orders.ship(order, [{ carrier, number: String(body['tracking']) }]);
      return ok(saleView(order));
    }
    if (id === '') return page(ofShop(state.afterSales.values(), shop), claimView, asked);
    const one = state.afterSales.get(id);
    if (one?.shopId !== shop.shopId) throw no(404, 'NO_SUCH_CLAIM');
    if (verb !== '') this.act(one, verb, asked);
    return ok(claimView(one));
  }

  private act(one: AfterSale, verb: string, { shop, body }: Asked): void {
    if (verb === 'accept') {
      const addressId = String(body['depot']);
      if (!addressesOf(shop).some((address) => address.addressId === addressId))
        throw no(422, 'NO_SUCH_DEPOT');
      this.merchantDoes(one, 'agree-return', { addressId });
    } else if (verb === 'pay') {
      this.merchantDoes(one, one.status === 6 ? 'agree-refund' : 'confirm-receipt');
    } else {
      throw no(404, 'NO_SUCH_VERB');
    }
  }

  private merchantDoes(one: AfterSale, act: MerchantAct, terms?: Terms): void {
    if (!mayDo(one, act)) throw no(409, 'NOT_NOW');
    this.world.merchant.act(one, act, terms);
  }
}

const ofShop = <T extends { readonly shopId: string }>(things: Iterable<T>, { shopId }: Shop): T[] =>
  [...things].filter((one) => one.shopId === shopId);

/** Oldest first, from `since` until before `before`; the mark names a place, so that nothing slips between pages. */
function page<T extends { readonly id: string; readonly updatedAt: number }>(
  all: readonly T[],
  view: (one: T) => object,
  { query }: Asked,
): Answer {
  const [since, before] = ['since', 'before'].map((name) => Date.parse(query.get(name) ?? ''));
  if (since === undefined || before === undefined || Number.isNaN(since + before)) throw no(400, 'NO_TIME');
  const placeOf = ({ updatedAt, id }: T): string => `${String(updatedAt).padStart(15, '0')}.${id}`;
  const mark = query.get('mark') ?? '';
  const found = all
    .filter((one) => one.updatedAt >= since && one.updatedAt < before && placeOf(one) > mark)
    .sort((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1));
  const rows = found.slice(0, PAGE);
  const last = rows.at(-1);
  return ok({ rows: rows.map(view), more: found.length > PAGE, mark: last ? placeOf(last) : mark });
}
