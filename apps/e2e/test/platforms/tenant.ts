import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Door } from '../../src/doors/http.js';
import { ledgerOf } from '../../src/doors/simulators.js';
import { until } from '../../src/doors/waiting.js';
import { newKey } from '../providers/tenant.js';
import type { RunningStack } from '../stack.js';
import type { PlatformRow } from './rows.js';

/** Where an installation is reached, and what its operator has. */
export interface Installation {
  readonly gatewayUrl: string;
  readonly simulatorUrl: string;
  /** Where platforms push to, and send merchants back to. */
  readonly callbackUrl: string;
  readonly bootstrapToken: string;
}

export async function installationOf(stack: RunningStack): Promise<Installation> {
  const read = async (name: string): Promise<Readonly<Record<string, unknown>>> =>
    JSON.parse(await readFile(join(stack.data, name), 'utf8')) as Readonly<Record<string, unknown>>;
  const { gatewayUrl, simulatorsUrl, services } = await read('stack.json');
  const { bootstrapToken } = await read('secrets.json');
  return {
    gatewayUrl: String(gatewayUrl),
    simulatorUrl: String(simulatorsUrl),
    callbackUrl: (services as { readonly 'order-sync': string })['order-sync'],
    bootstrapToken: String(bootstrapToken),
  };
}

/** What a platform can do, as the gateway says: a reason for what it cannot. */
export interface Listed {
  readonly id: string;
  readonly hosts: Readonly<Record<string, string>>;
  readonly features: readonly string[];
  readonly notSupported: Readonly<Record<string, string>>;
}

/** A merchant with one shop at one platform, all of it made through public doors. */
export interface Tenant {
  readonly row: PlatformRow;
  readonly listed: Listed;
  /** Platforms the gateway knows. */
  readonly registry: readonly string[];
  readonly shopId: string;
  readonly gateway: Door;
  readonly simulator: Door;
}

export async function openTenant(at: Installation, row: PlatformRow): Promise<Tenant> {
  const { platform, vendorShopId } = row;
  const simulator = new Door(at.simulatorUrl);
  const gateway = await gatewayOf(at, `at${platform}`);
  const { items } = await gateway.get<{ items: Listed[] }>('/v1/platforms');
  const listed = items.find(({ id }) => id === platform);
  if (!listed) throw new Error(`the gateway knows no platform ${platform}`);
  const application = await openApplication(at, row, listed, { gateway, simulator });
  const { addresses } = await simulator.put<{ addresses: { addressId: string }[] }>('/control/shops', {
    ...{ shopId: vendorShopId, platform, appKey: row.appKey, name: `${platform} shop` },
  });
  await openWarehouse(gateway, { [platform]: row.addressId ?? addresses[0]?.addressId ?? '' });
  const { applicationId } = application;
  const shopId = await connect(at, row, listed, { gateway, simulator, applicationId });
  await pastBegun(gateway, shopId);
  if (row.channel) await messagesAsked(simulator, platform);
  const registry = items.map(({ id }) => id);
  return { row, listed, registry, shopId, gateway, simulator };
}

/** What is sold once the shop's past has an end is not part of it: it comes by its push. */
async function pastBegun(gateway: Door, shopId: string): Promise<void> {
  const path = `/v1/shops/${shopId}/backfill`;
  const ask = (): Promise<object | undefined> => gateway.get<object>(path).catch(() => undefined);
  if (!(await until(ask, (found) => found !== undefined, 30_000)))
    throw new Error(`the past of shop ${shopId} is not read`);
}

/** A platform tells a shop's news to nobody before they have been asked for. */
async function messagesAsked(simulator: Door, platform: string): Promise<void> {
  const asked = async (): Promise<boolean> => {
    for await (const { provider, method } of ledgerOf<{ provider: string; method?: string }>(
      simulator,
      'requests',
    ))
      if (provider === platform && method?.endsWith('.user.permit') === true) return true;
    return false;
  };
  if (!(await until(asked, Boolean, 30_000))) throw new Error(`nobody asks ${platform} for messages`);
}

export async function gatewayOf(at: Installation, tenantId: string): Promise<Door> {
  const bootstrap = new Door(at.gatewayUrl, { authorization: `Bearer ${at.bootstrapToken}` });
  const { key } = await bootstrap.post<{ key: string }>(
    '/v1/tenants',
    { tenantId, name: tenantId },
    newKey(),
  );
  return new Door(at.gatewayUrl, { authorization: `Bearer ${key}` });
}

interface Doors {
  readonly gateway: Door;
  readonly simulator: Door;
}

/** The application at both ends: here by its credentials, at the platform with the address of its pushes. */
async function openApplication(
  { simulatorUrl, callbackUrl }: Installation,
  { platform, credentials, settings, sockets = [], channel }: PlatformRow,
  listed: Listed,
  { gateway, simulator }: Doors,
): Promise<{ readonly applicationId: string }> {
  const here = `${simulatorUrl}/${platform}`;
  const hosts = Object.fromEntries(
    Object.keys(listed.hosts).map((name) => [
      name,
      sockets.includes(name) ? here.replace('http:', 'ws:') : here,
    ]),
  );
  const application = { platform, name: 'our own', credentials, settings, hosts };
  const made = await gateway.post<{ applicationId: string; pushPath: string }>(
    '/v1/platform-applications',
    application,
    newKey(),
  );
  const pushes = channel ? {} : { pushUrl: `${callbackUrl}${made.pushPath}` };
  await simulator.put(`/control/${platform}-apps`, { ...credentials, ...pushes });
  return made;
}

const WAREHOUSE = 'HZ01';

export async function openWarehouse(
  gateway: Door,
  platformAddressIds: Readonly<Record<string, string>>,
): Promise<void> {
  const place = { name: 'Hangzhou 1', regionCode: '330100', platformAddressIds };
  await gateway.put(`/v1/warehouses/${WAREHOUSE}`, place, newKey());
  const address = { name: '退货组', phone: '13900000001', address: '浙江省杭州市余杭区物流园1号仓' };
  await gateway.put(`/v1/return-warehouses/${WAREHOUSE}`, { ...address, regionCode: '330100' }, newKey());
}

/** By the shop's id alone where the platform lets an application, else by the consent of its merchant. */
async function connect(
  { callbackUrl }: Installation,
  { platform, vendorShopId }: PlatformRow,
  { features }: Listed,
  { gateway, simulator, applicationId }: Doors & { readonly applicationId: string },
): Promise<string> {
  const wanted = { platform, applicationId, name: `${platform} shop`, warehouseCode: WAREHOUSE };
  if (features.includes('authorise-self')) {
    const self = { ...wanted, vendorShopId };
    return (await gateway.post<{ shopId: string }>('/v1/shops', self, newKey())).shopId;
  }
  const { url } = await gateway.post<{ url: string }>('/v1/shops/authorisations', wanted, newKey());
  const state = new URL(url).searchParams.get('state') ?? '';
  const { code } = await simulator.post<{ code: string }>('/control/tokens/consent', {
    shopId: vendorShopId,
  });
  const back = await fetch(
    `${callbackUrl}/callbacks/authorised?${new URLSearchParams({ code, state }).toString()}`,
  );
  if (!back.ok) throw new Error(`the merchant came back in vain: ${await back.text()}`);
  const { items } = await gateway.get<{ items: { shopId: string; vendorShopId: string }[] }>('/v1/shops');
  const shop = items.find((one) => one.vendorShopId === vendorShopId);
  if (!shop) throw new Error(`${platform} did not say that the consent is for ${vendorShopId}`);
  return shop.shopId;
}
