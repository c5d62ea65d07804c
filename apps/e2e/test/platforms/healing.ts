import { until } from '../../src/doors/waiting.js';
import { MINUTE, type Everybody } from './everybody.js';
import type { Tenant } from './tenant.js';

const PATIENCE_MS = 30_000;
const LOST = 3;
/** Its lists name orders and nothing of them, so that a detail nobody answers keeps an order away. */
const DETAIL = '/wechat/channels/ec/order/get';

interface Hour {
  readonly stream: string;
  readonly counted: number;
  readonly byPush: number;
  readonly byPull: number;
  readonly missing: number;
}

interface Sync {
  readonly missing: number;
  readonly gaps: readonly { readonly stream: string; readonly missing: number }[];
  readonly hours: readonly Hour[];
}

/** A shop whose pushes are lost, at a platform that does not answer what its orders are: seen missing, then healed. */
export class Healing {
  readonly lost = LOST;
  before: Sync | undefined;
  open: Sync | undefined;
  after: Sync | undefined;

  private failure?: Error;

  constructor(private readonly everybody: Everybody) {}

  /** What went wrong is kept for whoever looks. */
  async go(): Promise<void> {
    await this.heal().catch((error: unknown) => {
      this.failure = error instanceof Error ? error : new Error(String(error));
    });
  }

  mustHaveGone(): void {
    if (this.failure) throw this.failure;
  }

  private async heal(): Promise<void> {
    const { tenant } = this.everybody.at('wechat');
    const { simulator, row } = tenant;
    this.before = await reach(tenant, ({ missing, hours }) => missing === 0 && hours.length > 0);
    const dropped = { target: row.vendorShopId, name: 'dropped-push', share: 1 };
    await simulator.post('/control/faults', dropped);
    await simulator.post('/control/faults', { target: DETAIL, name: '503' });
    const orders = Array.from({ length: LOST }, () => ({
      lines: [{ skuCode: 'TEE-WHITE-M', quantity: 1, priceFen: 5_990 }],
    }));
    await simulator.post('/control/orders', { shopId: row.vendorShopId, orders });
    // An hour is counted once it is over for a while.
    await this.everybody.pass(75 * MINUTE);
    this.open = await reach(tenant, ({ missing }) => missing === LOST);
    await simulator.delete('/control/faults');
    this.after = await reach(tenant, ({ missing }) => missing === 0);
  }
}

const syncOf = ({ gateway, shopId }: Tenant): Promise<Sync> => gateway.get(`/v1/shops/${shopId}/sync`);

/** Once the hour of the shop's first order has been counted. */
export const countedOf = (tenant: Tenant): Promise<Sync> =>
  reach(tenant, (sync) => total(sync, 'counted') > 0);

const reach = (tenant: Tenant, good: (sync: Sync) => boolean): Promise<Sync> =>
  until(() => syncOf(tenant), good, PATIENCE_MS);

/** Of orders, over all the hours shown. */
export const total = (sync: Sync | undefined, what: 'counted' | 'byPush' | 'byPull' | 'missing'): number =>
  (sync?.hours ?? []).reduce((sum, hour) => sum + (hour.stream === 'orders' ? hour[what] : 0), 0);
