import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from '@jest/globals';
import { HOUR, machineClock } from '@cartrail/kernel';
import type {
  Ask,
  Listing,
  OpenPlatform,
  PushRequest,
  ShopRef,
  TokenPair,
} from '../../src/application/ports.js';
import { kuaishouConnector } from '../../src/outbound/platforms/kuaishou/connector.js';
import { Simulators, type Json } from './simulators.js';

export const SHOP = '3100000001';
export const APP = {
  appKey: 'ks688888888888888888',
  appSecret: 'an-app-secret',
  signSecret: 'a-sign-secret',
  messageSecret: Buffer.alloc(32, 5).toString('base64'),
};
export const ref: ShopRef = {
  platform: 'kuaishou',
  tenantId: 'tenant01',
  shopId: 'shop',
  vendorShopId: SHOP,
};

export const around = () => ({ from: Date.now() - HOUR, to: Date.now() + HOUR });

/** A refusal of the platform, by its kind. */
export const failing = (kind: string) => expect.objectContaining({ kind });

/** Everything a listing yields, and how it was asked for; `between` happens after the first page. */
export async function all<T>(
  shop: KuaishouShop,
  listing: Listing<T>,
  window = around(),
  between?: () => Promise<unknown>,
) {
  const rows: T[] = [];
  let pages = 0;
  let asked = 0;
  const ask: Ask = (call) => {
    asked += 1;
    return call(shop.token);
  };
  for await (const page of listing.pages(ref, window, ask)) {
    rows.push(...page);
    pages += 1;
    if (pages === 1) await between?.();
  }
  return { rows, pages, asked };
}

/** A connected shop at the simulated platform, its merchant and its buyers. */
export class KuaishouShop {
  private constructor(
    readonly sim: Simulators,
    readonly platform: OpenPlatform,
    public tokens: TokenPair,
  ) {}

  static async open(): Promise<KuaishouShop> {
    const sim = await Simulators.start();
    await sim.control('PUT', '/kuaishou-apps', APP);
    await sim.control('PUT', '/shops', {
      shopId: SHOP,
      platform: 'kuaishou',
      appKey: APP.appKey,
      name: '快手店',
    });
    const host = `${sim.url}/kuaishou`;
    const platform = kuaishouConnector.open(
      {
        connectionId: 'c-1',
        credentials: APP,
        settings: { reasonCodes: '2:quality' },
        hosts: { api: host, authorise: host },
        timeoutMs: 5_000,
      },
      machineClock,
    );
    const grant = { kind: 'code', code: await sim.consent(SHOP), redirectUri: '-' } as const;
    return new KuaishouShop(sim, platform, (await platform.authorisation.grant(grant)).tokens);
  }

  get token(): string {
    return this.tokens.accessToken;
  }

  /** One article each, as the platform sells. */
  orders(count: number, more: Json = {}): Promise<readonly string[]> {
    const lines = [{ skuCode: 'TEE-WHITE-M', quantity: 2, priceFen: 5_990 }];
    return this.sim.orders(
      SHOP,
      Array.from({ length: count }, () => ({ lines, ...more })),
    );
  }

  async order(more: Json = {}): Promise<string> {
    return (await this.orders(1, more))[0] ?? '';
  }

  ship(orderId: string, parcel: Json = {}): Promise<Json> {
    return this.sim.control('POST', `/orders/${orderId}/ship`, { parcels: [parcel] });
  }

  /** A buyer's case about one piece. */
  async claim(orderId: string, type: number): Promise<string> {
    const order = await this.sim.control('GET', `/orders/${orderId}`);
    const [line] = order['lines'] as { platformLineId: string }[];
    const lines = [{ platformLineId: line?.platformLineId, quantity: 1 }];
    const wanted = { type, lines, reasonCode: 2, plan: 'never-sends' };
    return String(
      (await this.sim.control('POST', `/orders/${orderId}/after-sales`, wanted))['platformAfterSaleId'],
    );
  }

  /** Of an order that has left. */
  async shippedCase(type: number): Promise<string> {
    const orderId = await this.order();
    await this.ship(orderId);
    return this.claim(orderId, type);
  }

  async seen(platformAfterSaleId: string) {
    const { seen } = await this.platform.cases.case(ref, this.token, { platformAfterSaleId });
    if (!seen) throw new Error(`case ${platformAfterSaleId} was not read`);
    return seen;
  }
}

/** Stands where the platform pushes to, and says yes. */
export class Letterbox {
  readonly got: PushRequest[] = [];
  private constructor(private readonly server: Server) {}

  static async open(): Promise<Letterbox> {
    const server = createServer();
    const box = new Letterbox(server);
    server.on('request', (request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const body = Buffer.concat(parts);
        box.got.push({ method: 'POST', path: '/', query: new URLSearchParams(), headers: {}, body });
        response.end('{"result":1}');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return box;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) =>
      this.server.close(() => {
        resolve();
      }),
    );
  }
}
