import { machineClock } from '@cartrail/kernel';
import type { Ask, Listing, OpenPlatform, ShopRef, TokenPair, Window } from '../../src/application/ports.js';
import { taobaoConnector } from '../../src/outbound/platforms/taobao/connector.js';
import { Simulators, type Json } from './simulators.js';

/** Beyond 2^53. */
export const SHOP = '9007199254740995';
export const APP = { appKey: '23456789', appSecret: 'an-app-secret' };
export const ref: ShopRef = { platform: 'taobao', tenantId: 'tenant01', shopId: 'shop', vendorShopId: SHOP };
const REDIRECT = 'https://us.example/back';

/** A connected shop at the simulated platform, its merchant and its buyers. */
export class TaobaoShop {
  private constructor(
    readonly sim: Simulators,
    readonly platform: OpenPlatform,
    public tokens: TokenPair,
  ) {}

  static async open(): Promise<TaobaoShop> {
    const sim = await Simulators.start();
    await sim.control('PUT', '/taobao-apps', APP);
    const shop = { shopId: SHOP, platform: 'taobao', appKey: APP.appKey, name: '淘宝小店' };
    await sim.control('PUT', '/shops', shop);
    const platform = connect(sim);
    const { tokens } = await platform.authorisation.grant(await grantOf(sim));
    return new TaobaoShop(sim, platform, tokens);
  }

  get token(): string {
    return this.tokens.accessToken;
  }

  /** The merchant says yes anew. */
  async consent(): Promise<void> {
    this.tokens = (await this.platform.authorisation.grant(await grantOf(this.sim))).tokens;
  }

  order(id: string) {
    return this.platform.orders.order(ref, this.token, id);
  }

  async buy(more: Json = {}): Promise<string> {
    const lines = [
      { skuCode: 'TEE-WHITE-M', quantity: 2, priceFen: 5_990 },
      { skuCode: 'CUP-STEEL-500', quantity: 1, priceFen: 7_905 },
    ];
    const [id = ''] = await this.sim.orders(SHOP, [{ lines, ...more }]);
    return id;
  }

  async ship(id: string, parcel: Json = {}): Promise<string> {
    const { parcels } = await this.sim.control('POST', `/orders/${id}/ship`, { parcels: [parcel] });
    return (parcels as { number: string }[])[0]?.number ?? '';
  }

  /** A case about all of the order's first line. */
  async claim(orderId: string, type: number): Promise<string> {
    const { lines } = (await this.sim.control('GET', `/orders/${orderId}`)) as {
      lines: { platformLineId: string; quantity: number }[];
    };
    const about = lines.slice(0, 1).map(({ platformLineId, quantity }) => ({ platformLineId, quantity }));
    const body = { type, lines: about, reasonCode: 1 };
    const made = await this.sim.control('POST', `/orders/${orderId}/after-sales`, body);
    return String(made['platformAfterSaleId']);
  }

  act(caseId: string, act: string): Promise<Json> {
    return this.sim.control('POST', `/after-sales/${caseId}/merchant`, { act });
  }

  case(platformAfterSaleId: string) {
    return this.platform.cases.case(ref, this.token, { platformAfterSaleId });
  }

  /** Everything a listing yields; `between` happens after the first page that is given. */
  async all<T>(listing: Listing<T>, window: Window, between?: () => Promise<unknown>) {
    const pages: (readonly T[])[] = [];
    let asked = 0;
    const ask: Ask = (call) => {
      asked += 1;
      return call(this.token);
    };
    for await (const page of listing.pages(ref, window, ask)) {
      pages.push(page);
      if (pages.length === 1) await between?.();
    }
    return { rows: pages.flat(), pages: pages.length, asked };
  }
}

export const connect = (
  sim: Simulators,
  more: { appSecret?: string; timeoutMs?: number } = {},
): OpenPlatform => {
  const host = `${sim.url}/taobao`;
  const { appSecret = APP.appSecret, timeoutMs = 5_000 } = more;
  return taobaoConnector.open(
    {
      connectionId: 'c-1',
      credentials: { ...APP, appSecret },
      settings: { reasonTexts: '七天无理由退货:no_reason' },
      hosts: { api: host, oauth: host, channel: host },
      timeoutMs,
    },
    machineClock,
  );
};

const grantOf = async (sim: Simulators) =>
  ({ kind: 'code', code: await sim.consent(SHOP), redirectUri: REDIRECT }) as const;
