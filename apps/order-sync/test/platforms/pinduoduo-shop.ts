import { expect } from '@jest/globals';
import { machineClock } from '@cartrail/kernel';
import type { Listing, OpenPlatform, ShopRef, TokenPair, Window } from '../../src/application/ports.js';
import { pinduoduoConnector } from '../../src/outbound/platforms/pinduoduo/connector.js';
import { Simulators, type Json } from './simulators.js';

export const SHOP = '90071992547409931';
export const ref: ShopRef = {
  platform: 'pinduoduo',
  tenantId: 'tenant01',
  shopId: 'shop',
  vendorShopId: SHOP,
};
export const lines = [{ skuCode: 'TEE-WHITE-M', quantity: 2, priceFen: 5_990 }];

/** A refusal of the platform, by its kind. */
export const failure = (kind: string) => expect.objectContaining({ kind });

interface Other {
  readonly credentials?: Readonly<Record<string, string>>;
  readonly settings?: Readonly<Record<string, string>>;
}

/** A connected shop at the simulated platform, its merchant and its buyers. */
export class PinduoduoShop {
  private tokens: TokenPair | undefined;

  private constructor(readonly sim: Simulators) {}

  static async open(): Promise<PinduoduoShop> {
    return new PinduoduoShop(await Simulators.start());
  }

  readonly platform: OpenPlatform = this.connect();

  get token(): string {
    return this.tokens?.accessToken ?? '';
  }

  connect({ credentials, settings }: Other = {}): OpenPlatform {
    const host = `${this.sim.url}/pinduoduo`;
    return pinduoduoConnector.open(
      {
        connectionId: 'connection',
        credentials: { clientId: 'sample-pdd-client', clientSecret: 'sample-pdd-secret', ...credentials },
        settings: settings ?? { operateTimeUnit: 's', reasonTexts: '质量问题:quality' },
        hosts: { api: host, authorise: host, push: host },
        timeoutMs: 5_000,
      },
      machineClock,
    );
  }

  async grant(shopId: string, shopName: string): Promise<TokenPair> {
    const code = await this.sim.consent(shopId);
    const asked = { kind: 'code', code, redirectUri: 'https://x.example/cb' } as const;
    const granted = await this.platform.authorisation.grant(asked);
    expect(granted).toMatchObject({ vendorShopId: shopId, shopName });
    return granted.tokens;
  }

  /** The merchant consents anew. */
  async renew(): Promise<TokenPair> {
    this.tokens = await this.grant(SHOP, '拼多多演示店');
    return this.tokens;
  }

  async buy(more: Json = {}): Promise<string> {
    const [id = ''] = await this.sim.orders(SHOP, [{ lines, ...more }]);
    return id;
  }

  order(id: string) {
    return this.platform.orders.order(ref, this.token, id);
  }

  /** The clock of the simulated world, which tests move. */
  async now(): Promise<number> {
    const response = await fetch(`${this.sim.url}/clock`);
    return ((await response.json()) as { now: number }).now;
  }

  async all<T>(listing: Listing<T>, window: Window): Promise<readonly T[]> {
    const rows: T[] = [];
    for await (const page of listing.pages(ref, window, (call) => call(this.token))) rows.push(...page);
    return rows;
  }
}
