import { expect } from '@jest/globals';
import { HOUR, machineClock, MINUTE } from '@cartrail/kernel';
import type {
  Ask,
  Listing,
  OpenPlatform,
  OrderRow,
  ShopRef,
  TokenPair,
} from '../../src/application/ports.js';
import { youzanConnector } from '../../src/outbound/platforms/youzan/connector.js';
import { Simulators, type Json } from './simulators.js';

export const SHOP = '4100000001';
export const APP = { clientId: 'a-youzan-client', clientSecret: 'a-youzan-secret' };
export const ref: ShopRef = {
  platform: 'youzan',
  tenantId: 'tenant01',
  shopId: 'shop',
  vendorShopId: SHOP,
};

export const around = () => ({ from: Date.now() - HOUR, to: Date.now() + HOUR });

/** A refusal of the platform, by its kind. */
export const failing = (kind: string): object => expect.objectContaining({ kind });

export const idOf = (row: OrderRow): string =>
  row.kind === 'whole' ? row.pulled.platformOrderId : row.platformOrderId;

const LINES = [
  { skuCode: 'TEE-WHITE-M', quantity: 2, priceFen: 5_990 },
  { skuCode: 'CUP-STEEL-500', quantity: 1, priceFen: 7_900 },
];

/** A connected shop at the simulated platform, its merchant and its buyers. */
export class YouzanShop {
  private constructor(
    readonly sim: Simulators,
    readonly platform: OpenPlatform,
    readonly tokens: TokenPair,
  ) {}

  static async open(): Promise<YouzanShop> {
    const sim = await Simulators.start();
    await sim.control('PUT', '/youzan-apps', APP);
    await sim.control('PUT', '/shops', { shopId: SHOP, platform: 'youzan', appKey: APP.clientId });
    const platform = openAt(`${sim.url}/youzan`);
    const { tokens } = await platform.authorisation.grant({ kind: 'self', vendorShopId: SHOP });
    return new YouzanShop(sim, platform, tokens);
  }

  get token(): string {
    return this.tokens.accessToken;
  }

  /** Everything a listing yields; `between` happens after the first page. */
  async all<T>(listing: Listing<T>, window = around(), between?: () => Promise<unknown>) {
    const rows: T[] = [];
    let [pages, asked] = [0, 0];
    const ask: Ask = (call) => {
      asked += 1;
      return call(this.token);
    };
    for await (const page of listing.pages(ref, window, ask)) {
      rows.push(...page);
      pages += 1;
      if (pages === 1) await between?.();
    }
    return { rows, pages, asked };
  }

  orders(count: number, more: Json = {}): Promise<readonly string[]> {
    return this.sim.orders(
      SHOP,
      Array.from({ length: count }, () => ({ lines: LINES, ...more })),
    );
  }

  async order(more: Json = {}): Promise<string> {
    return (await this.orders(1, more))[0] ?? '';
  }

  async read(id: string) {
    const { order } = await this.platform.orders.order(ref, this.token, id);
    if (!order) throw new Error(`order ${id} was not read`);
    return order;
  }

  /** A buyer's case about one piece of the first line. */
  async claim(orderId: string, type: number): Promise<string> {
    const order = await this.read(orderId);
    const lines = [{ platformLineId: order.lines[0]?.platformLineId, quantity: 1 }];
    const wanted = { type, lines, reasonCode: 2, plan: 'never-sends' };
    const made = await this.sim.control('POST', `/orders/${orderId}/after-sales`, wanted);
    return String(made['platformAfterSaleId']);
  }

  /** Of an order that has left. */
  async shippedCase(type: number): Promise<string> {
    const orderId = await this.order();
    await this.sim.control('POST', `/orders/${orderId}/ship`, { parcels: [{}] });
    return this.claim(orderId, type);
  }

  async seen(platformAfterSaleId: string) {
    const { seen, unmapped } = await this.platform.cases.case(ref, this.token, { platformAfterSaleId });
    expect(unmapped).toEqual([]);
    if (!seen) throw new Error(`case ${platformAfterSaleId} was not read`);
    return seen;
  }

  /** Past the half minute by which the list is late. */
  late(): Promise<void> {
    return this.sim.advance(MINUTE);
  }
}

/** The platform as its application reaches it. */
export const openAt = (api: string): OpenPlatform =>
  youzanConnector.open(
    {
      connectionId: 'c-1',
      credentials: APP,
      settings: { returnAddresses: 'WH1=退货组|13900000001|浙江省|杭州市|西湖区|物流园1号' },
      hosts: { api },
      timeoutMs: 5_000,
    },
    machineClock,
  );
