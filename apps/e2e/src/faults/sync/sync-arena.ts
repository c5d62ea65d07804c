import { Door } from '../../doors/http.js';
import { eachOf, until } from '../../doors/waiting.js';
import { audit, type Findings } from '../audit.js';
import { query } from '../evidence.js';
import type { FaultStack } from '../fault-stack.js';
import { PatientDoor } from '../money/patient-door.js';
import { keptByCases, keptByOrderSync, offeredBy, soldBy, syncEvidence } from './sync-evidence.js';

const MINUTE_MS = 60_000;
const PATIENCE_MS = 180_000;
const SLICE = 100;

interface ShopView {
  readonly shopId: string;
  readonly vendorShopId: string;
  readonly state: string;
}

/** One shop of its own at the simulated platform, what is sold there, and what the system made of it. */
export class SyncArena {
  readonly simulators: Door;
  readonly vendorShopId: string;
  private readonly gateway: PatientDoor;
  private shopId = '';
  private made: string[] = [];

  constructor(
    readonly stack: FaultStack,
    private readonly settings: { readonly caseId: string; readonly place: number; readonly count: number },
  ) {
    const { simulatorsUrl } = stack.addresses();
    this.simulators = new Door(simulatorsUrl);
    this.vendorShopId = `13000000${String(settings.place).padStart(2, '0')}`;
    const authorization = `Bearer ${stack.demo().keys['integrator'] ?? ''}`;
    this.gateway = new PatientDoor(stack.urlOf('gateway'), { authorization });
  }

  get count(): number {
    return this.settings.count;
  }

  /** The shop is there before anything is sold in it, so that no poll of another's history is part of the case. */
  async open(): Promise<void> {
    await this.simulators.put('/control/shops', {
      shopId: this.vendorShopId,
      name: `shop of ${this.settings.caseId}`,
    });
  }

  /** What is sold from then on is not of the shop's past. */
  async connect(): Promise<void> {
    const { vendorShopId } = this;
    const shop = { platform: 'douyin', vendorShopId, name: vendorShopId, warehouseCode: 'HZ01' };
    this.shopId = (await this.gateway.post<{ shopId: string }>('/v1/shops', () => shop)).shopId;
    await this.backfill();
  }

  /** Which process the platform's pushes reach. */
  async pushTo(orderSyncUrl: string): Promise<void> {
    const douyinPushUrl = `${orderSyncUrl}/callbacks/douyin/app`;
    await this.simulators.put('/control/targets', { douyinPushUrl });
  }

  async shop(): Promise<ShopView | undefined> {
    const { items } = await this.gateway.get<{ items: ShopView[] }>('/v1/shops');
    return items.find(({ shopId }) => shopId === this.shopId);
  }

  /** How far its past has been read; waits until that has begun. */
  backfill(): Promise<{ readonly state: string }> {
    return this.gateway.get(`/v1/shops/${this.shopId}/backfill`);
  }

  /** Orders that are paid; a part of all that the case sells. */
  async sell(part: number): Promise<void> {
    const count = Math.ceil(this.count * part);
    for (let at = 0; at < count; at += SLICE) {
      const orders = Array.from({ length: Math.min(SLICE, count - at) }, (_, index) => ({
        lines: [{ skuCode: 'TEE-WHITE-M', quantity: 1 + (index % 2), priceFen: 5_990 + 7 * (at + index) }],
      }));
      const { orders: made } = await this.simulators.post<{ orders: { platformOrderId: string }[] }>(
        '/control/orders',
        { shopId: this.vendorShopId, orders },
      );
      this.made.push(...made.map(({ platformOrderId }) => platformOrderId));
    }
  }

  /** Of what was sold since: four of five leave, of which one is received and one is wanted back. */
  async move(): Promise<void> {
    const moving = this.made;
    this.made = [];
    await eachOf([...moving.entries()], async ([at, id]) => {
      const path = `/control/orders/${id}`;
      if (at % 5 === 4) return;
      await this.simulators.post(`${path}/ship`, { parcels: [{ carrier: 'YTO' }] });
      if (at % 5 === 0) await this.simulators.post(`${path}/finish`);
      if (at % 5 !== 1) return;
      const { lines } = await this.simulators.get<{
        lines: { platformLineId: string; quantity: number }[];
      }>(path);
      const back = lines.map(({ platformLineId, quantity }) => ({ platformLineId, quantity }));
      const wanted = { type: 0, lines: back, reasonCode: 1, plan: 'never-sends' };
      await this.simulators.post(`${path}/after-sales`, wanted);
    });
  }

  /** Waits until all is here, while the clock passes what polls stay behind, or until no more comes. */
  async settle(): Promise<void> {
    const end = Date.now() + PATIENCE_MS;
    while (Date.now() < end) {
      await this.pass(2 * MINUTE_MS);
      if (await this.isWhole(5_000)) return;
    }
  }

  private async isWhole(withinMs: number): Promise<boolean> {
    const sold = await soldBy(this.simulators, this.vendorShopId);
    const facts = offeredBy(sold).reduce((sum, { facts: each }) => sum + each.length, 0);
    const kept = await until(
      () => Promise.all([this.keptHere(), keptByCases(this.stack.databaseUrl('gateway'), this.shopId)]),
      (all) => all.every(({ length }) => length >= facts),
      withinMs,
    );
    return kept.every(({ length }) => length >= facts);
  }

  private keptHere(): ReturnType<typeof keptByOrderSync> {
    return keptByOrderSync(this.stack.databaseUrl('order-sync'), this.vendorShopId);
  }

  /** How orders first came here. */
  async arrivals(): Promise<ReadonlyMap<string, number>> {
    const rows = await query<{ via: string; count: string }>(
      this.stack.databaseUrl('order-sync'),
      'SELECT first_via AS via, count(*) FROM orders WHERE shop_id = $1 GROUP BY 1',
      [this.shopId],
    );
    return new Map(rows.map(({ via, count }) => [via, Number(count)]));
  }

  async pass(ms: number): Promise<void> {
    await this.simulators.post('/clock/advance', { ms });
    await this.simulators.post('/control/settle', { timeoutMs: 20_000 });
  }

  async audit(): Promise<Findings> {
    const { vendorShopId, shopId } = this;
    return audit(await syncEvidence(this.stack, this.simulators, { vendorShopId, shopId }));
  }
}
