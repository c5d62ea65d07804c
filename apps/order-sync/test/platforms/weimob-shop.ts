import { expect } from '@jest/globals';
import { machineClock, MINUTE } from '@cartrail/kernel';
import type {
  Ask,
  Listing,
  OpenPlatform,
  OrderRow,
  ShopRef,
  TokenPair,
} from '../../src/application/ports.js';
import { weimobConnector } from '../../src/outbound/platforms/weimob/connector.js';
import { Simulators, type Json } from './simulators.js';

export const SHOP = '5100000001';
export const APP = { clientId: 'A0WEIMOB0CLIENT', clientSecret: 'a-weimob-secret' };
export const CONNECTION = 'tenant01-0123456789abcdefghjkmnpqrs';
export const ref: ShopRef = {
  platform: 'weimob',
  tenantId: 'tenant01',
  shopId: 'shop',
  vendorShopId: SHOP,
};

/** What the merchant of the simulated platform knows of its values. */
export const settings = {
  timeUnit: 'ms',
  orderStatuses: '10:created,20:awaiting_shipment,25:partly_shipped,30:shipped,40:finished,50:cancelled',
  caseStatuses:
    '110:requested,120:awaiting_return,130:return_shipped,140:reship,150:refunding,160:refunded,170:rejected,171:rejected,180:closed,190:in_dispute',
  caseTypes: '1:refund_only,2:return_refund,3:exchange',
  orderChangedType: '4',
  orderCreatedType: '1',
  caseChangedType: '4',
  caseCreatedType: '1',
  shopType: 'business_operation_system_id',
  freightType: '2',
  errorKinds: '90401:auth_expired,90429:throttled,90409:conflict',
  returnAddresses: 'WH1=退货组|13900000001|浙江省|杭州市|西湖区|物流园1号',
};

export const around = () => ({ from: Date.now() - 10 * MINUTE, to: Date.now() + 10 * MINUTE });

/** A refusal of the platform, by its kind. */
export const failing = (kind: string): object => expect.objectContaining({ kind });

export const idOf = (row: OrderRow): string =>
  row.kind === 'whole' ? row.pulled.platformOrderId : row.platformOrderId;

/** A connected shop at the simulated platform, its merchant and its buyers. */
export class WeimobShop {
  private constructor(
    readonly sim: Simulators,
    readonly platform: OpenPlatform,
    readonly tokens: TokenPair,
  ) {}

  static async open(): Promise<WeimobShop> {
    const sim = await Simulators.start();
    await sim.control('PUT', '/weimob-apps', APP);
    await sim.control('PUT', '/shops', { shopId: SHOP, platform: 'weimob', appKey: APP.clientId });
    const platform = openAt(`${sim.url}/weimob`, settings);
    const { tokens } = await platform.authorisation.grant({ kind: 'self', vendorShopId: SHOP });
    return new WeimobShop(sim, platform, tokens);
  }

  get token(): string {
    return this.tokens.accessToken;
  }

  /** The same shop to somebody who was told less. */
  told(less: Readonly<Record<string, string>>): OpenPlatform {
    return openAt(`${this.sim.url}/weimob`, less);
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
    const lines = [{ skuCode: 'TEE-WHITE-M', quantity: 2, priceFen: 5_990 }];
    return this.sim.orders(
      SHOP,
      Array.from({ length: count }, () => ({ lines, ...more })),
    );
  }

  async order(more: Json = {}): Promise<string> {
    return (await this.orders(1, more))[0] ?? '';
  }

  async read(id: string) {
    const { order, unmapped } = await this.platform.orders.order(ref, this.token, id);
    expect(unmapped).toEqual([]);
    if (!order) throw new Error(`order ${id} was not read`);
    return order;
  }

  ship(orderId: string, parcel: Json = {}): Promise<Json> {
    return this.sim.control('POST', `/orders/${orderId}/ship`, { parcels: [parcel] });
  }

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
    await this.ship(orderId);
    return this.claim(orderId, type);
  }

  async seen(platformAfterSaleId: string) {
    const { seen, unmapped } = await this.platform.cases.case(ref, this.token, { platformAfterSaleId });
    expect(unmapped).toEqual([]);
    if (!seen) throw new Error(`case ${platformAfterSaleId} was not read`);
    return seen;
  }
}

/** The platform as its application reaches it, with what its merchant told. */
export const openAt = (api: string, told: Readonly<Record<string, string>>): OpenPlatform =>
  weimobConnector.open(
    {
      connectionId: CONNECTION,
      credentials: APP,
      settings: told,
      hosts: { api },
      timeoutMs: 5_000,
    },
    machineClock,
  );
