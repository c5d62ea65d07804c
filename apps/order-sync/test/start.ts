import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createLogger, createService, InternalTokenSigner } from '@cartrail/service-kit';
import { startTestService, waitUntil, type HttpAnswer, type TestService } from '@cartrail/testing';
import { migrations, OrderSyncConfig, orderSyncModule } from '@cartrail/order-sync';
import { APP_KEY, APP_SECRET, FakeDouyin, VENDOR_SHOP } from './fake-douyin.js';

export const TENANT = 'tenant01';
const SCOPES = ['shops:write', 'skus:write', 'warehouses:write', 'receiver:disclose'];

/** The whole service against a small vendor, with the gateway's part played by a key of its own. */
export class OrderSyncUnderTest {
  private constructor(
    readonly service: TestService,
    readonly douyin: FakeDouyin,
    private readonly signer: InternalTokenSigner,
  ) {}

  static async start(): Promise<OrderSyncUnderTest> {
    const douyin = await new FakeDouyin().start();
    const keys = generateKeyPairSync('ed25519');
    const base64 = (pem: string | Buffer): string => Buffer.from(pem).toString('base64');
    const publicKey = base64(keys.publicKey.export({ type: 'spki', format: 'pem' }));
    const signer = new InternalTokenSigner(base64(keys.privateKey.export({ type: 'pkcs8', format: 'pem' })));
    const service = await startTestService({
      service: 'order-sync',
      migrations,
      app: async ({ databaseUrl, brokers, topicPrefix, clock }) => {
        const config = Object.assign(new OrderSyncConfig(), {
          PORT: 1,
          NODE_ENV: 'test',
          DATABASE_URL: databaseUrl,
          KAFKA_BROKERS: brokers.join(','),
          TOPIC_PREFIX: topicPrefix,
          INTERNAL_TOKEN_PUBLIC_KEY: publicKey,
          DOUYIN_BASE_URL: douyin.baseUrl,
          DOUYIN_APP_KEY: APP_KEY,
          DOUYIN_APP_SECRET: APP_SECRET,
          FIELD_KEYS: `k1:${randomBytes(32).toString('base64')}`,
          POLL_INTERVAL_MS: 100,
        });
        const module = orderSyncModule({ config, clock, log: () => undefined });
        return createService({ module, logger: createLogger('order-sync', 'silent') });
      },
    });
    return new OrderSyncUnderTest(service, douyin, signer);
  }

  get nowSeconds(): number {
    return Math.floor(this.service.clock.now() / 1_000);
  }

  async call(
    method: 'GET' | 'POST' | 'PUT',
    url: string,
    body?: object,
    more: { tenant?: string; key?: string } = {},
  ): Promise<HttpAnswer> {
    const caller = {
      tenantId: more.tenant ?? TENANT,
      memberId: 'member-1',
      roles: ['support'],
      scopes: SCOPES,
    };
    const token = await this.signer.sign(caller, 'order-sync');
    const headers = {
      authorization: `Bearer ${token}`,
      ...(body && { 'content-type': 'application/json' }),
      ...(more.key !== undefined && { 'idempotency-key': more.key }),
    };
    return this.service.http({ method, url, headers, ...(body && { body }) });
  }

  async connectShop(): Promise<string> {
    const shop = { platform: 'douyin', vendorShopId: VENDOR_SHOP, name: '示例店' };
    const answer = await this.call('POST', '/internal/shops', shop);
    return (answer.body as { shopId: string }).shopId;
  }

  push({ body, headers }: { body: Buffer; headers: Record<string, string> }): Promise<HttpAnswer> {
    return this.service.http({ method: 'POST', url: '/callbacks/douyin/app', headers, body });
  }

  async orderOf(platformOrderId: string): Promise<string> {
    let id: string | undefined;
    await waitUntil(() => {
      const imported = this.service
        .published('OrderImported')
        .map(({ data }) => data as { orderId: string; platformOrderId: string });
      id = imported.find((data) => data.platformOrderId === platformOrderId)?.orderId;
      return Promise.resolve(id === undefined ? `OrderImported of ${platformOrderId}` : undefined);
    }, 15_000);
    return id ?? '';
  }

  async published(name: string, orderId: string, count: number): Promise<readonly Record<string, unknown>[]> {
    await waitUntil(
      () =>
        Promise.resolve(
          this.service.published(name, orderId).length >= count ? undefined : `${count} ${name}`,
        ),
      15_000,
    );
    return this.service.published(name, orderId).map(({ data }) => data as Record<string, unknown>);
  }

  async stop(): Promise<void> {
    await this.service.stop();
    await this.douyin.stop();
  }
}
