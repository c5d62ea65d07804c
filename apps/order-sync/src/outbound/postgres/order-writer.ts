import { newId, type Clock } from '@cartrail/kernel';
import { change, setTenants, type AnyChange, type ChangeShell, type EventBus } from '@cartrail/messaging';
import type { DataSource, EntityManager } from 'typeorm';
import type { BatchWriter, ClaimedPull, Pulled } from '../../application/ports.js';
import { amountsDifferFen } from '../../domain/amounts.js';
import { enrich, type Article, type ShopFacts } from '../../domain/enrich.js';
import { importOrder } from '../../domain/import-order.js';
import type { ObservedOrder, Order, OrderFact } from '../../domain/order.state.js';
import { orderKey, type OrderKey, type OrderStore } from './order.store.js';
import { runAgain } from './run-again.js';
import { finishPulls, orderPulls } from './pull-queue.js';
import { counting } from './stores.js';

interface Knowledge {
  readonly articles: ReadonlyMap<string, ReadonlyMap<string, Article>>;
  readonly shopOf: (pulled: Pulled) => ShopFacts;
}

/** Takes a batch of pulled orders through the shell: one transaction, a constant number of statements. */
export class PostgresOrderWriter implements BatchWriter<Pulled, ClaimedPull> {
  constructor(
    private readonly dataSource: DataSource,
    private readonly shell: ChangeShell,
    private readonly bus: EventBus,
    private readonly orders: OrderStore,
    private readonly clock: Clock,
  ) {}

  async write(batch: readonly Pulled[], answered: readonly ClaimedPull[]): Promise<readonly never[]> {
    const tenants = [
      ...new Set([...batch.map(({ shop }) => shop.tenantId), ...answered.map(({ tenantId }) => tenantId)]),
    ];
    if (tenants.length === 0) return [];
    // A push and a poll may see a new order at the same moment; the second to come finds it there.
    await runAgain(() => this.once(tenants, batch, answered));
    this.bus.written();
    return [];
  }

  private async once(
    tenants: readonly string[],
    batch: readonly Pulled[],
    answered: readonly ClaimedPull[],
  ): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      await setTenants(tx, tenants);
      const known = await learn(tx, batch);
      const changes = batch.flatMap((pulled) => this.changesOf(pulled, known));
      await this.shell.apply(tx, tenants, changes);
      await finishPulls(tx, orderPulls, answered);
    });
  }

  private changesOf(given: Pulled, known: Knowledge): AnyChange[] {
    const { shop, pulled, cause } = given;
    const counted = counting(shop.tenantId, pulled.unmapped, cause, this.clock.now());
    if (!pulled.order) return counted;
    const articles = known.articles.get(shop.tenantId) ?? new Map<string, Article>();
    const first = { via: given.via, at: this.clock.now() };
    const seen = enrich(pulled.order, articles, known.shopOf(given), first);
    const imported = change<Order, OrderFact, OrderKey>({
      store: this.orders,
      find: orderKey(seen),
      createAs: given.orderId ?? newId(),
      cause,
      decide: (state) => importOrder(state, seen),
    });
    return [imported, ...counted, ...this.countDifference(seen, given)];
  }

  /** Kept as it was given; one count a platform, for whoever looks at its mapping. */
  private countDifference(seen: ObservedOrder, { shop, cause }: Pulled): AnyChange[] {
    if (amountsDifferFen(seen) === 0) return [];
    const differs = { what: 'order-amounts', value: shop.platform };
    return counting(shop.tenantId, [differs], cause, this.clock.now());
  }
}

async function learn(tx: EntityManager, batch: readonly Pulled[]): Promise<Knowledge> {
  const wanted = batch.flatMap(({ shop, pulled }) =>
    pulled.skuCodes.map((code) => [shop.tenantId, code] as const),
  );
  const skus = await tx.query<
    {
      tenant_id: string;
      code: string;
      category: string | null;
      weight_grams: number | null;
      labels: Article['labels'] | null;
    }[]
  >(
    `SELECT sku.tenant_id, sku.code, sku.category, sku.weight_grams, sku.labels FROM sku
       JOIN (SELECT DISTINCT * FROM unnest($1::text[], $2::text[])) AS wanted (tenant_id, code)
         ON sku.tenant_id = wanted.tenant_id AND sku.code = wanted.code`,
    [wanted.map(([tenantId]) => tenantId), wanted.map(([, code]) => code)],
  );
  const articles = new Map<string, Map<string, Article>>();
  for (const sku of skus) {
    const ofTenant = articles.get(sku.tenant_id) ?? new Map<string, Article>();
    articles.set(sku.tenant_id, ofTenant);
    ofTenant.set(sku.code, {
      category: sku.category ?? undefined,
      weightGrams: sku.weight_grams ?? undefined,
      labels: sku.labels ?? undefined,
    });
  }
  return { articles, shopOf: await learnShops(tx, batch) };
}

interface WarehouseRow {
  readonly tenant_id: string;
  readonly code: string;
  readonly region_code: string;
  readonly platform_address_ids: Readonly<Record<string, string>>;
}

interface ShopRow {
  readonly id: string;
  readonly tenant_id: string;
  readonly merchant_id: string | null;
  readonly warehouse_code: string | null;
}

/**
 * Where an order's parcels start: at the warehouse it names, else at the one the shop names, else at the tenant's
 * only one.
 */
async function learnShops(
  tx: EntityManager,
  batch: readonly Pulled[],
): Promise<(pulled: Pulled) => ShopFacts> {
  const tenants = [...new Set(batch.map(({ shop }) => shop.tenantId))];
  const warehouses = await tx.query<WarehouseRow[]>(
    `SELECT tenant_id, code, region_code, platform_address_ids
       FROM warehouse WHERE tenant_id = ANY ($1::text[])`,
    [tenants],
  );
  const shops = await tx.query<ShopRow[]>(
    `SELECT id, tenant_id, merchant_id, warehouse_code FROM shop
      WHERE tenant_id = ANY ($1::text[]) AND id = ANY ($2::uuid[])`,
    [tenants, [...new Set(batch.map(({ shop }) => shop.shopId))]],
  );
  return ({ shop: { shopId, tenantId, platform }, pulled: { warehouseId } }) => {
    const shop = shops.find(({ id }) => id === shopId);
    const own = warehouses.filter((warehouse) => warehouse.tenant_id === tenantId);
    const named = own.find(
      ({ code, platform_address_ids: ids }) =>
        warehouseId !== undefined && [code, ids[platform]].includes(warehouseId),
    );
    const ofShop = own.find(({ code }) => code === shop?.warehouse_code);
    const only = own.length === 1 ? own[0] : undefined;
    const from = named ?? ofShop ?? only;
    return {
      merchantId: shop?.merchant_id ?? undefined,
      fromRegion: from?.region_code,
      warehouseCode: from?.code,
    };
  };
}
