import { machineClock, type Instant } from '@cartrail/kernel';
import type { Listing, OpenPlatform, PlatformFailureKind } from '../../src/application/ports.js';
import type { ObservedCase } from '../../src/domain/after-sale.state.js';
import type { ObservedOrder } from '../../src/domain/order.state.js';
import { xiaohongshuConnector } from '../../src/outbound/platforms/xiaohongshu/connector.js';
import { Simulators, type Json } from './simulators.js';

export const SHOP = '6500000000000000000000b2';
export const shop = {
  tenantId: 'tenant01',
  shopId: 'shop',
  vendorShopId: SHOP,
  platform: 'xiaohongshu',
} as const;
export const LINE = { skuCode: 'TEE-WHITE-M', quantity: 2, priceFen: 5_990 };
const CUP = { skuCode: 'CUP-STEEL-500', quantity: 1, priceFen: 7_901 };

export const open = (api: string): OpenPlatform =>
  xiaohongshuConnector.open(
    {
      connectionId: 'connection-1',
      credentials: { appId: 'sample-xiaohongshu-app', appSecret: 'sample-xiaohongshu-secret' },
      settings: {
        companyCodes: 'yuantong:YTO',
        reasonCodes: '1:no_reason,2:quality',
        authExpiredCodes: '-9005',
        throttledCodes: '-9006',
      },
      hosts: { api },
      timeoutMs: 5_000,
    },
    machineClock,
  );

/** How a call failed; `undefined` where it did not. */
export const kindOf = (call: Promise<unknown> | undefined): Promise<PlatformFailureKind | undefined> =>
  Promise.resolve(call).then(
    () => undefined,
    (error: unknown) => (error as { kind?: PlatformFailureKind }).kind,
  );

/** A shop at the simulated platform, and this product's connector to it. */
export class XiaohongshuShop {
  token = '';

  private constructor(
    readonly world: Simulators,
    readonly platform: OpenPlatform,
  ) {}

  static async start(): Promise<XiaohongshuShop> {
    const world = await Simulators.start();
    await world.control('PUT', '/shops', { shopId: SHOP, platform: 'xiaohongshu', name: '薯店' });
    const opened = new XiaohongshuShop(world, open(`${world.url}/xiaohongshu`));
    opened.token = (await opened.grant()).tokens.accessToken;
    return opened;
  }

  stop(): Promise<void> {
    return this.world.stop();
  }

  async grant() {
    const code = await this.world.consent(SHOP);
    return this.platform.authorisation.grant({ kind: 'code', code, redirectUri: 'https://x.example' });
  }

  /** By the simulated clock. */
  async now(): Promise<Instant> {
    const answer = await fetch(`${this.world.url}/clock`);
    return ((await answer.json()) as { now: Instant }).now;
  }

  async order(more: Json = {}): Promise<string> {
    const [id = ''] = await this.world.orders(SHOP, [{ lines: [LINE, CUP], ...more }]);
    return id;
  }

  async shipped(): Promise<string> {
    const id = await this.order();
    await this.world.control('POST', `/orders/${id}/ship`, { parcels: [{ carrier: 'YTO' }] });
    return id;
  }

  async read(id: string): Promise<ObservedOrder | undefined> {
    return (await this.platform.orders.order(shop, this.token, id)).order;
  }

  /** A case about one piece of the order's first line. */
  async claim(orderId: string, type: number): Promise<string> {
    const { lines } = await this.world.control('GET', `/orders/${orderId}`);
    const [first] = lines as { platformLineId: string }[];
    const asked = [{ platformLineId: first?.platformLineId, quantity: 1 }];
    const body = { type, reasonCode: 2, lines: asked };
    const made = await this.world.control('POST', `/orders/${orderId}/after-sales`, body);
    return String(made['platformAfterSaleId']);
  }

  async seen(platformAfterSaleId: string): Promise<ObservedCase> {
    const pulled = await this.platform.cases.case(shop, this.token, { platformAfterSaleId });
    if (!pulled.seen) throw new Error(`not read: ${JSON.stringify(pulled.unmapped)}`);
    return pulled.seen;
  }

  act(id: string, action: string, body: Json = {}): Promise<Json> {
    return this.world.control('POST', `/after-sales/${id}/${action}`, body);
  }

  /** The pages of a window; `between` happens after the first. */
  async walk<T>(
    listing: Listing<T>,
    from: Instant,
    to: Instant,
    between?: () => Promise<unknown>,
  ): Promise<(readonly T[])[]> {
    const pages: (readonly T[])[] = [];
    for await (const page of listing.pages(shop, { from, to }, (call) => call(this.token))) {
      pages.push(page);
      if (pages.length === 1) await between?.();
    }
    return pages;
  }
}
