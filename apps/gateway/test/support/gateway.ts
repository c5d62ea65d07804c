import { generateKeyPairSync } from 'node:crypto';
import { createLogger, createService } from '@cartrail/service-kit';
import { startTestService, TENANT, type HttpAnswer, type TestService } from '@cartrail/testing';
import { GatewayConfig } from '../../src/config.js';
import { GatewayModule } from '../../src/gateway.module.js';
import { passUploadsOn } from '../../src/inbound/http/uploads.js';
import { migrations } from '../../src/outbound/postgres/migrations/index.js';

const BOOTSTRAP = 'bootstrap-token-of-a-test';
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

const NOBODY = 'http://127.0.0.1:9';

/** The whole gateway; the owners behind it are away. */
export class GatewayUnderTest {
  private readonly keys = new Map<string, string>();

  private constructor(readonly service: TestService) {}

  static async start(settings: Partial<GatewayConfig> = {}): Promise<GatewayUnderTest> {
    const { privateKey } = generateKeyPairSync('ed25519');
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
    const service = await startTestService({
      service: 'gateway',
      migrations,
      app: async ({ databaseUrl, brokers, topicPrefix, clock }) => {
        const config = Object.assign(new GatewayConfig(), {
          PORT: 1,
          NODE_ENV: 'test',
          DATABASE_URL: databaseUrl,
          KAFKA_BROKERS: brokers.join(','),
          TOPIC_PREFIX: topicPrefix,
          ORDER_SYNC_URL: NOBODY,
          TRACKING_URL: NOBODY,
          RETURNS_URL: NOBODY,
          ESIGN_URL: NOBODY,
          NOTIFY_URL: NOBODY,
          INTERNAL_TOKEN_PRIVATE_KEY: Buffer.from(pem).toString('base64'),
          CURSOR_SECRET: 'cursor-secret-of-a-test',
          BOOTSTRAP_TOKEN: BOOTSTRAP,
          ...settings,
        });
        const module = GatewayModule.with(config, clock, () => undefined);
        const app = await createService({ module, logger: createLogger('gateway', 'silent') });
        passUploadsOn(app);
        return app;
      },
    });
    return new GatewayUnderTest(service);
  }

  async openTenant(tenantId = TENANT): Promise<void> {
    const opened = await this.call('POST', '/v1/tenants', BOOTSTRAP, { tenantId, name: tenantId });
    if (opened.status !== 201) throw new Error(`tenant not opened: ${opened.text}`);
    this.keys.set(tenantId, (opened.body as { key: string }).key);
  }

  /** The tenant's first key: an admin's. */
  adminKey(tenantId = TENANT): string {
    return this.keys.get(tenantId) ?? '';
  }

  async issueKey(body: object, tenantId = TENANT): Promise<{ readonly key: string; readonly keyId: string }> {
    const issued = await this.call('POST', '/v1/api-keys', this.adminKey(tenantId), {
      label: 'a key',
      ...body,
    });
    if (issued.status !== 201) throw new Error(`key not issued: ${issued.text}`);
    return issued.body as { key: string; keyId: string };
  }

  get(url: string, key: string): Promise<HttpAnswer> {
    return this.call('GET', url, key);
  }

  call(method: Method, url: string, key: string, body?: object): Promise<HttpAnswer> {
    const headers = { authorization: `Bearer ${key}` };
    return this.service.http({ method, url, headers, ...(body && { body }) });
  }
}
