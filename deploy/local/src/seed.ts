import { randomUUID } from 'node:crypto';
import { Advice } from './advice.js';
import { type Demo, readDemo, writeDemo } from './demo-file.js';
import { call, command } from './http.js';
import { urlOf } from './services.js';
import type { Stack } from './stack.js';

const TENANT = 'demo01';
const SHOP = '1000000001';
const WAREHOUSE = 'HZ01';
const ROLES = ['support', 'merchant', 'warehouse', 'integrator'] as const;

/** The demo tenant, through the gateway's commands only; each step is done once and remembered. */
export async function seed(stack: Stack): Promise<Demo> {
  const demo = (await knownDemo(stack)) ?? (await openTenant(stack));
  const seeding = new Seeding(stack, demo);
  await seeding.keys();
  await seeding.warehouse();
  await seeding.shop();
  await seeding.articles();
  await seeding.carriers();
  await seeding.channels();
  return demo;
}

/** The remembered demo, unless the databases behind it are other ones by now. */
async function knownDemo({ settings, surroundings }: Stack): Promise<Demo | undefined> {
  const demo = readDemo(settings.data);
  if (demo === undefined) return undefined;
  const url = `${urlOf(surroundings.ports, 'gateway')}/v1/cases?limit=1`;
  const { status } = await call({ method: 'GET', url, key: demo.keys.admin });
  return status === 401 ? undefined : demo;
}

async function openTenant({ settings, surroundings }: Stack): Promise<Demo> {
  const answer = await command({
    method: 'POST',
    url: `${urlOf(surroundings.ports, 'gateway')}/v1/tenants`,
    key: surroundings.secrets.bootstrapToken,
    headers: { 'idempotency-key': `demo-tenant-${randomUUID()}` },
    body: { tenantId: TENANT, name: 'Cartrail demo' },
  });
  const demo: Demo = { tenantId: TENANT, keys: { admin: apiKeyIn(answer) }, done: {} };
  writeDemo(settings.data, demo);
  return demo;
}

/** The one time an API key is shown is the answer of the command that made it. */
function apiKeyIn(answer: unknown): string {
  const found = /ct_[a-z0-9]{6,20}_[A-Za-z0-9_-]+/.exec(JSON.stringify(answer));
  if (found === null)
    throw new Advice('the gateway answered without an API key: see .cartrail/logs/gateway.log');
  return found[0];
}

class Seeding {
  readonly #gateway: string;
  readonly #simulators: string;

  constructor(
    private readonly stack: Stack,
    private readonly demo: Demo,
  ) {
    this.#gateway = urlOf(stack.surroundings.ports, 'gateway');
    this.#simulators = urlOf(stack.surroundings.ports, 'simulators');
  }

  async keys(): Promise<void> {
    for (const role of ROLES) {
      if (this.demo.keys[role] !== undefined) continue;
      const body = { label: `demo ${role}`, role };
      this.demo.keys[role] = apiKeyIn(await this.#once(`key:${role}`, 'POST', '/v1/api-keys', body));
      writeDemo(this.stack.settings.data, this.demo);
    }
  }

  /** Where the shop's goods leave from and come back to; the platform knows it by an address id of its own. */
  async warehouse(): Promise<void> {
    await this.#once(`warehouse:${WAREHOUSE}`, 'PUT', `/v1/warehouses/${WAREHOUSE}`, {
      name: 'Hangzhou 1',
      regionCode: '330100',
      platformAddressIds: { douyin: `${SHOP}01` },
    });
    await this.#once(`return-warehouse:${WAREHOUSE}`, 'PUT', `/v1/return-warehouses/${WAREHOUSE}`, {
      name: '退货组',
      phone: '13900000001',
      address: '浙江省杭州市余杭区物流园1号仓',
      regionCode: '330100',
    });
  }

  async shop(): Promise<void> {
    await this.#control('PUT', '/control/shops', { shopId: SHOP, name: 'Cartrail demo shop' });
    const body = {
      platform: 'douyin',
      vendorShopId: SHOP,
      name: 'Cartrail demo shop',
      merchantId: 'merchant-demo',
      warehouseCode: WAREHOUSE,
    };
    await this.#once(`shop:${WAREHOUSE}`, 'POST', '/v1/shops', body);
  }

  async articles(): Promise<void> {
    const catalogue = await this.#control('GET', '/control/catalogue');
    const skus = catalogue.skus as {
      skuCode: string;
      title: string;
      category: string;
      weightGrams: number;
    }[];
    await this.#once('skus', 'PUT', '/v1/skus', {
      skus: skus.map(({ skuCode, title, category, weightGrams }) => ({
        skuCode,
        title,
        category,
        weightGrams,
      })),
    });
  }

  async carriers(): Promise<void> {
    await this.#tracker();
    await this.#booker();
  }

  async #tracker(): Promise<void> {
    const credentials = { eBusinessId: '1000001', apiKey: 'sample-kdniao-key' };
    const account = await this.#once('carrier-account', 'POST', '/v1/carrier-accounts', {
      provider: 'kdniao',
      label: 'KDNiao demo',
      credentials,
    });
    const tracking = urlOf(this.stack.surroundings.ports, 'tracking');
    const pushUrl = `${tracking}${String(account.callbackPath)}`;
    await this.#control('PUT', '/control/kdniao-accounts', { ...credentials, pushUrl });
    const orderSync = urlOf(this.stack.surroundings.ports, 'order-sync');
    await this.#control('PUT', '/control/targets', { douyinPushUrl: `${orderSync}/callbacks/douyin/app` });
  }

  async #booker(): Promise<void> {
    const credentials = {
      key: 'sample-kuaidi100-key',
      secret: 'sample-kuaidi100-secret',
      salt: 'sample-salt',
    };
    await this.#once('carrier-account:kuaidi100', 'POST', '/v1/carrier-accounts', {
      provider: 'kuaidi100',
      label: 'Kuaidi100 demo',
      credentials,
    });
    await this.#control('PUT', '/control/kuaidi100-accounts', credentials);
  }

  async channels(): Promise<void> {
    const receiver = `${this.#simulators}/receiver/demo`;
    const endpoint = await this.#once(`webhook:${receiver}`, 'POST', '/v1/webhook-endpoints', {
      url: receiver,
    });
    await this.#control('PUT', '/control/receivers/demo', { secret: endpoint.secret });
    const robot = `${this.#simulators}/robot/demo`;
    await this.#once(`robot:${robot}`, 'POST', '/v1/robots', { kind: 'wecom', url: robot });
    await this.#control('PUT', '/control/robots/demo', {});
  }

  async #once(step: string, method: string, path: string, body: unknown): Promise<Record<string, unknown>> {
    const known = this.demo.done[step];
    if (known !== undefined) return known;
    const url = this.#gateway + path;
    const headers = { 'idempotency-key': `demo:${step}` };
    const answer = await command({ method, url, key: this.demo.keys.admin, headers, body });
    this.demo.done[step] = answer;
    writeDemo(this.stack.settings.data, this.demo);
    return answer;
  }

  #control(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
    return command({ method, url: this.#simulators + path, body });
  }
}

/** Orders keep coming in by themselves while somebody watches. */
export async function startFlow({ surroundings }: Stack): Promise<void> {
  const url = `${urlOf(surroundings.ports, 'simulators')}/control/flow`;
  await command({ method: 'POST', url, body: { running: true, perMinute: 6, shopId: SHOP } });
}
