import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createLogger, createService, InternalTokenSigner } from '@cartrail/service-kit';
import { startTestService, waitUntil, type HttpAnswer, type TestService } from '@cartrail/testing';
import { migrations, OrderSyncConfig, orderSyncModule } from '@cartrail/order-sync';
import type { FakeCase } from './fake-after-sales.js';
import { anOrder, aPush, APP_KEY, APP_SECRET, FakeDouyin, VENDOR_SHOP } from './fake-douyin.js';

export const TENANT = 'tenant01';
const SCOPES = [
  'shops:write',
  'skus:write',
  'warehouses:write',
  'receiver:disclose',
  'after-sales:act',
  'shipments:write',
];

export type CaseGiven = Partial<FakeCase> & Pick<FakeCase, 'id' | 'orderId'>;

/** The whole service against a small vendor, with the gateway's part played by a key of its own. */
export class OrderSyncUnderTest {
  private pushes = 0;

  private constructor(
    readonly service: TestService,
    readonly douyin: FakeDouyin,
    private readonly signer: InternalTokenSigner,
  ) {}

  static async start(more: Partial<OrderSyncConfig> = {}): Promise<OrderSyncUnderTest> {
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
          BACKFILL_DAYS: 0,
          RECONCILE_EVERY_MS: 3_600_000,
          DOUYIN_REASON_CODES: '1:no_reason,2:quality',
          DOUYIN_SECOND_CONSENT: true,
          ...more,
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

  async published(
    name: string,
    aggregateId: string,
    count: number,
  ): Promise<readonly Record<string, unknown>[]> {
    await waitUntil(
      () =>
        Promise.resolve(
          this.service.published(name, aggregateId).length >= count ? undefined : `${count} ${name}`,
        ),
      15_000,
    );
    return this.service.published(name, aggregateId).map(({ data }) => data as Record<string, unknown>);
  }

  /** An order with a case of its own, as a push would tell of it. */
  async aCase(given: CaseGiven): Promise<string> {
    const { id, orderId, ...more } = given;
    if (!this.douyin.orders.has(orderId)) {
      this.douyin.orders.set(orderId, anOrder({ id: orderId, at: this.nowSeconds, status: 3 }));
    }
    this.douyin.afterSales.put({ id, orderId, updatedAt: this.nowSeconds, ...more });
    await this.tellOf(id);
    return this.caseOf(id);
  }

  /** A push that names the case. */
  async tellOf(id: string, tag = '200'): Promise<void> {
    const orderId = this.douyin.afterSales.cases.get(id)?.orderId ?? '';
    this.pushes += 1;
    await this.push(aPush([{ tag, msgId: `case-${this.pushes}`, orderId, caseId: id }]));
  }

  /** Our id of a platform's case. */
  async caseOf(platformAfterSaleId: string): Promise<string> {
    let id: string | undefined;
    await waitUntil(() => {
      const requested = this.service
        .published('AfterSaleRequested')
        .map(({ data }) => data as { afterSaleId: string; platformAfterSaleId: string });
      id = requested.find((data) => data.platformAfterSaleId === platformAfterSaleId)?.afterSaleId;
      return Promise.resolve(id === undefined ? `AfterSaleRequested of ${platformAfterSaleId}` : undefined);
    }, 15_000);
    return id ?? '';
  }

  async stop(): Promise<void> {
    await this.service.stop();
    await this.douyin.stop();
  }
}
