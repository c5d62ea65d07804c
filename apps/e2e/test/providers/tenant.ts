import { randomUUID } from 'node:crypto';
import { Door } from '../../src/doors/http.js';
import type { ProviderRow } from './rows.js';

/** Where an installation is reached, and what its operator has. */
export interface Installation {
  readonly gatewayUrl: string;
  readonly simulatorUrl: string;
  /** Where vendors push to. */
  readonly callbackUrl: string;
  readonly bootstrapToken: string;
  /** Providers whose pushes are read. */
  readonly pushing: ReadonlySet<string>;
}

const WAREHOUSE = 'HZ01';

/** A merchant with one shop and one carrier account, all of it made through public doors. */
export interface Tenant {
  readonly row: ProviderRow;
  readonly shopId: string;
  readonly gateway: Door;
  readonly simulator: Door;
  /** What the account may be asked, as the gateway says. */
  readonly operations: readonly string[];
  /** Else it is asked when it has been quiet for long. */
  readonly pushes: boolean;
}

export async function openTenant(at: Installation, row: ProviderRow, shopId: string): Promise<Tenant> {
  const simulator = new Door(at.simulatorUrl);
  const bootstrap = new Door(at.gatewayUrl, { authorization: `Bearer ${at.bootstrapToken}` });
  const tenant = { tenantId: `only${row.provider}`, name: `with ${row.provider} alone` };
  const { key } = await bootstrap.post<{ key: string }>('/v1/tenants', tenant, newKey());
  const gateway = new Door(at.gatewayUrl, { authorization: `Bearer ${key}` });
  await openShop(gateway, simulator, shopId);
  const operations = await connect(at, row, gateway, simulator);
  return { row, shopId, gateway, simulator, operations, pushes: at.pushing.has(row.provider) };
}

async function openShop(gateway: Door, simulator: Door, shopId: string): Promise<void> {
  await simulator.put('/control/shops', { shopId, name: shopId });
  const place = { name: 'Hangzhou 1', regionCode: '330100', platformAddressIds: { douyin: `${shopId}01` } };
  await gateway.put(`/v1/warehouses/${WAREHOUSE}`, place, newKey());
  const address = { name: '退货组', phone: '13900000001', address: '浙江省杭州市余杭区物流园1号仓' };
  const back = { ...address, regionCode: '330100' };
  await gateway.put(`/v1/return-warehouses/${WAREHOUSE}`, back, newKey());
  const shop = { platform: 'douyin', vendorShopId: shopId, name: shopId, merchantId: 'merchant-1' };
  await gateway.post('/v1/shops', { ...shop, warehouseCode: WAREHOUSE }, newKey());
  const { skus } = await simulator.get<{ skus: Sku[] }>('/control/catalogue');
  const articles = skus.map(({ skuCode, title, category, weightGrams }) => ({
    skuCode,
    title,
    category,
    weightGrams,
  }));
  await gateway.put('/v1/skus', { skus: articles }, newKey());
}

/** The account at both ends: here by its credentials, at the vendor with the address of its pushes. */
async function connect(
  { callbackUrl, pushing }: Installation,
  { provider, credentials, atVendor, namesPushUrl }: ProviderRow,
  gateway: Door,
  simulator: Door,
): Promise<readonly string[]> {
  const account = { provider, label: 'the only one', credentials };
  const { callbackPath, operations } = await gateway.post<Connected>(
    '/v1/carrier-accounts',
    account,
    newKey(),
  );
  const told = namesPushUrl !== true && pushing.has(provider);
  const pushes = told ? { pushUrl: `${callbackUrl}${callbackPath}` } : {};
  await simulator.put(`/control/${provider}-accounts`, { ...atVendor, ...pushes });
  return operations;
}

interface Connected {
  readonly callbackPath: string;
  readonly operations: readonly string[];
}

interface Sku {
  readonly skuCode: string;
  readonly title: string;
  readonly category: string;
  readonly weightGrams: number;
}

export const newKey = (): Readonly<Record<string, string>> => ({ 'idempotency-key': randomUUID() });
